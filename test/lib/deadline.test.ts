import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { Deadline, OVER, within } from '../../nodes/lib/deadline';
import { Moment } from '../../nodes/lib/moment';
import { FakeTimers } from '../support/fake-timers';

const never = new Promise<never>(() => undefined);

describe('deadline', () => {
  it('ends waiting at the deadline', async () => {
    const timers = new FakeTimers();
    const deadline = new Deadline(5000, new AbortController().signal, { timers });
    const waiting = deadline.race(never);
    timers.advance(4000);
    assert.equal(deadline.remaining, 1000);
    timers.advance(1000);
    await assert.rejects(waiting, { reason: 'deadline' });
    await assert.rejects(deadline.race(never), { reason: 'deadline' });
  });

  it('ends a partial wait earlier, and then only that', async () => {
    const timers = new FakeTimers();
    const { signal } = new AbortController();
    const deadline = new Deadline(5000, signal, { timers });
    const partial = deadline.race(never, 1000);
    timers.advance(1000);
    await assert.rejects(partial, { reason: 'slow' });
    assert.equal(await deadline.race(Promise.resolve(7)), 7);
    deadline.dispose();
    assert.equal(timers.pending, 0);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('ends waiting when the signal aborts, also before', async () => {
    const timers = new FakeTimers();
    const controller = new AbortController();
    const deadline = new Deadline(5000, controller.signal, { timers });
    const waiting = deadline.race(never);
    controller.abort();
    await assert.rejects(waiting, { reason: 'closed' });
    await assert.rejects(new Deadline(1, controller.signal, { timers }).race(never), { reason: 'closed' });
  });

  it('leaves nothing of a partial wait behind where the whole wait is over, and never what it waited for', async () => {
    for (const isClosedBefore of [false, true]) {
      const timers = new FakeTimers();
      const controller = new AbortController();
      const deadline = new Deadline(5000, controller.signal, { timers });
      if (isClosedBefore) controller.abort();
      const partial = deadline.race(never, 1000);
      controller.abort();
      await assert.rejects(partial, { reason: 'closed' });
      deadline.dispose();
      assert.equal(timers.pending, 0);
    }
  });

  it('passes results and errors on, and tells nobody who has done', async () => {
    const timers = new FakeTimers();
    const deadline = new Deadline(10, new AbortController().signal, { timers });
    await assert.rejects(deadline.race(Promise.reject(new Error('inner'))), { message: 'inner' });
    const told: string[] = [];
    deadline.onOver((reason) => told.push(`a ${reason}`));
    deadline.onOver((reason) => told.push(`b ${reason}`))();
    timers.advance(10);
    assert.deepEqual(told, ['a deadline']);
  });

  it('is over by the clock, whether its timer has noticed or not', async () => {
    const timers = new FakeTimers();
    const deadline = new Deadline(5000, new AbortController().signal, { timers });
    const waiting = assert.rejects(deadline.race(never), { reason: 'deadline' });
    timers.now = () => 4999;
    deadline.check();
    timers.now = () => 5000;
    assert.throws(() => deadline.check(), { reason: 'deadline' });
    await waiting;
  });

  it('gives time that was spent elsewhere on top', async () => {
    const timers = new FakeTimers();
    const deadline = new Deadline(5000, new AbortController().signal, { timers });
    const waiting = assert.rejects(deadline.race(never), { reason: 'deadline' });
    timers.advance(2000);
    deadline.extend(2000);
    assert.equal(deadline.remaining, 5000);
    timers.advance(4999);
    deadline.check();
    timers.advance(1);
    await waiting;
    assert.equal(timers.pending, 0);
    deadline.extend(1000);
    assert.throws(() => deadline.check(), { reason: 'deadline' });
  });

  describe('with a last look', () => {
    const looking = (timeout: number) => new Deadline(timeout, new AbortController().signal, { looks: true });

    it('is over by the clock, before its timer has come', async () => {
      const deadline = looking(20);
      const waiting = deadline.wait(never);
      assert.equal(deadline.isOver, false);
      const until = performance.now() + 30;
      // The loop stands still: no timer runs.
      while (performance.now() < until) continue;
      assert.equal(deadline.reason, undefined);
      assert.equal(deadline.isOver, true);
      assert.equal(deadline.reason, 'deadline');
      assert.equal(await waiting, OVER);
      deadline.dispose();
    });

    it('lets what comes with it win over the timer', async () => {
      const deadline = looking(1);
      let answer: (value: string) => void = () => undefined;
      const waiting = deadline.wait(new Promise<string>((resolve) => (answer = resolve)));
      // Due with the deadline's own timer, and run right behind it.
      setTimeout(() => answer('in time'), 1);
      const until = performance.now() + 10;
      while (performance.now() < until) continue;
      assert.equal(await waiting, 'in time');
      deadline.dispose();
    });

    it('leaves it to who listens where he looks by himself', async () => {
      const timers = new FakeTimers();
      let looks = 0;
      timers.look = (callback) => {
        looks += 1;
        callback();
      };
      const { signal } = new AbortController();
      const byItself = new Deadline(10, signal, { timers, looks: true });
      const byOthers = new Deadline(10, signal, { timers });
      const waiting = [byItself.wait(never), byOthers.wait(never)];
      timers.advance(10);
      assert.deepEqual(await Promise.all(waiting), [OVER, OVER]);
      assert.equal(looks, 1);
    });
  });

  it('gives a value, unless it was closed meanwhile', async () => {
    const deadline = new Deadline(5000, new AbortController().signal, { timers: new FakeTimers() });
    assert.equal(await deadline.wait(Promise.resolve(7)), 7);
    await assert.rejects(deadline.wait(Promise.reject(new Error('inner'))), { message: 'inner' });
    let settle: (value: number) => void = () => undefined;
    const waiting = deadline.wait(new Promise<number>((resolve) => (settle = resolve)));
    settle(7);
    deadline.close();
    assert.equal(await waiting, OVER);
    assert.equal(await deadline.wait(Promise.resolve(7)), OVER);
  });

  it('without an end waits for the signal alone, with no timer', async () => {
    const timers = new FakeTimers();
    const controller = new AbortController();
    const deadline = new Deadline(Number.POSITIVE_INFINITY, controller.signal, { timers });
    assert.equal(timers.pending, 0);
    const waiting = assert.rejects(deadline.race(never), { reason: 'closed' });
    assert.equal(deadline.isOver, false);
    controller.abort();
    await waiting;
  });
});

describe('until', () => {
  const setUp = () => {
    const timers = new FakeTimers();
    const controller = new AbortController();
    return { timers, controller, deadline: new Deadline(5000, controller.signal, { timers }) };
  };

  it('gives what came of the moment, before or while it waits', async () => {
    const { deadline } = setUp();
    const moment = new Moment<number>();
    const waiting = deadline.until(moment);
    moment.pass(7);
    assert.deepEqual([await waiting, await deadline.until(moment)], [7, 7]);
  });

  it('is over with the time, and with its end', async () => {
    const { timers, deadline } = setUp();
    const waiting = deadline.until(new Moment());
    timers.advance(5000);
    assert.equal(await waiting, OVER);
    assert.equal(await deadline.until(new Moment()), OVER);
  });

  it('takes what came within the time, be it read late', async () => {
    const { timers, deadline } = setUp();
    const moment = new Moment<number>();
    moment.pass(7);
    timers.advance(5000);
    assert.equal(await deadline.until(moment), 7);
  });

  it('is over where it was closed, whatever came', async () => {
    const { controller, deadline } = setUp();
    const moment = new Moment<number>();
    const waiting = deadline.until(moment);
    moment.pass(7);
    controller.abort();
    assert.deepEqual([await waiting, await deadline.until(moment)], [OVER, OVER]);
  });
});

describe('within', () => {
  it('waits for the promise, or for so long and a last look, and leaves no timer', async () => {
    const timers = new FakeTimers();
    await within(Promise.resolve(), 1000, timers);
    assert.equal(timers.pending, 0);
    let isOver = false;
    const waiting = within(never, 1000, timers).then(() => (isOver = true));
    timers.advance(999);
    await Promise.resolve();
    assert.equal(isOver, false);
    timers.advance(1);
    await waiting;
    assert.equal(timers.pending, 0);
  });
});
