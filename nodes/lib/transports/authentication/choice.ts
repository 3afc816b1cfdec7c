import type { Challenge } from './challenge';
import { digestScheme } from './digest';

/**
 * The challenge to answer, of those that can be answered; undefined: none can.
 * `strongest` is for HTTP: SHA-512-256, SHA-256, MD5, then Basic; the first of equals.
 * `first` is for SIP, where the server's order counts (RFC 8760 §2.4) and Basic does not exist (RFC 3261 §22).
 */
export function chooseChallenge(
  challenges: readonly Challenge[],
  preference: 'strongest' | 'first',
): Challenge | undefined {
  if (preference === 'first') return challenges.find((challenge) => digestScheme(challenge));
  let best: Challenge | undefined;
  let bestStrength = -1;
  for (const challenge of challenges) {
    const strength = challenge.scheme === 'basic' ? 0 : (digestScheme(challenge)?.strength ?? -1);
    if (strength > bestStrength) {
      best = challenge;
      bestStrength = strength;
    }
  }
  return best;
}
