import { PhoneError } from '../../errors';

/** The outcome of a command that waited for its phone for so long that nobody expects it any more: a door must not open then. */
export function expiredError(milliseconds: number): PhoneError {
  const seconds = Math.round(milliseconds / 100) / 10;
  return new PhoneError(
    'EXPIRED',
    `nothing was sent: the command waited for more than ${seconds} s behind others for this phone; send fewer, or let it wait longer (Wait at most)`,
  );
}
