import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { retryUnsent } from '../../../../nodes/lib/phones/delivery/retry';
import { type ErrorCode, PhoneError } from '../../../../nodes/lib/errors';
import { FakeTimers } from '../../../support/fake-timers';
import { rejection } from '../../commands/errors';

/** Fires each timer at once, but after the caller has returned to its wait. */
class HastyTimers extends FakeTimers {
  readonly pauses: number[] = [];
  /** How much longer than asked for each pause takes. */
  late = 0;

  override set(milliseconds: number, callback: () => void): number {
    this.pauses.push(milliseconds);
    const handle = super.set(milliseconds, callback);
    queueMicrotask(() => this.onTimer(milliseconds));
    return handle;
  }

  onTimer(milliseconds: number): void {
    if (this.late > 0) this.jump(milliseconds + this.late);
    else this.advance(milliseconds);
  }
}

class HeldTimers extends HastyTimers {
  override onTimer(): void {}
}

const unreachable = () => new PhoneError('UNREACHABLE', 'no route to 10.0.0.12');
const live = () => new AbortController().signal;

describe('phones/delivery/retry', () => {
  it('gives the value and how many attempts it took', async () => {
    const timers = new HastyTimers();
    const outcome = await retryUnsent((n) => (n < 3 ? Promise.reject(unreachable()) : Promise.resolve(`try ${n}`)), {
      retries: 2,
      signal: live(),
      timers,
    });
    assert.deepEqual(outcome, { value: 'try 3', attempts: 3 });
    assert.deepEqual(timers.pauses, [250, 500]);
  });

  it('waits twice as long each time, and gives up with the last error', async () => {
    const timers = new HastyTimers();
    const errors: PhoneError[] = [];
    const attempt = () => {
      const error = unreachable();
      errors.push(error);
      return Promise.reject(error);
    };
    const error = await rejection('UNREACHABLE', retryUnsent(attempt, { retries: 5, signal: live(), timers }));
    assert.deepEqual(timers.pauses, [250, 500, 1000, 2000, 4000]);
    assert.equal(error, errors[5]);
    assert.equal(timers.pending, 0);
  });

  for (const retries of [0, -1, Number.NaN]) {
    it(`tries once with retries ${retries}`, async () => {
      let attempts = 0;
      const attempt = () => {
        attempts += 1;
        return Promise.reject(unreachable());
      };
      await rejection('UNREACHABLE', retryUnsent(attempt, { retries, signal: live(), timers: new HastyTimers() }));
      assert.equal(attempts, 1);
    });
  }

  const sent: ErrorCode[] = [
    'TIMEOUT',
    'UNREADABLE_ANSWER',
    'UNAUTHORIZED',
    'FORBIDDEN',
    'REFUSED',
    'CLOSED',
    'EXPIRED',
    'INTERNAL',
    'NO_ADDRESS',
  ];
  for (const code of sent) {
    it(`never repeats after ${code}`, async () => {
      const timers = new HastyTimers();
      let attempts = 0;
      const attempt = () => {
        attempts += 1;
        return Promise.reject(new PhoneError(code, 'a reason of its own'));
      };
      await rejection(code, retryUnsent(attempt, { retries: 9, signal: live(), timers }));
      assert.equal(attempts, 1);
      assert.deepEqual(timers.pauses, []);
    });
  }

  it('passes foreign errors on, at once', async () => {
    const timers = new HastyTimers();
    const broken = Object.assign(new TypeError('a defect'), { code: 'UNREACHABLE' });
    await assert.rejects(
      retryUnsent(() => Promise.reject(broken), { retries: 3, signal: live(), timers }),
      broken,
    );
    assert.deepEqual(timers.pauses, []);
  });

  it('ends with CLOSED while it waits, and leaves no timer', async () => {
    const timers = new HeldTimers();
    const controller = new AbortController();
    let attempts = 0;
    const outcome = retryUnsent(
      () => {
        attempts += 1;
        queueMicrotask(() => setImmediate(() => controller.abort()));
        return Promise.reject(unreachable());
      },
      { retries: 3, signal: controller.signal, timers },
    );
    await rejection('CLOSED', outcome);
    assert.equal(attempts, 1);
    assert.deepEqual(timers.pauses, [250]);
    assert.equal(timers.pending, 0);
  });

  it('ends with CLOSED before it begins, and during an attempt', async () => {
    let attempts = 0;
    const closed = AbortSignal.abort();
    await rejection(
      'CLOSED',
      retryUnsent(() => Promise.resolve((attempts += 1)), { retries: 3, signal: closed }),
    );
    assert.equal(attempts, 0);
    const controller = new AbortController();
    const during = retryUnsent(
      () => {
        controller.abort();
        return Promise.reject(unreachable());
      },
      { retries: 3, signal: controller.signal, timers: new HeldTimers() },
    );
    await rejection('CLOSED', during);
  });

  it('leaves nothing at a signal that outlives it', async () => {
    const signal = live();
    await rejection(
      'UNREACHABLE',
      retryUnsent(() => Promise.reject(unreachable()), { retries: 5, signal, timers: new HastyTimers() }),
    );
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('never hands the system a pause that it would take for none', async () => {
    const timers = new HastyTimers();
    await rejection(
      'UNREACHABLE',
      retryUnsent(() => Promise.reject(unreachable()), { retries: 40, signal: live(), timers }),
    );
    assert.ok(timers.pauses.every((pause, n) => pause > 0 && pause < 2 ** 31 && pause >= (timers.pauses[n - 1] ?? 0)));
  });

  it('waits on the system clock where none is given', async () => {
    const outcome = await retryUnsent((n) => (n === 1 ? Promise.reject(unreachable()) : Promise.resolve(n)), {
      retries: 1,
      signal: live(),
    });
    assert.deepEqual(outcome, { value: 2, attempts: 2 });
  });

  for (const { name, age, late, pauses } of [
    { name: 'there is time for two', age: 751, late: 0, pauses: [250, 500] },
    { name: 'the third would begin in the last millisecond', age: 750, late: 0, pauses: [250] },
    { name: 'there is time for none', age: 250, late: 0, pauses: [] },
    { name: 'the process stood still in a pause', age: 10_000, late: 40_000, pauses: [250] },
  ]) {
    it(`begins no attempt that comes too late: ${name}`, async () => {
      const timers = new HastyTimers();
      timers.late = late;
      const errors: PhoneError[] = [];
      const attempt = () => {
        const error = unreachable();
        errors.push(error);
        return Promise.reject(error);
      };
      const until = timers.now() + age;
      const error = await rejection('UNREACHABLE', retryUnsent(attempt, { retries: 9, signal: live(), timers, until }));
      assert.deepEqual(timers.pauses, pauses);
      assert.equal(errors.length, pauses.length + (late ? 0 : 1));
      assert.equal(error, errors.at(-1), 'the last error stands');
    });
  }
});
