import { type ErrorCause, PhoneError } from '../../errors';
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
    return new PhoneError(
      'CLOSED',
      `${label}: the command was given up before it was sent: its node was closed or redeployed`,
    );
  }
  if (handshake?.isSecure && handshake.taken) return noTls(label, muteFailure('https', seconds(options.timeout)));
  return new PhoneError(
    'UNREACHABLE',
    `${label} did not take a connection within ${seconds(options.timeout)}: check that the phone is on, its address, and the firewalls between`,
  );
}

/** The attempt was cut off after the command was sent: the phone may have executed it. */
export function cutAfterSending({ endpoint: { label }, options, deadline }: Attempt): PhoneError {
  return deadline.reason === 'closed'
    ? new PhoneError(
        'CLOSED',
        `${label}: the command was sent, but its node was closed or redeployed before the answer`,
      )
    : new PhoneError('TIMEOUT', `${label} took the command but did not answer within ${seconds(options.timeout)}`);
}

/** The command was sent, and no status came back. */
export function unreadable(
  { endpoint: { label } }: Attempt,
  kind: 'broken' | 'nonsense',
  error: Error | undefined,
): PhoneError {
  const words =
    kind === 'broken'
      ? `${label} took the command but broke the connection off before it answered`
      : `${label} took the command but its answer is not HTTP: check protocol and port`;
  const cause = error && systemCause(error);
  return new PhoneError('UNREADABLE_ANSWER', words, cause?.code === undefined ? undefined : cause);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}

function noTls(label: string, { words, cause }: TlsFailure): PhoneError {
  return notReached(label, words, cause);
}

/** @param words a clause; one about the other side begins with `it ` */
function notReached(label: string, words: string, cause: ErrorCause): PhoneError {
  const sentence = words.startsWith('it ') ? `${label} ${words.slice('it '.length)}` : `${label}: ${words}`;
  return new PhoneError('UNREACHABLE', sentence, cause);
}
