import { PhoneError } from '../errors';
import type { Confirmation, Reported } from './confirmation';
import { closedError } from './confirmation';
import type { Sender } from './confirmed';

/**
 * Ends the call that nobody answered in time, where it is still out or was never reported. What answers it before the
 * hang-up leaves takes the hang-up back: nobody's talk is cut off.
 * @returns the late answer; undefined: it was hung up, or was over, or the phone would not
 * @throws PhoneError CLOSED where the node closes meanwhile
 */
export async function hangUp(confirmation: Confirmation, { phone, options }: Sender): Promise<Reported | undefined> {
  const answered = confirmation.lateAnswer();
  if (answered || confirmation.progress === 'over') return answered;
  const { signal } = options;
  const ending = new AbortController();
  const close = (): void => ending.abort();
  signal.addEventListener('abort', close, { once: true });
  let isLeaving = false;
  const stopLooking = confirmation.whenNotOut(() => {
    if (!isLeaving) ending.abort();
  });
  const sending = (): void => {
    isLeaving = true;
  };
  try {
    if (signal.aborted) throw closedError();
    await phone.send({ action: 'hangup' }, { ...options, disruptive: false, signal: ending.signal, sending });
  } catch (error) {
    if (signal.aborted || !(error instanceof PhoneError)) throw error;
    // It was taken back, or the phone did not do it: what follows will tell.
  } finally {
    stopLooking();
    signal.removeEventListener('abort', close);
  }
  return isLeaving ? undefined : confirmation.lateAnswer();
}
