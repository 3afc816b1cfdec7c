import { PhoneError } from '../../errors';
import { sentence } from '../../sentences/sentence';

/** The outcome of a command whose phone was removed, redeployed or shut down before it was done. */
export function closedError(): PhoneError {
  return new PhoneError('CLOSED', sentence('phone.closed'));
}

/** Settles as the promise does, but at once with CLOSED when the signal aborts; `end` then ends what is under way. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal, end: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => {
      reject(closedError());
      end();
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    promise.then(
      (value) => {
        signal.removeEventListener('abort', stop);
        resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', stop);
        reject(error);
      },
    );
  });
}
