import { randomBytes } from 'node:crypto';
import { basicAuthorization } from './basic';
import { type Challenge, parseChallenges } from './challenge';
import { chooseChallenge } from './choice';
import { type Credentials, digestAuthorization, digestScheme } from './digest';

/**
 * How long a nonce is used unasked, in milliseconds. Phone web servers forget nonces after a minute or more, and some
 * then say stale=false (GoAhead does): the next command would count as a wrong password.
 */
const NONCE_AGE = 30_000;

/** What the phone wants, and how often it was told. */
interface Session {
  challenge: Challenge;
  /** One per challenge: RFC 7616 §3.4.2 binds the key of -sess to the first. */
  readonly cnonce: string;
  uses: number;
  since: number;
}

/**
 * One phone's HTTP authentication. Says nothing before the phone has asked, then answers its strongest challenge, and
 * tries once per command: phones lock for minutes after some wrong passwords. For one request at a time.
 */
export class Authorizer {
  readonly #credentials: Credentials;
  readonly #now: () => number;
  #session: Session | undefined;
  /** The last request went with credentials. */
  #presented = false;
  /** The next request answers a challenge of the command under way; else it begins a command. */
  #retrying = false;
  #staleAllowed = true;
  /** Learnt: the phone takes each nonce once and does not say stale. */
  #askFirst = false;

  /** `now` is a clock in milliseconds. */
  constructor(credentials: Credentials, now: () => number = () => performance.now()) {
    this.#credentials = credentials;
    this.#now = now;
  }

  /** The Authorization header's value for the next request; undefined: send none. */
  authorize(method: string, uri: string, body: Uint8Array): string | undefined {
    if (!this.#retrying) {
      this.#staleAllowed = true;
      if (this.#session && !this.#worthReusing(this.#session)) this.#session = undefined;
    }
    this.#retrying = false;
    const value = this.#session && this.#answer(this.#session, { method, uri, body });
    this.#presented = value !== undefined;
    return value;
  }

  /**
   * Takes the values of the WWW-Authenticate headers of a 401. `retry`: send the request again, with what `authorize`
   * says. `spent`: the credentials are refused, or the phone asks for what we do not know.
   */
  onChallenge(values: readonly string[]): 'retry' | 'spent' {
    const previous = this.#session;
    const challenge = chooseChallenge(parseChallenges(values), 'strongest');
    this.#session = challenge && this.#begin(challenge);
    if (!this.#presented) return this.#retry();
    if (this.#staleAllowed && challenge && isRenewal(challenge, previous?.challenge)) {
      this.#staleAllowed = false;
      return this.#retry();
    }
    if (previous && previous.uses > 1) this.#askFirst = true;
    this.#session = undefined;
    return 'spent';
  }

  /** Takes the values of Authentication-Info headers (RFC 7616 §3.5). */
  onInfo(values: readonly string[]): void {
    const session = this.#session;
    if (!session || values.length === 0) return;
    // The header has no scheme: lent one, it reads like a challenge.
    const nonce = parseChallenges([`Digest ${values.join(', ')}`])[0]?.params.get('nextnonce');
    const scheme = digestScheme(session.challenge);
    if (nonce === undefined || !scheme) return;
    // Servers differ on whether the session key of -sess moves to the next nonce: ask them.
    this.#session = scheme.session
      ? undefined
      : this.#begin({ scheme: 'digest', params: new Map(session.challenge.params).set('nonce', nonce) });
  }

  #begin(challenge: Challenge): Session {
    return { challenge, cnonce: randomBytes(16).toString('hex'), uses: 0, since: this.#now() };
  }

  #retry(): 'retry' | 'spent' {
    const answerable = this.#session && this.#answer({ ...this.#session }, { method: 'GET', uri: '/', body: NOTHING });
    if (answerable === undefined) this.#session = undefined;
    this.#retrying = answerable !== undefined;
    return this.#retrying ? 'retry' : 'spent';
  }

  #worthReusing(session: Session): boolean {
    if (session.challenge.scheme === 'basic') return true;
    // Without qop there is no count, so servers tend to take such a nonce only once.
    const counted = digestScheme(session.challenge)?.qop !== undefined;
    return counted && !this.#askFirst && this.#now() - session.since < NONCE_AGE;
  }

  #answer(session: Session, request: { method: string; uri: string; body: Uint8Array }): string | undefined {
    if (session.challenge.scheme === 'basic') return basicAuthorization(this.#credentials);
    session.uses += 1;
    return digestAuthorization(session.challenge, request, this.#credentials, {
      nc: session.uses,
      cnonce: session.cnonce,
    });
  }
}

const NOTHING = new Uint8Array();

/** The phone says that only the nonce was too old, and gives another. */
function isRenewal(challenge: Challenge, previous: Challenge | undefined): boolean {
  const stale = challenge.params.get('stale')?.trim().toLowerCase() === 'true';
  return stale && challenge.params.get('nonce') !== previous?.params.get('nonce');
}
