import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseAllowList } from '../../../nodes/lib/events/allow';

describe('parseAllowList', () => {
  it('allows any address with a blank list', () => {
    for (const blank of ['', '  ']) {
      const allows = parseAllowList(blank);
      assert.ok(allows('203.0.113.9'));
      assert.ok(allows('2001:db8::9'));
    }
  });

  const cases: readonly (readonly [list: string, inside: readonly string[], outside: readonly string[]])[] = [
    ['192.168.5.20', ['192.168.5.20'], ['192.168.5.21', '192.168.5.2', '::1']],
    ['192.168.5.0/24', ['192.168.5.0', '192.168.5.255'], ['192.168.6.0', '192.168.4.255']],
    ['192.168.5.77/24', ['192.168.5.1'], ['192.168.6.1']],
    [
      '10.0.0.0/8, 192.168.5.20 ,2001:db8::/32,',
      ['10.9.8.7', '192.168.5.20', '2001:db8:1::1'],
      ['11.0.0.1', '2001:db9::1'],
    ],
    ['0.0.0.0/0', ['203.0.113.9'], ['2001:db8::9']],
    ['10.0.0.1/32', ['10.0.0.1'], ['10.0.0.2']],
    ['::1', ['::1'], ['::2', '127.0.0.1']],
    ['2001:0DB8:0:0::7', ['2001:db8::7'], ['2001:db8::8']],
    ['fe80::/10', ['fe80::1', 'febf::1'], ['fec0::1', '192.168.5.20']],
    ['::ffff:192.168.5.20', ['192.168.5.20'], ['192.168.5.21']],
    ['::ffff:c0a8:514', ['192.168.5.20'], ['192.168.5.21']],
    ['::ffff:192.168.5.0/120', ['192.168.5.255'], ['192.168.6.0']],
    ['::ffff:0:0/96', ['203.0.113.9'], ['2001:db8::9']],
  ];
  for (const [list, inside, outside] of cases) {
    it(`reads ${list}`, () => {
      const allows = parseAllowList(list);
      for (const address of inside) assert.ok(allows(address), `${address} should be allowed`);
      for (const address of outside) assert.ok(!allows(address), `${address} should be refused`);
    });
  }

  it('refuses a peer without an address', () => assert.ok(!parseAllowList('0.0.0.0/0')('')));

  for (const bad of [
    '10.0.0.300',
    '10.0.0',
    '010.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/+8',
    '10.0.0.0/8/8',
    '10.0.0.0/0x8',
    '/8',
    '2001:db8::/129',
    '::ffff:10.0.0.0/95',
    'fe80::1%eth0',
    'phones.example',
    '10.0.0.1-10.0.0.9',
    '*',
    'any',
  ]) {
    it(`names the bad entry ${bad}`, () => {
      assert.throws(
        () => parseAllowList(`192.168.5.20,${bad}`),
        (error: Error) => error.message.includes(`"${bad}"`),
      );
    });
  }

  it('does not take a list of nothing but commas for a blank one', () => {
    assert.throws(() => parseAllowList(' , ,'), /","|no IP address/);
  });
});
