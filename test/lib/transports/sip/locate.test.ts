import assert from 'node:assert/strict';
import { locate, type Wanted } from '../../../../nodes/lib/transports/sip/locate';
import { nameService } from '../../../../nodes/lib/transports/sip/resolver';
import { systemTimers } from '../../../../nodes/lib/timers';
import { parseHostPort } from '../../../../nodes/lib/transports/sip/uri';
import { DnsServer } from './support/dns-server';
import { FakeTimers } from '../../../support/fake-timers';

const srv = (target: string, port: number, priority = 1, weight = 1) =>
  ({ type: 'SRV', target, port, priority, weight }) as const;
const a = (address: string) => ({ type: 'A', address }) as const;
const naptr = (order: number, preference: number, service: string, replacement: string, flags = 's') =>
  ({ type: 'NAPTR', order, preference, service, replacement, flags }) as const;

describe('sip/locate', () => {
  let dns: DnsServer;
  /** More servers than any domain has. */
  const many = Array.from({ length: 12 }, (_, n) => `server${n}.example`);

  before(async () => {
    dns = await DnsServer.start({
      'plain.example': [a('192.0.2.1'), { type: 'AAAA', address: '2001:db8::1' }],
      'six.example': [{ type: 'AAAA', address: '2001:db8::6' }],
      'srv.example': [a('192.0.2.99')],
      '_sip._udp.srv.example': [srv('b.example', 5062, 20), srv('a.example', 5061, 10)],
      '_sip._tcp.srv.example': [srv('a.example', 5071)],
      '_sips._tcp.srv.example': [srv('a.example', 5081)],
      'a.example': [a('192.0.2.10')],
      'b.example': [a('192.0.2.11'), a('192.0.2.12')],
      'tcp-only.example': [],
      '_sip._tcp.tcp-only.example': [srv('a.example', 5071)],
      'naptr.example': [
        naptr(20, 1, 'SIP+D2U', '_udp.naptr.example'),
        naptr(10, 2, 'sip+d2t', '_tcp.naptr.example', 'S'),
        naptr(10, 1, 'SIPS+D2T', '_tls.naptr.example'),
        naptr(5, 1, 'SIP+D2S', '_sctp.naptr.example'),
        naptr(1, 1, 'E2U+sip', '', 'u'),
      ],
      '_udp.naptr.example': [srv('a.example', 1)],
      '_tcp.naptr.example': [srv('a.example', 2)],
      '_tls.naptr.example': [srv('a.example', 3)],
      '_sctp.naptr.example': [srv('a.example', 4)],
      '_sips._tcp.naptr.example': [srv('b.example', 5)],
      'flags.example': [
        naptr(1, 1, 'SIP+D2T', '_tcp.naptr.example', 'a'),
        naptr(2, 1, 'SIP+D2T', '_tcp.naptr.example', ''),
        naptr(3, 1, 'SIP+D2U', '_udp.naptr.example'),
      ],
      'many.example': [],
      '_sip._udp.many.example': many.map((name, n) => srv(name, 5060, n)),
      ...Object.fromEntries(many.map((name, n) => [name, [a(`192.0.2.${100 + n}`)]])),
      'none.example': [a('192.0.2.20')],
      '_sip._udp.none.example': [srv('.', 0)],
      'half.example': [],
      '_sip._udp.half.example': [srv('gone.example', 1, 1), srv('a.example', 2, 2)],
    });
  });
  after(() => dns.close());
  beforeEach(() => (dns.questions.length = 0));

  async function located(hop: string, wanted: Partial<Wanted> = {}): Promise<string[]> {
    const nextHop = parseHostPort(hop);
    assert.ok(nextHop);
    const names = nameService(systemTimers, dns.resolver);
    const targets = await locate({ nextHop, transport: undefined, secure: false, ...wanted }, names, () => 0);
    for (const target of targets)
      assert.equal(target.name, nextHop.host.startsWith('::ffff:') ? target.address : nextHop.host);
    return targets.map(({ transport, address, port }) => `${transport} ${address} ${port}`);
  }

  it('takes a numeric host as it is', async () => {
    assert.deepEqual(await located('192.0.2.5'), ['udp 192.0.2.5 5060']);
    assert.deepEqual(await located('[2001:db8::5]:5070'), ['udp 2001:db8::5 5070']);
    assert.deepEqual(await located('192.0.2.5', { transport: 'tcp' }), ['tcp 192.0.2.5 5060']);
    assert.deepEqual(await located('192.0.2.5', { secure: true }), ['tls 192.0.2.5 5061']);
    assert.deepEqual(await located('::ffff:192.0.2.5'), ['udp 192.0.2.5 5060']);
    assert.deepEqual(dns.questions, []);
  });

  it('asks for addresses alone where a port is given', async () => {
    assert.deepEqual(await located('srv.example:5999'), ['udp 192.0.2.99 5999']);
    assert.deepEqual(dns.questions.toSorted(), ['srv.example A', 'srv.example AAAA']);
  });

  it('falls back to the addresses of the domain', async () => {
    assert.deepEqual(await located('plain.example'), ['udp 192.0.2.1 5060', 'udp 2001:db8::1 5060']);
    assert.deepEqual(await located('six.example'), ['udp 2001:db8::6 5060']);
    assert.deepEqual(await located('plain.example', { secure: true }), ['tls 192.0.2.1 5061', 'tls 2001:db8::1 5061']);
  });

  it('follows SRV records by priority, each with all its addresses', async () => {
    assert.deepEqual(await located('srv.example'), [
      'udp 192.0.2.10 5061',
      'udp 192.0.2.11 5062',
      'udp 192.0.2.12 5062',
    ]);
    assert.deepEqual(await located('tcp-only.example'), ['tcp 192.0.2.10 5071']);
  });

  it('asks for one kind of SRV, and no NAPTR, where the transport is given', async () => {
    assert.deepEqual(await located('srv.example', { transport: 'tls' }), ['tls 192.0.2.10 5081']);
    assert.ok(!dns.questions.some((question) => question.includes('NAPTR') || question.includes('_sip._')));
    assert.deepEqual(await located('naptr.example', { transport: 'tls' }), ['tls 192.0.2.11 5', 'tls 192.0.2.12 5']);
  });

  it('follows NAPTR by order and preference, past services that are not ours', async () => {
    assert.deepEqual(await located('naptr.example'), ['tls 192.0.2.10 3', 'tcp 192.0.2.10 2', 'udp 192.0.2.10 1']);
    assert.deepEqual(await located('naptr.example', { secure: true }), ['tls 192.0.2.10 3']);
  });

  it('follows only those NAPTR records that lead to SRV records (RFC 3263 section 4.1)', async () => {
    assert.deepEqual(await located('flags.example'), ['udp 192.0.2.10 1']);
  });

  it('looks up eight servers at the most, whatever a domain names', async () => {
    const expected = Array.from({ length: 8 }, (_, n) => `udp 192.0.2.${100 + n} 5060`);
    assert.deepEqual(await located('many.example'), expected);
    assert.equal(dns.questions.filter((question) => /^server\d+\.example A$/.test(question)).length, 8);
  });

  it('believes a domain that says it has no such service', async () => {
    assert.deepEqual(await located('none.example'), []);
    assert.deepEqual(await located('none.example', { transport: 'tcp' }), ['tcp 192.0.2.20 5060']);
  });

  it('skips servers whose name is unknown, and rejects where nothing is known', async () => {
    assert.deepEqual(await located('half.example'), ['udp 192.0.2.10 2']);
    await assert.rejects(located('unknown.example'), { code: 'ENOTFOUND' });
  });

  it('does not ask the DNS for services beneath a name without a dot', async () => {
    for (const host of ['phone', 'phone.']) {
      dns.questions.length = 0;
      await assert.rejects(located(host));
      assert.deepEqual(dns.questions.toSorted(), ['phone A', 'phone AAAA']);
    }
  });

  it('asks the system for addresses, so that the hosts file counts, where no resolver is given', async () => {
    const addresses = await nameService(systemTimers).addresses('localhost');
    assert.ok(addresses.length > 0);
    for (const address of addresses) assert.match(address, /^(?:127\.|::1$)/);
  });

  it('asks once for many commands, and anew after half a minute', async () => {
    const timers = new FakeTimers();
    const names = nameService(timers, dns.resolver);
    await Promise.all([names.addresses('plain.example'), names.addresses('plain.example')]);
    timers.advance(29_999);
    await names.addresses('plain.example');
    assert.equal(dns.questions.length, 2);
    timers.advance(1);
    await names.addresses('plain.example');
    assert.equal(dns.questions.length, 4);
    await assert.rejects(names.addresses('unknown.example'));
    timers.advance(2000);
    await assert.rejects(names.addresses('unknown.example'));
    assert.equal(dns.questions.length, 8);
  });
});
