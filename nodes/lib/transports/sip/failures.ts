import { type ErrorCause, PhoneError } from '../../errors';
import { connectionWords } from '../connection-words';
import type { TlsFailure } from '../tls/words';

/** The errors that a NOTIFY ends with, worded for the person who set the phone up. None repeats a configured value but host and port. */

export function invalidValue(what: string): PhoneError {
  return new PhoneError('INVALID_VALUE', what);
}

export function closed(): PhoneError {
  return new PhoneError('CLOSED', 'the flow was redeployed or stopped before the phone answered the NOTIFY');
}

export function unreachable(where: string, why: string, cause?: ErrorCause): PhoneError {
  return new PhoneError('UNREACHABLE', `${where} cannot be reached by SIP, nothing was sent: ${why}`, cause);
}

export function expired(where: string, milliseconds: number): PhoneError {
  return new PhoneError(
    'EXPIRED',
    `${where}: nothing was sent: so many phones are commanded at once that this one's turn did not come within ${Math.round(milliseconds / 100) / 10} s; send to fewer at a time, or allow more time`,
  );
}

/** TLS did not come about with a target: nothing was sent to it. Carries the words, which only its connection can find. */
export class NoTls extends Error {
  readonly failure: TlsFailure;

  constructor(failure: TlsFailure) {
    super(failure.words);
    this.failure = failure;
  }
}

/** No target could be reached; this is what the last one failed with. */
export function notConnected(where: string, failure: unknown): PhoneError {
  if (failure instanceof NoTls) return unreachable(where, failure.failure.words, failure.failure.cause);
  const cause = causeOf(failure);
  return unreachable(where, connectionWords(cause.code ?? '', 'sip'), cause);
}

export function unanswered(where: string): PhoneError {
  return new PhoneError('TIMEOUT', `${where} did not answer the NOTIFY in time`);
}

export function broken(where: string, error: Error): PhoneError {
  return new PhoneError(
    'UNREADABLE_ANSWER',
    `${where} closed the connection after the NOTIFY was sent and before it answered`,
    causeOf(error),
  );
}

/** The system's code and words for an error, fit for a user; of OpenSSL's the code alone. */
export function causeOf(error: unknown): ErrorCause {
  if (!(error instanceof Error)) return {};
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code !== 'string') return { message: error.message };
  return /^E[A-Z]+$/.test(code) && code !== 'EPROTO' ? { code, message: error.message } : { code };
}
