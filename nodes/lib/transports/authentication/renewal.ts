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

/** The server says that only the nonce was too old, and gives another. */
export function isRenewal(challenge: Challenge, previous: Challenge): boolean {
  return challenge.params.get('stale')?.trim().toLowerCase() === 'true' && isOtherNonce(challenge, previous);
}
