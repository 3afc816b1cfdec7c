import { canDerive, ownToken } from '../derived-keys';
import { type PreviousToken, type TokenFit, tokenJudge } from './token';

/** Which of a listener's tokens a request's own token is made of, for the MAC that it came for. */
export type OwnTokenJudge = (given: readonly string[], mac: string) => TokenFit;

/** As `derived-keys` makes them: whatever else was sent need not be compared. */
const SHAPE = /^[\w-]{22}$/;

/**
 * The judge of tokens that phones have for themselves.
 *
 * @param today milliseconds since the epoch, asked at each request
 * @returns undefined where nothing can be derived: then nobody has one
 */
export function ownTokenJudge(
  token: string,
  previous: PreviousToken | undefined,
  today: () => number,
): OwnTokenJudge | undefined {
  if (!canDerive(token)) return undefined;
  const former = previous && canDerive(previous.token) ? previous : undefined;
  return (given, mac) => {
    const likely = given.filter((each) => SHAPE.test(each));
    if (likely.length === 0) return undefined;
    if (likely.some(tokenJudge(ownToken(token, mac)))) return 'present';
    if (!former || !likely.some(tokenJudge(ownToken(former.token, mac)))) return undefined;
    return today() < former.until ? 'previous' : 'late';
  };
}
