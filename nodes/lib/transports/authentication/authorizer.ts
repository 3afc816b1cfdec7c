import { basicAuthorization } from './basic';
import { type Challenge, parseChallenges } from './challenge';
import { chooseChallenge } from './choice';
import { type Credentials, type DigestedRequest, digestAuthorization, digestScheme } from './digest';
import { type NonceCounts, nonceCounts } from './nonce-counts';
import { deniesReuse, isOtherNonce, isRenewal, NONCE_AGE } from './renewal';

export interface AuthorizerOptions {
  /** Host and port: who gives the nonces. */
  readonly server: string;
  /** Basic goes with the first request, unasked (RFC 9110 §11.6.2). */
  readonly basicFirst?: boolean;
  readonly counts?: NonceCounts;
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
}

/** A challenge that was met with success. */
interface Remembered {
  readonly challenge: Challenge;
  readonly since: number;
}

/**
 * What the request that is under way carries. Only the refusal of `login` (Basic, or a nonce given for this command)
 * says something about the password; a nonce of an earlier command may have died meanwhile.
 */
type Carried = 'nothing' | 'remembered' | 'login';

/** What the next request shall do: begin a command, go without a login, or answer a challenge. */
type Next = 'begin' | 'bare' | Challenge;

/**
 * What becomes of a 401. `retry`: send the request again, with what `authorize` says. `refused`: the login was read
 * and refused. `unanswered`: nothing was presented, since the phone asks for what we do not know.
 */
export type ChallengeOutcome = 'retry' | 'refused' | 'unanswered';

/**
 * One phone's HTTP authentication. Says nothing before the phone has asked, then answers its strongest challenge, and
 * tries once per command: phones lock for minutes after some wrong passwords. For one command at a time.
 */
export class Authorizer {
  readonly #credentials: Credentials;
  readonly #server: string;
  readonly #basicFirst: boolean;
  readonly #counts: NonceCounts;
  readonly #now: () => number;
  #remembered: Remembered | undefined;
  #next: Next = 'begin';
  #carried: Carried = 'nothing';
  /** The challenge that the request under way answers. */
  #answered: Remembered | undefined;
  #staleAllowed = true;
  /** Learnt: the phone takes each nonce once and does not say stale. */
  #askFirst = false;

  constructor(credentials: Credentials, options: AuthorizerOptions) {
    this.#credentials = credentials;
    this.#server = options.server;
    this.#basicFirst = options.basicFirst ?? false;
    this.#counts = options.counts ?? nonceCounts;
    this.#now = options.now ?? (() => performance.now());
  }

  /** A command begins. */
  begin(): void {
    this.#next = 'begin';
    this.#staleAllowed = true;
  }

  /** The Authorization header's value for the next request, one character per byte; undefined: send none. */
  authorize(method: string, uri: string, body: Uint8Array): string | undefined {
    const request = { method, uri, body };
    const next = this.#next;
    this.#answered = undefined;
    this.#carried = 'nothing';
    if (next === 'bare') return undefined;
    if (next !== 'begin') return this.#answer({ challenge: next, since: this.#now() }, 'login', request);
    if (this.#basicFirst) return this.#answer({ challenge: BASIC, since: this.#now() }, 'login', request);
    const remembered = this.#remembered;
    if (remembered && !this.#worthReusing(remembered)) this.#remembered = undefined;
    return this.#remembered && this.#answer(this.#remembered, 'remembered', request);
  }

  /** Takes the values of the WWW-Authenticate headers of a 401. */
  onChallenge(values: readonly string[]): ChallengeOutcome {
    const answered = this.#answered;
    const challenge = chooseChallenge(parseChallenges(values), 'strongest');
    const answerable = challenge && this.#value(challenge, PROBE, { nc: 1, cnonce: '' }) !== undefined;
    this.#forget();
    if (!answered) return answerable ? this.#retry(challenge) : 'unanswered';
    if (this.#carried === 'remembered') {
      if (!(challenge && isRenewal(challenge, answered.challenge))) this.#askFirst = true;
      return this.#retry(answerable && isOtherNonce(challenge, answered.challenge) ? challenge : 'bare');
    }
    if (this.#staleAllowed && answerable && isRenewal(challenge, answered.challenge)) {
      this.#staleAllowed = false;
      return this.#retry(challenge);
    }
    return 'refused';
  }

  /** Takes the status of any other answer; undefined: none came. Only a success makes a login worth keeping. */
  onEnd(status: number | undefined): void {
    if (this.#carried === 'remembered' && deniesReuse(status)) this.#askFirst = true;
    if (status !== undefined && status >= 200 && status < 300) this.#remembered = this.#answered ?? this.#remembered;
    else this.#forget();
  }

  /** Takes the values of Authentication-Info headers (RFC 7616 §3.5), after `onEnd`. */
  onInfo(values: readonly string[]): void {
    const remembered = this.#remembered;
    if (!remembered || values.length === 0) return;
    // The header has no scheme: lent one, it reads like a challenge.
    const nonce = parseChallenges([`Digest ${values.join(', ')}`])[0]?.params.get('nextnonce');
    const scheme = digestScheme(remembered.challenge);
    if (nonce === undefined || !scheme) return;
    const params = new Map(remembered.challenge.params).set('nonce', nonce);
    // Servers differ on whether the session key of -sess moves to the next nonce: ask them.
    this.#remembered = scheme.session ? undefined : { challenge: { scheme: 'digest', params }, since: this.#now() };
  }

  #retry(next: Next): 'retry' {
    this.#next = next;
    return 'retry';
  }

  #forget(): void {
    this.#remembered = undefined;
  }

  #worthReusing({ challenge, since }: Remembered): boolean {
    if (challenge.scheme === 'basic') return true;
    // Without qop there is no count, so servers tend to take such a nonce only once.
    const counted = digestScheme(challenge)?.qop !== undefined;
    return counted && !this.#askFirst && this.#now() - since < NONCE_AGE;
  }

  #answer(answered: Remembered, how: 'remembered' | 'login', request: DigestedRequest): string | undefined {
    const scheme = digestScheme(answered.challenge);
    const use = scheme ? this.#counts.next(this.#server, scheme.realm, scheme.nonce) : { nc: 1, cnonce: '' };
    const value = this.#value(answered.challenge, request, use);
    if (value === undefined) return undefined;
    this.#answered = answered;
    this.#carried = scheme ? how : 'login';
    return value;
  }

  #value(challenge: Challenge, request: DigestedRequest, use: { nc: number; cnonce: string }): string | undefined {
    if (challenge.scheme === 'basic') return basicAuthorization(this.#credentials);
    return digestAuthorization(challenge, request, this.#credentials, use);
  }
}

const BASIC: Challenge = { scheme: 'basic', params: new Map() };
/** Whether a challenge can be answered does not depend on the request. */
const PROBE: DigestedRequest = { method: 'GET', uri: '/', body: new Uint8Array() };
