import { PhoneError } from '../../errors';
import { closedError } from './closed';

export interface RetryClock {
  /** Calls back once after so many milliseconds. @returns cancels it */
  after(milliseconds: number, callback: () => void): () => void;
  /** Milliseconds; only goes forward. */
  now(): number;
}

export interface RetryOptions {
  /** Further attempts after the first. */
  readonly retries: number;
  readonly signal: AbortSignal;
  /** By the clock: from then on no attempt begins; the last one's error stands. Absent: any time. */
  readonly until?: number;
  readonly clock?: RetryClock;
}

const FIRST_PAUSE = 250;
/** Beyond this Node's timers fire at once. */
const LONGEST_PAUSE = 2 ** 31 - 1;

const SYSTEM_CLOCK: RetryClock = {
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  now: () => performance.now(),
};

/**
 * Repeats an attempt that never reached the phone, after 250 ms, then doubling. Whatever may have been executed is
 * not repeated: keys toggle, and a phone counts wrong passwords.
 *
 * @param attempt gets its number, from 1
 * @throws what the last attempt threw; PhoneError CLOSED where the signal was aborted
 */
export async function retryUnsent<T>(
  attempt: (n: number) => Promise<T>,
  { retries, signal, until = Number.POSITIVE_INFINITY, clock = SYSTEM_CLOCK }: RetryOptions,
): Promise<{ value: T; attempts: number }> {
  for (let n = 1; ; n += 1) {
    if (signal.aborted) throw closedError();
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      return { value: await attempt(n), attempts: n };
    } catch (error) {
      if (signal.aborted) throw closedError();
      const length = Math.min(FIRST_PAUSE * 2 ** (n - 1), LONGEST_PAUSE);
      // `<=` also ends it where retries is NaN.
      if (!isUnsent(error) || !(n <= retries) || clock.now() + length >= until) throw error;
      // oxlint-disable-next-line no-await-in-loop
      await pause(length, signal, clock);
      // The pause may have been longer: a process can stand still.
      if (clock.now() >= until) throw error;
    }
  }
}

function isUnsent(error: unknown): boolean {
  return error instanceof PhoneError && error.code === 'UNREACHABLE';
}

function pause(milliseconds: number, signal: AbortSignal, clock: RetryClock): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      cancel();
      reject(closedError());
    };
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', aborted);
      resolve();
    });
    signal.addEventListener('abort', aborted, { once: true });
  });
}
