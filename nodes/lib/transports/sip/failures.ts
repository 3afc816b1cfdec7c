import { type ErrorCause, PhoneError } from '../../errors';
import { type Sentence, say, sentence } from '../../sentences/sentence';
import { connectionWords } from '../connection-words';
import type { TlsFailure } from '../tls/words';

/** The errors that a NOTIFY ends with, worded for the person who set the phone up. None repeats a configured value but host and port. */

export function invalidValue(words: Sentence): PhoneError {
  return new PhoneError('INVALID_VALUE', words);
}

export function closed(): PhoneError {
  return new PhoneError('CLOSED', sentence('sip.closed'));
}

export function unreachable(where: string, why: Sentence, cause?: ErrorCause): PhoneError {
  return new PhoneError('UNREACHABLE', sentence('sip.unreachable', { phone: where, why }), cause);
}

export function expired(where: string, milliseconds: number): PhoneError {
  const seconds = Math.round(milliseconds / 100) / 10;
  return new PhoneError('EXPIRED', sentence('sip.expired', { phone: where, seconds }));
}

/** TLS did not come about with a target: nothing was sent to it. Carries the words, which only its connection can find. */
export class NoTls extends Error {
  readonly failure: TlsFailure;

  constructor(failure: TlsFailure) {
    super(say(failure.words));
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
  return new PhoneError('TIMEOUT', sentence('sip.unanswered', { phone: where }));
}

export function broken(where: string, error: Error): PhoneError {
  return new PhoneError('UNREADABLE_ANSWER', sentence('sip.broken', { phone: where }), causeOf(error));
}

/** The system's code and words for an error, fit for a user; of OpenSSL's the code alone. */
export function causeOf(error: unknown): ErrorCause {
  if (!(error instanceof Error)) return {};
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code !== 'string') return { message: error.message };
  return /^E[A-Z]+$/.test(code) && code !== 'EPROTO' ? { code, message: error.message } : { code };
}
