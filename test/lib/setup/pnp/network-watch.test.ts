import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { say, type Sentence } from '../../../../nodes/lib/sentences/sentence';
import { type Heard, NetworkWatch, type Watcher } from '../../../../nodes/lib/setup/pnp/network-watch';
import { FakeTimers } from '../../../support/fake-timers';
import { own } from '../../../support/own';
import { MAC } from '../fixtures';
import { AskingPhone, PnpBench, subscribe, until } from './bench';

describe('the watch on the network', () => {
  const timers = (): FakeTimers => new FakeTimers();
  const HEARD: Heard = { note: () => undefined, answer: () => undefined, offered: () => undefined };
  const watcher = (changes: Partial<Watcher> = {}): Watcher => ({
    ...{ answers: false, hasLoopback: true, trouble: () => undefined },
    ...changes,
  });

  it('is closed, and opens nothing, until a listener wants it and serves', async () => {
    const bench = new PnpBench();
    bench.adopt();
    assert.deepEqual(bench.list.network, { state: 'closed' });
    await bench.open({ setup: 'off' });
    await bench.open({ commandsFrom: '<' }, 'other');
    const { network } = bench.desk;
    assert.deepEqual([network.port, network.answerPort, bench.timers.pending], [0, undefined, 0]);
    assert.deepEqual(bench.list.network, { state: 'closed' });
  });

  it('sends nothing where listeners only watch, whoever asks', async () => {
    const bench = new PnpBench();
    await bench.open({ setup: 'watch' });
    const phones = await Promise.all(Array.from({ length: 40 }, () => AskingPhone.at()));
    const macs = phones.map((_phone, n) => `0015650000${n.toString(16).padStart(2, '0')}`);
    for (const mac of macs) bench.adopt({ id: mac, mac });
    for (let second = 0; second < 60; second += 10) {
      for (const [n, phone] of phones.entries())
        await phone.ask(bench.desk.network.port, subscribe({ mac: macs[n] ?? '', callId: `${second}` }));
      bench.timers.advance(10_000);
    }
    const [last] = phones;
    assert.ok(last);
    await bench.read(last);
    assert.deepEqual(
      phones.flatMap(({ received }) => received),
      [],
    );
    // There is not even a socket to send from.
    assert.equal(bench.desk.network.answerPort, undefined);
    assert.ok(bench.list.phones.every(({ silence }) => silence === 'watch'));
  });

  it('is one for all listeners, and closed with the last; its port is free then', async () => {
    const bench = new PnpBench();
    const one = await bench.open();
    const other = await bench.open({ path: '/other', setup: 'watch' }, 'other');
    const { port } = bench.desk.network;
    assert.equal(bench.list.network.state, 'open');
    await one(false);
    assert.deepEqual([bench.desk.network.port, bench.desk.network.answerPort], [port, undefined]);
    await other(false);
    assert.deepEqual([bench.desk.network.port, bench.list.network.state], [0, 'closed']);
    assert.equal(bench.timers.pending, 0);
    // Nobody shares it: it is free.
    const socket = own(createSocket('udp4'));
    socket.bind(port, '0.0.0.0');
    await once(socket, 'listening');
  });

  it('outlives a deploy: the port stays open, what was heard stays known, an offer goes on', async () => {
    const bench = new PnpBench();
    bench.adopt();
    const before = await bench.open();
    const phone = await AskingPhone.at();
    await bench.ask(phone);
    const { port } = bench.desk.network;
    const { since, heard } = bench.list.network;
    await before(true);
    // While no node is there, the network is heard.
    await bench.ask(phone, { mac: '0015651234ff', callId: 'meanwhile' });
    const after = await bench.open();
    bench.deploys.tell('started');
    assert.equal(bench.desk.network.port, port);
    assert.deepEqual([bench.list.network.since, bench.list.network.heard], [since, heard]);
    bench.timers.advance(500);
    await phone.heard(3);
    await after(true);
    bench.deploys.tell('started');
    assert.equal(bench.list.network.state, 'closed');
  });

  it('is deaf after ten minutes without a question, and not any more after the first', async () => {
    const bench = new PnpBench();
    await bench.open({ setup: 'watch' });
    const phone = await AskingPhone.at();
    bench.timers.advance(599_999);
    assert.equal(bench.list.network.isDeaf, undefined);
    bench.timers.advance(1);
    const since = new Date(0).toISOString();
    assert.deepEqual(bench.list.network, { state: 'open', since, isDeaf: true });
    await bench.ask(phone);
    assert.deepEqual(bench.list.network, { state: 'open', since, heard: new Date(600_000).toISOString() });
  });

  describe('where the port is taken', () => {
    async function taken(): Promise<{ readonly port: number; readonly other: Socket }> {
      const other = own(createSocket('udp4'));
      other.bind(0, '0.0.0.0');
      await once(other, 'listening');
      return { port: other.address().port, other };
    }

    it('says so with its number, once, tries each minute, and hears when it is free', async () => {
      const { port, other } = await taken();
      const bench = new PnpBench({ port });
      const told: (number | undefined)[] = [];
      bench.adopt();
      await bench.open();
      own(bench.desk.onPortTaken('shared', (taken_) => told.push(taken_)));
      own(bench.desk.onPortTaken('nobody', (taken_) => assert.equal(taken_, undefined)));
      const { state, trouble = '' } = bench.list.network;
      assert.equal(state, 'taken');
      assert.match(trouble, new RegExp(`^UDP port ${port} is in use`));
      assert.deepEqual(bench.said, [trouble]);
      // All else goes on.
      assert.equal(bench.only.standing, 'due');
      assert.ok(bench.desk.listener('shared')?.isServing());
      bench.timers.advance(60_000);
      await until(() => bench.timers.pending === 1);
      assert.deepEqual([bench.list.network.state, bench.said.length], ['taken', 1]);
      other.close();
      await once(other, 'close');
      bench.timers.advance(60_000);
      await until(() => bench.list.network.state === 'open');
      assert.equal(bench.list.network.trouble, undefined);
      assert.deepEqual([told[0], told.at(-1), new Set(told).size], [port, undefined, 2]);
      const phone = await AskingPhone.at();
      await bench.ask(phone);
      await phone.heard(2);
    });

    it('tells each listener that comes, and forgets with the last', async () => {
      const { port } = await taken();
      const bench = new PnpBench({ port });
      const end = await bench.open();
      await bench.open({ path: '/other' }, 'other');
      assert.equal(bench.said.length, 2);
      const other = bench.desk.network;
      await end(false);
      assert.equal(other.takenPort, port);
      const again = await bench.open({ setup: 'off', path: '/other' }, 'other');
      await again(false);
    });

    it('has it beside others who allow that', async () => {
      const other = own(createSocket({ type: 'udp4', reuseAddr: true }));
      other.bind(0, '0.0.0.0');
      await once(other, 'listening');
      const bench = new PnpBench({ port: other.address().port });
      await bench.open();
      assert.equal(bench.list.network.state, 'open');
    });
  });

  it('says what else keeps it from hearing', async () => {
    const said: Sentence[] = [];
    const clock = timers();
    // A group that is none can't be bound.
    const watch = new NetworkWatch(HEARD, { port: 0, group: '192.0.2.1', timers: clock });
    own(watch.use(watcher({ trouble: (why) => said.push(why) })));
    await until(() => said.length > 0);
    assert.equal(watch.state.state, 'closed');
    assert.match(said.map((each) => say(each)).join(), /not heard: E[A-Z]+; tried again/);
  });

  it('hears networks that come later, and this host itself while a listener is reached there', async () => {
    const heard: string[] = [];
    const clock = timers();
    // Nobody else on this machine has joined it, by whom all would hear it.
    const group = `239.${[1, 2, 3].map(() => randomInt(1, 255)).join('.')}`;
    let interfaces: ReturnType<typeof networkInterfaces> = {};
    const watch = new NetworkWatch(
      { ...HEARD, note: ({ callId }) => heard.push(callId) },
      { port: 0, group, timers: clock, interfaces: () => interfaces },
    );
    own(watch.use(watcher({ hasLoopback: false })));
    await until(() => watch.port !== 0);
    const phone = await AskingPhone.at();
    const ask = async (callId: string): Promise<void> => phone.ask(watch.port, subscribe({ callId }), group);
    await ask('before');
    const end = watch.use(watcher());
    await ask('with');
    await until(() => heard.length > 0);
    end();
    await ask('after');
    // As if a network had come that is reached so.
    interfaces = { eth0: (networkInterfaces()['lo'] ?? []).map((own_) => ({ ...own_, internal: false })) };
    clock.advance(30_000);
    await ask('later');
    await until(() => heard.length > 1);
    assert.deepEqual(heard, ['with', 'later']);
  });

  it('answers with 200 and NOTIFY or not at all: where none can leave, none is begun', async () => {
    const offered: string[] = [];
    const watch = new NetworkWatch(
      { ...HEARD, answer: () => 'http://192.0.2.1/', offered: ({ mac }) => offered.push(mac) },
      { port: 0, timers: timers() },
    );
    own(watch.use(watcher()));
    await until(() => watch.port !== 0);
    const hear = (): void => watch.hear(Buffer.from(subscribe()), { address: '127.0.0.1', port: 9 });
    hear();
    assert.deepEqual(offered, []);
    own(watch.use(watcher({ answers: true })));
    await until(() => watch.answerPort !== undefined);
    hear();
    assert.deepEqual(offered, [MAC]);
  });
});
