import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { type RetryClock, retryUnsent } from '../../../../nodes/lib/phones/delivery/retry';
import { type ErrorCode, PhoneError } from '../../../../nodes/lib/errors';
import { rejection } from '../../commands/errors';

/** Fires each timer at once, but after the caller has returned to its wait. */
class FakeClock implements RetryClock {
  readonly pauses: number[] = [];
  readonly open = new Set<() => void>();
  #now = 1000;
  /** How much longer than asked for each pause takes. */
  late = 0;

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    this.pauses.push(milliseconds);
    const fire = () => {
      this.#now += milliseconds + this.late;
      if (this.open.delete(fire)) callback();
    };
    this.open.add(fire);
    queueMicrotask(() => this.onTimer(fire));
    return () => this.open.delete(fire);
  }

  onTimer(fire: () => void): void {
    fire();
  }
}

class HeldClock extends FakeClock {
  override onTimer(): void {}
}

const unreachable = () => new PhoneError('UNREACHABLE', 'no route to 10.0.0.12');
const live = () => new AbortController().signal;

describe('commands/retry', () => {
  it('gives the value and how many attempts it took', async () => {
    const clock = new FakeClock();
    const outcome = await retryUnsent((n) => (n < 3 ? Promise.reject(unreachable()) : Promise.resolve(`try ${n}`)), {
      retries: 2,
      signal: live(),
      clock,
    });
    assert.deepEqual(outcome, { value: 'try 3', attempts: 3 });
    assert.deepEqual(clock.pauses, [250, 500]);
  });

  it('waits twice as long each time, and gives up with the last error', async () => {
    const clock = new FakeClock();
    const errors: PhoneError[] = [];
    const attempt = () => {
      const error = unreachable();
      errors.push(error);
      return Promise.reject(error);
    };
    const error = await rejection('UNREACHABLE', retryUnsent(attempt, { retries: 5, signal: live(), clock }));
    assert.deepEqual(clock.pauses, [250, 500, 1000, 2000, 4000]);
    assert.equal(error, errors[5]);
    assert.equal(clock.open.size, 0);
  });

  for (const retries of [0, -1, Number.NaN]) {
    it(`tries once with retries ${retries}`, async () => {
      let attempts = 0;
      const attempt = () => {
        attempts += 1;
        return Promise.reject(unreachable());
      };
      await rejection('UNREACHABLE', retryUnsent(attempt, { retries, signal: live(), clock: new FakeClock() }));
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
      const clock = new FakeClock();
      let attempts = 0;
      const attempt = () => {
        attempts += 1;
        return Promise.reject(new PhoneError(code, 'a reason of its own'));
      };
      await rejection(code, retryUnsent(attempt, { retries: 9, signal: live(), clock }));
      assert.equal(attempts, 1);
      assert.deepEqual(clock.pauses, []);
    });
  }

  it('passes foreign errors on, at once', async () => {
    const clock = new FakeClock();
    const broken = Object.assign(new TypeError('a defect'), { code: 'UNREACHABLE' });
    await assert.rejects(
      retryUnsent(() => Promise.reject(broken), { retries: 3, signal: live(), clock }),
      broken,
    );
    assert.deepEqual(clock.pauses, []);
  });

  it('ends with CLOSED while it waits, and leaves no timer', async () => {
    const clock = new HeldClock();
    const controller = new AbortController();
    let attempts = 0;
    const outcome = retryUnsent(
      () => {
        attempts += 1;
        queueMicrotask(() => setImmediate(() => controller.abort()));
        return Promise.reject(unreachable());
      },
      { retries: 3, signal: controller.signal, clock },
    );
    await rejection('CLOSED', outcome);
    assert.equal(attempts, 1);
    assert.deepEqual(clock.pauses, [250]);
    assert.equal(clock.open.size, 0);
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
      { retries: 3, signal: controller.signal, clock: new HeldClock() },
    );
    await rejection('CLOSED', during);
  });

  it('leaves nothing at a signal that outlives it', async () => {
    const signal = live();
    await rejection(
      'UNREACHABLE',
      retryUnsent(() => Promise.reject(unreachable()), { retries: 5, signal, clock: new FakeClock() }),
    );
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('never hands the system a pause that it would take for none', async () => {
    const clock = new FakeClock();
    await rejection(
      'UNREACHABLE',
      retryUnsent(() => Promise.reject(unreachable()), { retries: 40, signal: live(), clock }),
    );
    assert.ok(clock.pauses.every((pause, n) => pause > 0 && pause < 2 ** 31 && pause >= (clock.pauses[n - 1] ?? 0)));
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
      const clock = new FakeClock();
      clock.late = late;
      const errors: PhoneError[] = [];
      const attempt = () => {
        const error = unreachable();
        errors.push(error);
        return Promise.reject(error);
      };
      const until = clock.now() + age;
      const error = await rejection('UNREACHABLE', retryUnsent(attempt, { retries: 9, signal: live(), clock, until }));
      assert.deepEqual(clock.pauses, pauses);
      assert.equal(errors.length, pauses.length + (late ? 0 : 1));
      assert.equal(error, errors.at(-1), 'the last error stands');
    });
  }
});
