import { Deadline } from '../../deadline';
import { PhoneError } from '../../errors';
import { LONGEST_TIMER, systemTimers, type Timers } from '../../timers';
import { closedError } from './closed';

export interface RetryOptions {
  /** Further attempts after the first. */
  readonly retries: number;
  readonly signal: AbortSignal;
  /** By the timers' clock: from then on no attempt begins; the last one's error stands. Absent: any time. */
  readonly until?: number;
  readonly timers?: Timers;
}

const FIRST_PAUSE = 250;

/**
 * Repeats an attempt that never reached the phone, after 250 ms, then doubling. Whatever may have been executed is
 * not repeated: keys toggle, and a phone counts wrong passwords.
 *
 * @param attempt gets its number, from 1
 * @throws what the last attempt threw; PhoneError CLOSED where the signal was aborted
 */
export async function retryUnsent<T>(
  attempt: (n: number) => Promise<T>,
  { retries, signal, until = Number.POSITIVE_INFINITY, timers = systemTimers }: RetryOptions,
): Promise<{ value: T; attempts: number }> {
  for (let n = 1; ; n += 1) {
    if (signal.aborted) throw closedError();
    try {
      return { value: await attempt(n), attempts: n };
    } catch (error) {
      if (signal.aborted) throw closedError();
      const length = Math.min(FIRST_PAUSE * 2 ** (n - 1), LONGEST_TIMER);
      // `<=` also ends it where retries is NaN.
      if (!isUnsent(error) || !(n <= retries) || timers.now() + length >= until) throw error;
      await pause(length, signal, timers);
      // The pause may have been longer: a process can stand still.
      if (timers.now() >= until) throw error;
    }
  }
}

function isUnsent(error: unknown): boolean {
  return error instanceof PhoneError && error.code === 'UNREACHABLE';
}

async function pause(milliseconds: number, signal: AbortSignal, timers: Timers): Promise<void> {
  const deadline = new Deadline(milliseconds, signal, { timers });
  const reason = await new Promise((resolve) => deadline.onOver(resolve));
  deadline.dispose();
  if (reason === 'closed') throw closedError();
}
