import assert from 'node:assert/strict';
import { SipStack } from '../../../../nodes/lib/transports/sip';
import { own } from '../../../support/own';
import { DnsServer } from './support/dns-server';
import { ACCOUNT, isProven } from './support/expected-digest';
import { FakeTimers } from '../../../support/fake-timers';
import { freePort } from './support/ports';
import { keyPress, within } from './support/requests';
import { type Behaviour, Uas } from './support/uas';

describe('sip/client with several targets', () => {
  let timers: FakeTimers;
  let stack: SipStack;
  let dns: DnsServer;
  let servers: Uas[];

  /** A domain with one server for each behaviour, in this order; undefined is one that refuses connections. */
  async function domain(transport: 'udp' | 'tcp', behaviours: (Behaviour | undefined)[]): Promise<void> {
    servers = [];
    const records = [];
    for (const [priority, behave] of behaviours.entries()) {
      let port: number;
      if (behave) {
        const uas = own(await Uas[transport](behave));
        servers.push(uas);
        port = uas.port;
      } else port = await freePort();
      records.push({ type: 'SRV', priority, weight: 0, port, target: 'host.example' } as const);
    }
    dns = own(
      await DnsServer.start({
        [`_sip._${transport}.pbx.example`]: records,
        'host.example': [{ type: 'A', address: '127.0.0.1' }],
      }),
    );
    timers = new FakeTimers();
    stack = own(new SipStack({ timers, resolver: dns.resolver }));
  }

  const press = (changes: object = {}) =>
    stack.notify(keyPress({ uri: 'sip:a@pbx.example', ...changes }), within(5000));

  it('goes on after a 503 with a new branch', async () => {
    await domain('udp', [(request) => request.reply(503), (request) => request.reply(200)]);
    assert.deepEqual(await press(), { status: 200 });
    const [first, second] = servers.map((uas) => uas.requests[0]);
    assert.ok(first && second);
    assert.notEqual(first.branch, second.branch);
    assert.equal(first.header('Call-ID'), second.header('Call-ID'));
    assert.equal(first.uri, 'sip:a@pbx.example');
    assert.equal(second.uri, 'sip:a@pbx.example');
  });

  it('stops at any other answer', async () => {
    await domain('udp', [(request) => request.reply(500), (request) => request.reply(200)]);
    assert.deepEqual(await press(), { status: 500 });
    assert.equal(servers[1]?.requests.length, 0);
  });

  it('reports the 503 where no target is left', async () => {
    await domain('tcp', [(request) => request.reply(503), undefined]);
    assert.deepEqual(await press(), { status: 503 });
  });

  it('goes on after a refused connection', async () => {
    await domain('tcp', [undefined, (request) => request.reply(200)]);
    assert.deepEqual(await press(), { status: 200 });
  });

  it('says UNREACHABLE where all refuse', async () => {
    await domain('tcp', [undefined, undefined]);
    await assert.rejects(press(), { code: 'UNREACHABLE' });
  });

  it('does not go on after silence: the first may have pressed the key', async () => {
    await domain('udp', [() => undefined, (request) => request.reply(200)]);
    const answer = press();
    await servers[0]?.received(1);
    timers.advance(5000);
    await assert.rejects(answer, { code: 'TIMEOUT' });
    assert.equal(servers[1]?.requests.length, 0);
  });

  it('does not go on after a connection was cut', async () => {
    await domain('tcp', [(request) => request.socket?.destroy(), (request) => request.reply(200)]);
    await assert.rejects(press(), { code: 'UNREADABLE_ANSWER' });
    assert.equal(servers[1]?.requests.length, 0);
  });

  it('logs in at the next target after the first sent it on', async () => {
    const challenge: Behaviour = (request) =>
      request.reply(407, { 'Proxy-Authenticate': 'Digest realm="pbx", nonce="n", qop="auth"' });
    const after =
      (status: number): Behaviour =>
      (request, count) =>
        isProven(request, 'Proxy-Authorization') ? request.reply(status) : challenge(request, count);
    await domain('udp', [after(503), after(200)]);
    assert.deepEqual(await press(ACCOUNT), { status: 200 });
    assert.deepEqual(
      servers.map((uas) => uas.requests.length),
      [2, 2],
    );
  });

  it('leaves a share of the time for the next target', async () => {
    await domain('tcp', [(request) => request.reply(200)]);
    const port = servers[0]?.port ?? 0;
    // It takes the connection and never says a word of TLS.
    const mute = own(await Uas.tcp(() => undefined, '127.0.0.2', port));
    const names = own(
      await DnsServer.start({
        'two.example': ['127.0.0.2', '127.0.0.3'].map((address) => ({ type: 'A', address })),
      }),
    );
    const another = own(new SipStack({ timers, resolver: names.resolver }));
    const answer = another.notify(keyPress({ uri: `sip:a@two.example:${port}`, transport: 'tls' }), within(5000));
    const refused = assert.rejects(answer, {
      code: 'UNREACHABLE',
      cause: { code: 'ECONNREFUSED', message: `connect ECONNREFUSED 127.0.0.3:${port}` },
    });
    while (mute.bytes === 0) await new Promise(setImmediate);
    timers.advance(2500);
    await refused;
    // The handshake that nobody waits for is given up as well.
    while (mute.open > 0) await new Promise(setImmediate);
  });
});
