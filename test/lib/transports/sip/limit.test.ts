import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { Limit } from '../../../../nodes/lib/transports/sip/limit';
import { FakeTimers } from './support/fake-timers';

const never = new Promise<never>(() => undefined);

describe('sip/limit', () => {
  it('ends waiting at the deadline', async () => {
    const timers = new FakeTimers();
    const limit = new Limit(5000, new AbortController().signal, timers);
    const waiting = limit.race(never);
    timers.advance(4000);
    assert.equal(limit.remaining, 1000);
    timers.advance(1000);
    await assert.rejects(waiting, { reason: 'deadline' });
    await assert.rejects(limit.race(never), { reason: 'deadline' });
  });

  it('ends a partial wait earlier, and then only that', async () => {
    const timers = new FakeTimers();
    const { signal } = new AbortController();
    const limit = new Limit(5000, signal, timers);
    const partial = limit.race(never, 1000);
    timers.advance(1000);
    await assert.rejects(partial, { reason: 'slow' });
    assert.equal(await limit.race(Promise.resolve(7)), 7);
    limit.dispose();
    assert.equal(timers.pending, 0);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('ends waiting when the signal aborts, also before', async () => {
    const timers = new FakeTimers();
    const controller = new AbortController();
    const limit = new Limit(5000, controller.signal, timers);
    const waiting = limit.race(never);
    controller.abort();
    await assert.rejects(waiting, { reason: 'closed' });
    await assert.rejects(new Limit(1, controller.signal, timers).race(never), { reason: 'closed' });
  });

  it('passes results and errors on, and tells nobody who has done', async () => {
    const timers = new FakeTimers();
    const limit = new Limit(10, new AbortController().signal, timers);
    await assert.rejects(limit.race(Promise.reject(new Error('inner'))), { message: 'inner' });
    const told: string[] = [];
    limit.onReached((reason) => told.push(`a ${reason}`));
    limit.onReached((reason) => told.push(`b ${reason}`))();
    timers.advance(10);
    assert.deepEqual(told, ['a deadline']);
  });

  it('is over by the clock, whether its timer has noticed or not', async () => {
    const timers = new FakeTimers();
    const limit = new Limit(5000, new AbortController().signal, timers);
    const waiting = assert.rejects(limit.race(never), { reason: 'deadline' });
    timers.now = () => 4999;
    limit.check();
    timers.now = () => 5000;
    assert.throws(() => limit.check(), { reason: 'deadline' });
    await waiting;
  });

  it('gives time that was spent elsewhere on top', async () => {
    const timers = new FakeTimers();
    const limit = new Limit(5000, new AbortController().signal, timers);
    const waiting = assert.rejects(limit.race(never), { reason: 'deadline' });
    timers.advance(2000);
    limit.extend(2000);
    assert.equal(limit.remaining, 5000);
    timers.advance(4999);
    limit.check();
    timers.advance(1);
    await waiting;
    assert.equal(timers.pending, 0);
    limit.extend(1000);
    assert.throws(() => limit.check(), { reason: 'deadline' });
  });
});
