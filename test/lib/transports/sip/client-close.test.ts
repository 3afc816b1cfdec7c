import assert from 'node:assert/strict';
import { PhoneError } from '../../../../nodes/lib/errors';
import { SipStack } from '../../../../nodes/lib/transports/sip';
import { own } from '../../../support/own';
import { DnsServer } from './support/dns-server';
import { FakeTimers } from '../../../support/fake-timers';
import { canBind, freePort } from './support/ports';
import { keyPress, within } from './support/requests';
import { Uas } from './support/uas';

function codesOf(results: PromiseSettledResult<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const result of results) {
    const code =
      result.status === 'rejected' && result.reason instanceof PhoneError ? result.reason.code : result.status;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

describe('sip/client closing', () => {
  it('settles 50 open commands with CLOSED, and the port is free at once', async () => {
    const uas = own(await Uas.udp(() => undefined));
    const local = `127.0.0.1:${await freePort()}`;
    const stack = own(new SipStack());
    const answers = Array.from({ length: 50 }, () =>
      stack.notify(keyPress({ uri: `sip:a@127.0.0.1:${uas.port}`, local }), within(60_000)),
    );
    const settled = Promise.allSettled(answers);
    await uas.received(50);
    await stack.close();
    assert.deepEqual(codesOf(await settled), { CLOSED: 50 });
    assert.equal(await canBind(Number(local.split(':')[1]), '127.0.0.1'), true);
    const next = own(new SipStack());
    const again = next.notify(keyPress({ uri: `sip:a@127.0.0.1:${uas.port}`, local }), within(60_000));
    (await uas.received(51))[50]?.reply(200);
    assert.deepEqual(await again, { status: 200 });
  });

  it('settles what waits for a turn, a look-up, a connection or a handshake', async () => {
    const uas = own(await Uas.udp(() => undefined));
    const mute = own(await Uas.tcp(() => undefined));
    const dns = own(await DnsServer.start({}));
    dns.resolver.setServers([`127.0.0.1:${uas.port}`]);
    const stack = own(new SipStack({ resolver: dns.resolver }));
    const uris = [
      ...Array.from({ length: 150 }, () => `sip:a@127.0.0.1:${uas.port}`),
      'sip:a@pbx.example',
      `sip:a@127.0.0.1:${mute.port};transport=tcp`,
      `sips:a@127.0.0.1:${mute.port}`,
    ];
    const settled = Promise.allSettled(uris.map((uri) => stack.notify(keyPress({ uri }), within(60_000))));
    await Promise.all([uas.received(100), mute.received(1)]);
    await stack.close();
    assert.deepEqual(codesOf(await settled), { CLOSED: uris.length });
  });

  it('takes nothing more once closed', async () => {
    const stack = own(new SipStack());
    await stack.close();
    await assert.rejects(stack.notify(keyPress(), within(1000)), { code: 'CLOSED' });
    await stack.close();
  });

  it("ends one node's commands when its signal aborts, and no copy leaves after it", async () => {
    const uas = own(await Uas.udp((request) => request.uri.includes('live') && request.reply(200)));
    const stack = own(new SipStack());
    const controller = new AbortController();
    const answer = stack.notify(keyPress({ uri: `sip:a@127.0.0.1:${uas.port}` }), within(60_000, controller.signal));
    await uas.received(1);
    controller.abort();
    await assert.rejects(answer, { code: 'CLOSED' });
    await assert.rejects(
      stack.notify(keyPress({ uri: `sip:a@127.0.0.1:${uas.port}` }), within(60_000, controller.signal)),
      { code: 'CLOSED' },
    );
    assert.deepEqual(await stack.notify(keyPress({ uri: `sip:live@127.0.0.1:${uas.port}` }), within(5000)), {
      status: 200,
    });
    assert.equal(uas.requests.length, 2);
  });

  it('leaves no timer behind, neither of answered commands nor of open ones', async () => {
    const timers = new FakeTimers();
    const udp = own(await Uas.udp((request) => request.uri.includes('live') && request.reply(200)));
    const tcp = own(await Uas.tcp((request) => request.uri.includes('live') && request.reply(200)));
    const stack = own(new SipStack({ timers }));
    const uris = [`127.0.0.1:${udp.port}`, `127.0.0.1:${tcp.port};transport=tcp`];
    await Promise.all(uris.map((host) => stack.notify(keyPress({ uri: `sip:live@${host}` }), within(5000))));
    const open = Promise.allSettled(uris.map((host) => stack.notify(keyPress({ uri: `sip:a@${host}` }), within(5000))));
    await Promise.all([udp.received(2), tcp.received(2)]);
    assert.ok(timers.pending > 0);
    await stack.close();
    assert.deepEqual(codesOf(await open), { CLOSED: 2 });
    assert.equal(timers.pending, 0);
  });
});
