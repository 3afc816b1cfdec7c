import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Heard, NetworkWatch } from '../../../../nodes/lib/setup/pnp/network-watch';
import { Slices } from '../../../../nodes/lib/setup/pnp/slices';
import { mayAsk } from '../../../../nodes/lib/setup/pnp/subscribe';
import { own } from '../../../support/own';
import { GROUP, subscribe, until } from './bench';

describe('work in slices', () => {
  /** Each takes a millisecond of a clock that nothing else moves, and no turn begins by itself. */
  function desk(most = 10, time = 3, least = 1): { slices: Slices<number>; done: number[]; turn: () => number } {
    const done: number[] = [];
    const due: (() => void)[] = [];
    let now = 0;
    const work = (item: number): void => {
      done.push(item);
      now += 1;
      if (item < 0) slices.clear();
    };
    const slices: Slices<number> = new Slices({
      work,
      most,
      time,
      least,
      clock: () => now,
      soon: (run) => due.push(run),
    });
    /** @returns how many turns were due */
    const turn = (): number => due.splice(0).reduce((count, run) => (run(), count + 1), 0);
    return { slices, done, turn };
  }

  it('is done in its order, so much a turn as the time allows, and no turn is due when all is done', () => {
    const { slices, done, turn } = desk();
    for (const item of [1, 2, 3, 4, 5]) slices.add(item);
    assert.deepEqual(done, []);
    assert.deepEqual([turn(), [...done]], [1, [1, 2, 3]]);
    slices.add(6);
    assert.deepEqual([turn(), [...done]], [1, [1, 2, 3, 4, 5, 6]]);
    assert.equal(turn(), 0);
    slices.add(7);
    assert.deepEqual([turn(), done.at(-1)], [1, 7]);
  });

  it('gets on by so many a turn, whatever that takes', () => {
    const { slices, done, turn } = desk(10, 0, 2);
    for (const item of [1, 2, 3]) slices.add(item);
    turn();
    assert.deepEqual(done, [1, 2]);
    turn();
    assert.deepEqual([done, turn()], [[1, 2, 3], 0]);
  });

  it('drops what is too much, the newest, and takes again what comes when there is room', () => {
    const { slices, done, turn } = desk(2);
    for (const item of [1, 2, 3]) slices.add(item);
    turn();
    slices.add(4);
    turn();
    assert.deepEqual(done, [1, 2, 4]);
  });

  it('does nothing more when it was cleared, also by what it does; then it begins anew', () => {
    const { slices, done, turn } = desk();
    slices.add(1);
    slices.clear();
    turn();
    assert.deepEqual([done, turn()], [[], 0]);
    for (const item of [-1, 2, 3]) slices.add(item);
    turn();
    assert.deepEqual([done, turn()], [[-1], 0]);
    slices.add(4);
    turn();
    assert.deepEqual(done, [-1, 4]);
  });
});

describe('questions that come all at once', () => {
  const HEARD: Heard = { note: () => undefined, answer: () => undefined, offered: () => undefined };
  const MACS = Array.from({ length: 30 }, (_, n) => `0015651234${n + 10}`);

  /** A watch whose socket holds all questions before the first of them is read. */
  async function asked(note: (mac: string, end: () => void) => void): Promise<NetworkWatch> {
    const heard: Heard = { ...HEARD, note: ({ mac }) => note(mac, end) };
    const watch = new NetworkWatch(heard, { port: 0, interfaces: () => ({}) });
    const end = own(watch.use({ answers: false, hasLoopback: true, trouble: () => undefined }));
    await until(() => watch.port !== 0);
    const socket = own(createSocket('udp4'));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    socket.setMulticastInterface('127.0.0.1');
    for (const mac of MACS) socket.send(subscribe({ mac, callId: mac }), watch.port, GROUP);
    return watch;
  }

  it('leave room for all else: where two take long, the next waits for another turn', async () => {
    let turns = 0;
    const at: number[] = [];
    await asked(() => {
      at.push(turns);
      const end = performance.now() + 2;
      while (performance.now() < end) continue;
    });
    while (at.length < MACS.length) {
      await new Promise(setImmediate);
      turns++;
    }
    const most = Math.max(...at.map((turn) => at.filter((each) => each === turn).length));
    assert.ok(most <= 2, `${most} in one turn`);
  });

  it('are not heard any more once nobody wants it', async () => {
    const macs: string[] = [];
    const watch = await asked((mac, end) => {
      macs.push(mac);
      end();
    });
    await until(() => macs.length > 0);
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    assert.deepEqual([macs, watch.port], [MACS.slice(0, 1), 0]);
  });

  it('wait only where they may be questions', () => {
    const may = (text: string): boolean => mayAsk(Buffer.from(text));
    assert.deepEqual(
      [may(subscribe()), may('OPTIONS sip:x SIP/2.0'), may(''), may('SUBSCRIBE')],
      [true, false, false, false],
    );
    assert.deepEqual([may(`SUBSCRIBE ${'x'.repeat(4086)}`), may(`SUBSCRIBE ${'x'.repeat(4087)}`)], [true, false]);
  });
});
