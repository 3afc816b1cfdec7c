import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { appendForwardedFor, parseTrustedProxies, UNREADABLE_CHAIN } from '../../../nodes/lib/events/proxies';

const PHONE = '192.168.5.20';

describe('parseTrustedProxies', () => {
  const address = parseTrustedProxies('10.0.0.1, 10.1.0.0/16, 2001:db8::/32');

  const cases: readonly (readonly [what: string, peer: string, chain: string | undefined, address: string])[] = [
    ['the peer that is no proxy', PHONE, undefined, PHONE],
    ['the peer, whatever it claims', PHONE, '192.168.9.9', PHONE],
    ['the proxy that names nobody', '10.0.0.1', undefined, '10.0.0.1'],
    ['the one before the proxy', '10.0.0.1', PHONE, PHONE],
    ['not what stands left of it', '10.0.0.1', `192.168.9.9, ${PHONE}`, PHONE],
    ['not what claims to come through a proxy', '10.0.0.1', `192.168.9.9, 10.1.0.5, ${PHONE}`, PHONE],
    ['the one before all proxies', '10.0.0.1', `192.168.9.9, ${PHONE}, 10.1.255.255,2001:DB8::7`, PHONE],
    ['the first of a chain of proxies alone', '10.0.0.1', '10.1.0.2, 10.1.0.3', '10.1.0.2'],
    ['IPv6', '2001:db8::1', '2001:DB9:0::1', '2001:db9::1'],
    ['IPv4 in IPv6', '10.0.0.1', '::ffff:192.168.5.20', PHONE],
    ['an address with a port', '10.0.0.1', `${PHONE}:40312`, PHONE],
    ['IPv6 with a port', '10.0.0.1', '[2001:db9::1]:40312', '2001:db9::1'],
    ['nobody, of "unknown"', '10.0.0.1', 'unknown', ''],
    ['nobody, of an empty line', '10.0.0.1', '', ''],
    ['nobody, of an empty last entry', '10.0.0.1', `${PHONE},`, ''],
    ['nobody, of an unreadable entry behind proxies', '10.0.0.1', `${PHONE}, _hidden, 10.1.0.2`, ''],
    ['nobody, of blanks in between', '10.0.0.1', `${PHONE} 10.1.0.2`, ''],
    ['nobody, of a port that is none', '10.0.0.1', `${PHONE}:x`, ''],
    ['nobody, of a host name', '10.0.0.1', 'localhost', ''],
  ];
  for (const [what, peer, chain, expected] of cases) {
    it(`takes ${what}`, () => assert.equal(address(peer, chain), expected));
  }

  it('trusts nobody with a blank list', () => {
    for (const blank of ['', '  ']) assert.equal(parseTrustedProxies(blank)('10.0.0.1', PHONE), '10.0.0.1');
  });

  it('names a bad entry', () => {
    assert.throws(() => parseTrustedProxies('10.0.0.1, proxy.lan'), /"proxy\.lan"/);
    assert.throws(() => parseTrustedProxies(','), /","/);
  });

  it('reads a long chain in no time that matters', () => {
    const all = parseTrustedProxies('0.0.0.0/0');
    let chain: string | undefined;
    for (let i = 0; i < 5000; i++) chain = appendForwardedFor(chain, '10.0.0.2');
    assert.equal(all('10.0.0.1', chain), '');
  });
});

describe('appendForwardedFor', () => {
  it('keeps lines in their order', () => {
    assert.equal(appendForwardedFor(appendForwardedFor(undefined, 'a'), 'b, c'), 'a,b, c');
  });

  it('never makes another address of one that it cuts', () => {
    const address = parseTrustedProxies('10.0.0.0/8');
    for (let blanks = 1010; blanks < 1030; blanks++) {
      const chain = appendForwardedFor(`192.168.15.20${' '.repeat(blanks)}`, '10.0.0.7');
      assert.ok(chain.length <= 1025);
      assert.ok(['192.168.15.20', ''].includes(address('10.0.0.1', chain)), chain);
    }
    assert.equal(appendForwardedFor(undefined, '1'.repeat(2000)), UNREADABLE_CHAIN);
  });
});
