import { Deadline, DeadlineReached } from '../../deadline';
import { PhoneError } from '../../errors';
import { sentence } from '../../sentences/sentence';

/** The outcome of a command whose phone was removed, redeployed or shut down before it was done. */
export function closedError(): PhoneError {
  return new PhoneError('CLOSED', sentence('phone.closed'));
}

/** Settles as the promise does, but at once with CLOSED when the signal aborts; `end` then ends what is under way. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal, end: () => void): Promise<T> {
  const deadline = new Deadline(Number.POSITIVE_INFINITY, signal);
  const outcome = deadline.race(promise);
  deadline.onOver(end);
  try {
    return await outcome;
  } catch (error) {
    throw error instanceof DeadlineReached ? closedError() : error;
  } finally {
    deadline.dispose();
  }
}
