import { PhoneError } from '../../errors';

/** The outcome of a command whose phone was removed, redeployed or shut down before it was done. */
export function closedError(): PhoneError {
  return new PhoneError('CLOSED', 'the phone was redeployed or removed before the command was done');
}

/** Settles as the promise does, but at once with CLOSED when the signal aborts; `end` then ends what is under way. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal, end: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(closedError());
      end();
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const leave = (): void => signal.removeEventListener('abort', onAbort);
    promise.then(resolve, reject);
    promise.then(leave, leave);
  });
}
