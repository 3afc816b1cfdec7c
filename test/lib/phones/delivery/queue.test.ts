import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CommandQueue, Turns } from '../../../../nodes/lib/phones/delivery/queue';
import { FakeTimers } from '../../../support/fake-timers';
import { rejection } from '../../commands/errors';

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('phones/delivery/queue', () => {
  it('runs one command at a time, in order, and hands results on', async () => {
    const queue = new CommandQueue();
    const log: string[] = [];
    const gates = [gate(), gate(), gate()];
    const results = gates.map((each, index) =>
      queue.run(async () => {
        log.push(`start ${index}`);
        await each.opened;
        log.push(`end ${index}`);
        return index;
      }),
    );
    assert.deepEqual(log, ['start 0']);
    assert.equal(queue.turns.waiting, 2);
    for (const each of gates.toReversed()) each.open();
    assert.deepEqual(await Promise.all(results), [0, 1, 2]);
    assert.deepEqual(log, ['start 0', 'end 0', 'start 1', 'end 1', 'start 2', 'end 2']);
    assert.equal(queue.turns.waiting, 0);
  });

  it('goes on after a failure, thrown or rejected', async () => {
    const queue = new CommandQueue();
    const rejected = queue.run(() => Promise.reject(new Error('first')));
    const thrown = queue.run(() => {
      throw new Error('second');
    });
    const third = queue.run(() => Promise.resolve('third'));
    await assert.rejects(rejected, /first/);
    await assert.rejects(thrown, /second/);
    assert.equal(await third, 'third');
  });

  it('lets at most so many wait', async () => {
    const queue = new CommandQueue();
    const first = gate();
    const outcomes = [queue.run(() => first.opened)];
    for (let n = 0; n < 100; n += 1) outcomes.push(queue.run(() => Promise.resolve()));
    assert.equal(queue.turns.waiting, 100);
    let ran = false;
    const refused = queue.run(() => {
      ran = true;
      return Promise.resolve();
    });
    assert.match((await rejection('QUEUE_FULL', refused)).message, /100/);
    first.open();
    await Promise.all(outcomes);
    assert.equal(ran, false);
    assert.equal(await queue.run(() => Promise.resolve(1)), 1);
  });

  it('counts the waiting ones alone against its limit', async () => {
    const queue = new CommandQueue(new Turns(0));
    const first = gate();
    const running = queue.run(() => first.opened);
    await rejection(
      'QUEUE_FULL',
      queue.run(() => Promise.resolve()),
    );
    first.open();
    await running;
  });

  it('ends everything when closed, also a task that does not heed its signal', async () => {
    const queue = new CommandQueue();
    let started = 0;
    let signal: AbortSignal | undefined;
    const lingering = gate();
    const outcomes = [
      queue.run(async (given) => {
        signal = given;
        started += 1;
        await lingering.opened;
        throw new Error('too late');
      }),
      ...[1, 2, 3].map(() =>
        queue.run(() => {
          started += 1;
          return Promise.resolve();
        }),
      ),
    ];
    assert.equal(signal?.aborted, false);
    queue.close();
    queue.close();
    assert.equal(signal?.aborted, true);
    for (const outcome of outcomes) await rejection('CLOSED', outcome);
    assert.equal(queue.turns.waiting, 0);
    lingering.open();
    await rejection(
      'CLOSED',
      queue.run(() => Promise.resolve()),
    );
    assert.equal(started, 1);
  });

  it('keeps the outcome CLOSED for a task that fails because of the abort', async () => {
    const queue = new CommandQueue();
    const outcome = queue.run(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    queue.close();
    await rejection('CLOSED', outcome);
  });

  it('can be closed from inside a task', async () => {
    const queue = new CommandQueue();
    const outcome = queue.run(() => {
      queue.close();
      return Promise.resolve('done');
    });
    await rejection('CLOSED', outcome);
  });

  it('leaves no rejection unhandled', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    try {
      const queue = new CommandQueue(new Turns(1));
      const never = queue.run(
        (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('late')))),
      );
      const waiting = queue.run(() => Promise.resolve());
      const full = queue.run(() => Promise.resolve());
      const settled = Promise.allSettled([never, waiting, full]);
      queue.close();
      await settled;
      // Unhandled rejections are reported when the microtasks have run dry.
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off('unhandledRejection', listen);
    }
    assert.deepEqual(unhandled, []);
  });

  describe('with an age', () => {
    const timerCount = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

    it('ends a command that waited too long, and frees its place, while the one before it is still under way', async () => {
      await nextTurn();
      const queue = new CommandQueue(new Turns(1));
      const first = gate();
      const running = queue.run(() => first.opened);
      let ran = false;
      const task = () => Promise.resolve((ran = true));
      const error = await rejection('EXPIRED', queue.run(task, new AbortController(), 20));
      assert.match(error.message, /nothing was sent.*more than 0 s/);
      assert.equal(queue.turns.waiting, 0);
      const next = queue.run(() => Promise.resolve('next'), new AbortController(), 60_000);
      const before = timerCount();
      first.open();
      await running;
      assert.equal(await next, 'next');
      assert.equal(ran, false);
      assert.equal(timerCount(), before - 1, 'no timer is left behind');
    });

    it('ends all that waited too long when the process stood still, in whatever order timers come', async () => {
      const timers = new FakeTimers();
      const queue = new CommandQueue(undefined, timers);
      const first = gate();
      const running = queue.run(() => first.opened);
      const ran: string[] = [];
      const run = (name: string, longest: number) =>
        queue.run(() => Promise.resolve(ran.push(name)), new AbortController(), longest);
      const outcomes = [run('a', 30_000), run('b', 40_001), run('c', 40_000)];
      // No timer has come yet.
      timers.now = () => 40_000;
      first.open();
      await running;
      await rejection('EXPIRED', outcomes[0] as Promise<number>);
      await outcomes[1];
      await rejection('EXPIRED', outcomes[2] as Promise<number>);
      assert.deepEqual(ran, ['b']);
    });

    it('sends what need not wait, however short its age', async () => {
      const queue = new CommandQueue(undefined, new FakeTimers());
      assert.equal(await queue.run(() => Promise.resolve('at once'), new AbortController(), 1), 'at once');
    });

    it('leaves no timer when it is closed', async () => {
      // mocha sets its own once the test has returned its promise.
      await nextTurn();
      const queue = new CommandQueue();
      const before = timerCount();
      const outcomes = [1, 2, 3].map(() =>
        queue.run(() => new Promise<never>(() => {}), new AbortController(), 60_000),
      );
      assert.equal(timerCount(), before + 2);
      queue.close();
      for (const outcome of outcomes) await rejection('CLOSED', outcome);
      assert.equal(timerCount(), before);
    });
  });

  describe('of several nodes that are one phone', () => {
    it('takes one command at a time, in the order in which they came', async () => {
      const one = new CommandQueue();
      const other = new CommandQueue(one.turns);
      const told: string[] = [];
      let isBusy = false;
      const task = (name: string) => async (): Promise<void> => {
        assert.equal(isBusy, false);
        isBusy = true;
        await nextTurn();
        told.push(name);
        isBusy = false;
      };
      await Promise.all([one.run(task('a')), other.run(task('b')), one.run(task('c')), other.run(task('d'))]);
      assert.deepEqual(told, ['a', 'b', 'c', 'd']);
    });

    it('counts the waiting of all of them', async () => {
      const one = new CommandQueue(new Turns(1));
      const other = new CommandQueue(one.turns);
      let finish: () => void = () => {};
      const first = one.run(() => new Promise<void>((resolve) => (finish = resolve)));
      const second = other.run(() => Promise.resolve('second'));
      await rejection(
        'QUEUE_FULL',
        one.run(() => Promise.resolve()),
      );
      await rejection(
        'QUEUE_FULL',
        other.run(() => Promise.resolve()),
      );
      finish();
      await first;
      assert.equal(await second, 'second');
    });

    it('closes with the one what came by it, and hands the turn on when its command has ended', async () => {
      const one = new CommandQueue();
      const other = new CommandQueue(one.turns);
      let end: () => void = () => {};
      let hasEnded = false;
      const running = one.run(async () => {
        await new Promise<void>((resolve) => (end = resolve));
        hasEnded = true;
      });
      const waiting = one.run(() => assert.fail('it was closed'));
      const others = other.run(() => Promise.resolve(hasEnded));
      one.close();
      await rejection('CLOSED', running);
      await rejection('CLOSED', waiting);
      await rejection(
        'CLOSED',
        one.run(() => Promise.resolve()),
      );
      end();
      assert.equal(await others, true);
      other.close();
    });
  });
});
