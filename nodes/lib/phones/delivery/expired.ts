import { PhoneError } from '../../errors';
import { sentence } from '../../sentences/sentence';

/** The outcome of a command that waited for its phone for so long that nobody expects it any more: a door must not open then. */
export function expiredError(milliseconds: number): PhoneError {
  const seconds = Math.round(milliseconds / 100) / 10;
  return new PhoneError('EXPIRED', sentence('phone.expired', { seconds }));
}
