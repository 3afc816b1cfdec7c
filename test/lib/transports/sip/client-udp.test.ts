import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { PhoneError } from '../../../../nodes/lib/errors';
import { SipStack } from '../../../../nodes/lib/transports/sip';
import { own } from '../../../support/own';
import { DnsServer } from './support/dns-server';
import { FakeTimers } from '../../../support/fake-timers';
import { canBind, freePort } from './support/ports';
import { keyPress, within } from './support/requests';
import { type Behaviour, Uas } from './support/uas';

describe('sip/client over UDP', () => {
  const newStack = (options?: ConstructorParameters<typeof SipStack>[0]): SipStack => own(new SipStack(options));
  const newUas = async (behave: Behaviour, address?: string): Promise<Uas> => own(await Uas.udp(behave, address));
  const to = (uas: Uas): string => `sip:6040@127.0.0.1:${uas.port}`;

  it('reports the final status, and the body where it is wanted', async () => {
    const uas = await newUas((request) => {
      request.reply(100);
      request.send(request.response(489, {}, 'Bad Event Ü'));
    });
    assert.deepEqual(await newStack().notify(keyPress({ uri: to(uas) }), within(5000)), { status: 489 });
    const answer = await newStack().notify(keyPress({ uri: to(uas) }), { ...within(5000), wantBody: true });
    assert.deepEqual(answer, { status: 489, body: 'Bad Event Ü' });
  });

  it('sends all commands from one socket, and says its real address and port', async () => {
    const uas = await newUas((request) => request.reply(200));
    const stack = newStack();
    await Promise.all([1, 2, 3].map(() => stack.notify(keyPress({ uri: to(uas) }), within(5000))));
    assert.equal(new Set(uas.requests.map((request) => request.from.port)).size, 1);
    for (const request of uas.requests) {
      const own = `127.0.0.1:${request.from.port}`;
      assert.ok(request.header('Via').startsWith(`SIP/2.0/UDP ${own};rport;branch=z9hG4bK`));
      assert.equal(request.header('Contact'), `<sip:node-red@${own}>`);
      assert.equal(request.header('CSeq'), '1 NOTIFY');
    }
    assert.equal(new Set(uas.requests.map((request) => request.header('Call-ID'))).size, 3);
  });

  it('speaks IPv6', async () => {
    const uas = await newUas((request) => request.reply(200), '::1');
    assert.deepEqual(await newStack().notify(keyPress({ uri: `sip:a@[::1]:${uas.port}` }), within(5000)), {
      status: 200,
    });
    const [request] = uas.requests;
    assert.ok(request?.header('Via').startsWith(`SIP/2.0/UDP [::1]:${request.from.port};`));
  });

  it('sends from the local address and port that were chosen, and gives the port back', async () => {
    const uas = await newUas((request) => request.reply(200));
    const port = await freePort('127.0.0.2');
    const stack = newStack();
    await stack.notify(keyPress({ uri: to(uas), local: `127.0.0.2:${port}` }), within(5000));
    await stack.notify(keyPress({ uri: to(uas), local: '127.0.0.3' }), within(5000));
    const [first, second] = uas.requests;
    assert.deepEqual([first?.from.address, first?.from.port], ['127.0.0.2', port]);
    assert.ok(first?.header('Via').includes(`UDP 127.0.0.2:${port};`));
    assert.equal(second?.from.address, '127.0.0.3');
    assert.ok(second?.header('Via').includes(`UDP 127.0.0.3:${second.from.port};`));
    assert.equal(await canBind(port, '127.0.0.2'), false);
    await stack.close();
    assert.equal(await canBind(port, '127.0.0.2'), true);
  });

  it('gives an unused socket back after a minute', async () => {
    const timers = new FakeTimers();
    const uas = await newUas((request) => request.reply(200));
    const port = await freePort('127.0.0.2');
    const stack = newStack({ timers });
    const press = (): Promise<unknown> =>
      stack.notify(keyPress({ uri: to(uas), local: `127.0.0.2:${port}` }), within(5000));
    await press();
    timers.advance(59_999);
    assert.equal(await canBind(port, '127.0.0.2'), false);
    timers.advance(1);
    assert.equal(await canBind(port, '127.0.0.2'), true);
    await press();
    assert.equal(uas.requests.length, 2);
  });

  it('keeps a socket that is used again before the minute is over', async () => {
    const timers = new FakeTimers();
    let isSilent = false;
    const uas = await newUas((request) => (isSilent ? undefined : request.reply(200)));
    const port = await freePort('127.0.0.2');
    const stack = newStack({ timers });
    const press = (): Promise<unknown> =>
      stack.notify(keyPress({ uri: to(uas), local: `127.0.0.2:${port}` }), within(5000));
    await press();
    timers.advance(59_000);
    isSilent = true;
    const pressed = press();
    const [, second] = await uas.received(2);
    timers.advance(1000);
    assert.equal(await canBind(port, '127.0.0.2'), false);
    second?.reply(200);
    await pressed;
  });

  it('says UNREACHABLE where the local address cannot be had or does not fit, and tries anew next time', async () => {
    const uas = await newUas((request) => request.reply(200));
    const taken = own(createSocket('udp4').bind(0, '127.0.0.1'));
    await once(taken, 'listening');
    const local = `127.0.0.1:${taken.address().port}`;
    const stack = newStack();
    const press = (changes: object): Promise<unknown> =>
      stack.notify(keyPress({ uri: to(uas), ...changes }), within(5000));
    await assert.rejects(press({ local }), {
      code: 'UNREACHABLE',
      cause: { code: 'EADDRINUSE', message: `bind EADDRINUSE ${local}` },
    });
    await assert.rejects(press({ local: '192.0.2.77' }), { code: 'UNREACHABLE' });
    await assert.rejects(press({ local: '::1' }), { code: 'UNREACHABLE' });
    taken.close();
    await once(taken, 'close');
    assert.deepEqual(await press({ local }), { status: 200 });
    assert.equal(uas.requests.length, 1);
  });

  it('says UNREACHABLE for an unknown host', async () => {
    const dns = own(await DnsServer.start({}));
    const stack = newStack({ resolver: dns.resolver });
    await assert.rejects(
      stack.notify(keyPress({ uri: 'sip:a@nobody.example' }), within(5000)),
      (error: { code: string; cause: { code: string } }) => {
        assert.deepEqual([error.code, error.cause.code], ['UNREACHABLE', 'ENOTFOUND']);
        return true;
      },
    );
  });

  it('repeats the same bytes until an answer comes, then no more', async () => {
    const timers = new FakeTimers();
    const uas = await newUas((request, count) => count === 4 && request.reply(200));
    const answer = newStack({ timers }).notify(keyPress({ uri: to(uas) }), within(30_000));
    for (const [copies, wait] of [500, 1000, 2000].entries()) {
      await uas.received(copies + 1);
      timers.advance(wait);
    }
    assert.deepEqual(await answer, { status: 200 });
    assert.equal(new Set(uas.requests.map((request) => request.text)).size, 1);
    assert.equal(uas.requests.length, 4);
  });

  it('sends no copy after the deadline and absorbs the late answer', async () => {
    const timers = new FakeTimers();
    const uas = await newUas((request) => request.uri.includes('live') && request.reply(200));
    const stack = newStack({ timers });
    const answer = stack.notify(keyPress({ uri: to(uas) }), within(2000));
    await uas.received(1);
    timers.advance(500);
    await uas.received(2);
    timers.advance(1500);
    await assert.rejects(answer, {
      code: 'TIMEOUT',
      message: `127.0.0.1:${uas.port} did not answer the NOTIFY in time`,
    });
    const [, , last] = await uas.received(3);
    last?.reply(200);
    timers.advance(20_000);
    // A copy sent meanwhile would have come before this one.
    await stack.notify(keyPress({ uri: `sip:live@127.0.0.1:${uas.port}` }), within(2000));
    assert.equal(uas.requests.length, 4);
  });

  it('says TIMEOUT after Timer F where the deadline is longer', async () => {
    const timers = new FakeTimers();
    const uas = await newUas((request) => request.reply(183));
    const answer = newStack({ timers }).notify(keyPress({ uri: to(uas) }), within(60_000));
    await uas.received(1);
    timers.advance(32_000);
    await assert.rejects(answer, { code: 'TIMEOUT' });
  });

  it('takes the answer from whatever address it comes', async () => {
    const other = await newUas(() => undefined, '127.0.0.9');
    const uas = await newUas((request) => other.sendTo(request.response(202), '127.0.0.1', request.from.port));
    assert.deepEqual(await newStack().notify(keyPress({ uri: to(uas) }), within(5000)), { status: 202 });
  });

  it('lets nothing that is not its answer change anything', async () => {
    const uas = await newUas((request) => {
      const wrong = request.response(599);
      request.send(Buffer.from([0, 1, 2, 0xff, 0x0d, 0x0a, 0x0d, 0x0a]));
      request.send('');
      request.send('SIP/2.0');
      request.send('\r\n\r\n');
      request.send(wrong.slice(0, -2));
      request.send(request.response(599, { 'Content-Length': '77' }));
      request.send(request.response(599, { 'Content-Length': '-1' }));
      request.send(request.response(599, { Via: `${request.header('Via')}\nSIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx` }));
      request.send(request.response(599, { Via: `${request.header('Via')}, SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx` }));
      request.send(request.response(599, { Via: 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx' }));
      request.send(request.response(599, { CSeq: '2 NOTIFY' }));
      request.send(request.response(599, { CSeq: '1 INVITE' }));
      request.send(request.response(599, { CSeq: `${'9'.repeat(400)} NOTIFY` }));
      request.send(request.response(599, { 'Call-ID': 'other' }));
      request.send(request.response(599, { From: '<sip:node-red@127.0.0.1>;tag=other' }));
      request.send(request.response(599, { 'X-Long': 'x'.repeat(60_000) }));
      request.send(wrong.replace('SIP/2.0 599', 'SIP/2.0 999999999999'));
      request.send(wrong.replace('SIP/2.0 599', 'SIP/3.0 599'));
      request.send(request.text);
      request.send(request.text.replaceAll('NOTIFY', 'OPTIONS'));
      request.reply(200);
    });
    const stack = newStack();
    assert.deepEqual(await stack.notify(keyPress({ uri: to(uas) }), within(5000)), { status: 200 });
    // None of it was answered either: all that came are our two requests.
    await stack.notify(keyPress({ uri: to(uas) }), within(5000));
    assert.deepEqual(
      uas.requests.map((request) => request.method),
      ['NOTIFY', 'NOTIFY'],
    );
  });

  it('awaits at most 100 answers at a time, the others take their turns in order', async () => {
    const timers = new FakeTimers();
    const uas = await newUas(() => undefined);
    const stack = newStack({ timers });
    const answers = Array.from({ length: 120 }, (_, index) =>
      stack.notify(keyPress({ uri: to(uas), body: `key=${index}` }), within(5000)),
    );
    const first = await uas.received(100);
    first[7]?.reply(200);
    const next = await uas.received(101);
    assert.deepEqual(
      next.map((request) => request.body),
      Array.from({ length: 101 }, (_, index) => `key=${index}`),
    );
    // A silent phone soon loses its turn, and so blocks nobody for long.
    timers.advance(100);
    await uas.received(101 + 19);
    assert.equal(uas.requests.at(-1)?.body, 'key=119');
    // Who waited for his turn has his whole time from then on.
    timers.advance(4999);
    for (const request of uas.requests.filter(({ body }) => body === 'key=119').slice(0, 1)) request.reply(200);
    await answers[119];
    timers.advance(1);
    const results = await Promise.allSettled(answers);
    assert.equal(results.filter((result) => result.status === 'fulfilled').length, 2);
  });

  it('tells 100 live phones behind 1,200 silent ones apart, and counts none as silent that was never asked', async () => {
    const timers = new FakeTimers();
    const silent = await newUas(() => undefined);
    const live = await newUas((request) => request.reply(200));
    const stack = newStack({ timers });
    const outcome = (uas: Uas, timeout: number): Promise<string> =>
      stack.notify(keyPress({ uri: to(uas) }), within(timeout)).then(
        ({ status }) => String(status),
        ({ code }: PhoneError) => code,
      );
    const ends = [
      ...Array.from({ length: 1200 }, () => outcome(silent, 5000)),
      ...Array.from({ length: 100 }, () => outcome(live, 5000)),
      ...Array.from({ length: 100 }, () => outcome(live, 1000)),
    ];
    // The first hundred have their turn at once, each hundred behind them 0.1 s later.
    for (let turn = 0; turn < 13; turn += 1) {
      await silent.received(Math.min(turn + 1, 12) * 100);
      timers.advance(100);
      await new Promise(setImmediate);
    }
    await live.received(100);
    const told = async (from: number, to_: number) => [...new Set(await Promise.all(ends.slice(from, to_)))];
    assert.deepEqual(await told(1200, 1300), ['200']);
    // Nothing was sent to those whose patience ended before their turn came.
    assert.deepEqual(await told(1300, 1400), ['EXPIRED']);
    assert.equal(live.requests.length, 100);
    timers.advance(5000);
    assert.deepEqual(await told(0, 1200), ['TIMEOUT']);
  });

  it('commands 1,000 phones at once without losing one', async () => {
    // On a clock that stands still nothing is repeated: one lost datagram would leave a command waiting.
    const uas = await newUas((request) => request.reply(200));
    const stack = newStack({ timers: new FakeTimers() });
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => stack.notify(keyPress({ uri: to(uas) }), within(5000))),
    );
    assert.ok(answers.every((answer) => answer.status === 200));
    assert.equal(uas.requests.length, 1000);
  });

  it('waits no longer for its turn than the command may grow old', async () => {
    const timers = new FakeTimers();
    const uas = await newUas(() => undefined);
    const stack = newStack({ timers });
    const before = Array.from({ length: 200 }, () => stack.notify(keyPress({ uri: to(uas) }), within(5000)));
    await uas.received(100);
    const old = stack.notify(keyPress({ uri: to(uas) }), { ...within(5000), until: 150 });
    const oldEnds = assert.rejects(old, { code: 'EXPIRED' });
    const young = stack.notify(keyPress({ uri: to(uas), body: 'key=YOUNG' }), { ...within(5000), until: 201 });
    timers.advance(100);
    await uas.received(200);
    timers.advance(50);
    await oldEnds;
    timers.advance(50);
    const [last] = (await uas.received(201)).slice(200);
    assert.equal(last?.body, 'key=YOUNG');
    last?.reply(200);
    assert.deepEqual(await young, { status: 200 });
    timers.advance(5000);
    await Promise.allSettled(before);
  });

  it('says EXPIRED where its turn does not come in time: nothing was sent', async () => {
    const timers = new FakeTimers();
    const uas = await newUas(() => undefined);
    const stack = newStack({ timers });
    const waiting = Array.from({ length: 100 }, () => stack.notify(keyPress({ uri: to(uas) }), within(5000)));
    await uas.received(100);
    const late = stack.notify(keyPress({ uri: to(uas) }), within(90));
    const lateEnds = assert.rejects(late, { code: 'EXPIRED', message: /nothing was sent.*within 0\.1 s/ });
    await new Promise(setImmediate);
    timers.advance(90);
    await lateEnds;
    assert.equal(uas.requests.length, 100);
    for (const request of uas.requests) request.reply(200);
    await Promise.all(waiting);
    // Who gave up waiting holds no turn.
    const next = Array.from({ length: 100 }, () => stack.notify(keyPress({ uri: to(uas) }), within(5000)));
    for (const request of (await uas.received(200)).slice(100)) request.reply(200);
    await Promise.all(next);
  });
});
