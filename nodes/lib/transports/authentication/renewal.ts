import type { Challenge } from './challenge';

/**
 * How long a nonce is used unasked, in milliseconds. Servers forget theirs after a minute or more, and many then do
 * not say stale=true.
 */
export const NONCE_AGE = 30_000;

/** The server gives another nonce than the one that it was shown. */
export function isOtherNonce(challenge: Challenge, previous: Challenge): boolean {
  return challenge.params.get('nonce') !== previous.params.get('nonce');
}

/** The server says that only the nonce was too old, and gives another; Basic, which has none, renews nothing. */
export function isRenewal(challenge: Challenge, previous: Challenge): boolean {
  if (challenge.scheme !== 'digest') return false;
  return challenge.params.get('stale')?.trim().toLowerCase() === 'true' && isOtherNonce(challenge, previous);
}

/**
 * A refusal by which servers answer a nonce that comes a second time, where 401 would be right: a replay, or an nc that
 * they do not want (RFC 7616 §3.4). It may mean something else; then asking first costs a round, and no more.
 */
export function deniesReuse(status: number | undefined): boolean {
  return status === 400 || status === 403;
}
