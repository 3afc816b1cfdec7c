import { type ErrorCause, PhoneError } from '../../errors';
import { because, type Sentence, sentence } from '../../sentences/sentence';
import { connectionWords, systemCause } from '../connection-words';
import type { Handshake } from '../tls/handshake';
import { muteFailure, settingsFailure, type TlsFailure, tlsFailure } from '../tls/words';
import type { Attempt } from './attempt';

/** No connection: nothing was sent. */
export function unreachable({ endpoint: { label } }: Attempt, error: Error, handshake: Handshake): PhoneError {
  const failure = tlsFailure(error, handshake, 'https');
  if (failure) return noTls(label, failure);
  const cause = systemCause(error);
  return notReached(label, connectionWords(cause.code ?? '', 'http'), cause);
}

/** The TLS settings are of no use: no connection was begun. */
export function unusableTls({ endpoint: { label } }: Attempt, error: Error, tls: Handshake['tls']): PhoneError {
  return noTls(label, settingsFailure(error, tls));
}

/**
 * The attempt was cut off before anything was sent.
 * @param handshake of the connection that was waited for, where it was for one
 */
export function cutBeforeSending(
  { endpoint: { label }, options, deadline }: Attempt,
  handshake?: Handshake,
): PhoneError {
  if (deadline.reason === 'closed') {
    return new PhoneError('CLOSED', sentence('http.given-up', { phone: label }));
  }
  if (handshake?.isSecure && handshake.taken) return noTls(label, muteFailure('https', seconds(options.timeout)));
  return new PhoneError(
    'UNREACHABLE',
    sentence('http.no-connection', { phone: label, time: seconds(options.timeout) }),
  );
}

/** The attempt was cut off after the command was sent: the phone may have executed it. */
export function cutAfterSending({ endpoint: { label }, options, deadline }: Attempt): PhoneError {
  return deadline.reason === 'closed'
    ? new PhoneError('CLOSED', sentence('http.closed', { phone: label }))
    : new PhoneError('TIMEOUT', sentence('http.silent', { phone: label, time: seconds(options.timeout) }));
}

/** The command was sent, and no status came back. */
export function unreadable(
  { endpoint: { label } }: Attempt,
  kind: 'broken' | 'nonsense',
  error: Error | undefined,
): PhoneError {
  const words = sentence(kind === 'broken' ? 'http.broken' : 'http.nonsense', { phone: label });
  const cause = error && systemCause(error);
  return new PhoneError('UNREADABLE_ANSWER', words, cause?.code === undefined ? undefined : cause);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}

function noTls(label: string, { words, cause }: TlsFailure): PhoneError {
  return notReached(label, words, cause);
}

/** @param words a clause; one about the other side begins with the phone itself */
function notReached(label: string, words: Sentence, cause: ErrorCause): PhoneError {
  return new PhoneError('UNREACHABLE', words.hasSubject ? words.about(label) : because(label, words), cause);
}
