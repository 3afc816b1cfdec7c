import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * The judge of one token. Takes the same time however much of the token is right; hashing first hides its length too.
 * An empty secret is no token: nothing matches it.
 */
export function tokenJudge(secret: string): (given: string | undefined) => boolean {
  const expected = digest(secret);
  return (given) => timingSafeEqual(digest(given ?? ''), expected) && secret !== '';
}

/** A token that a newer one replaces, so that phones can be given that one by one. */
export interface PreviousToken {
  readonly token: string;
  /** Milliseconds since the epoch: from then on it is refused. */
  readonly until: number;
}

/** Which token a request carries: `late` is the previous one after its time. Undefined: none that is or was right. */
export type TokenFit = 'present' | 'previous' | 'late' | undefined;

/**
 * The judge of all `token` values of a request; any of them may fit.
 *
 * @param today milliseconds since the epoch, asked at each request: a token ends without a deploy
 */
export function tokensJudge(
  token: string,
  previous: PreviousToken | undefined,
  today: () => number,
): (given: readonly string[]) => TokenFit {
  const fits = tokenJudge(token);
  const fitted = previous && tokenJudge(previous.token);
  return (given) => {
    if (given.some(fits)) return 'present';
    if (!previous || !fitted || !given.some(fitted)) return undefined;
    return today() < previous.until ? 'previous' : 'late';
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
