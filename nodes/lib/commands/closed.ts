import { PhoneError } from '../errors';

/** The outcome of a command whose phone was removed, redeployed or shut down before it was done. */
export function closedError(): PhoneError {
  return new PhoneError('CLOSED', 'the phone was redeployed or removed before the command was done');
}
