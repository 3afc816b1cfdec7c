import { askedFor } from '../authentication/asked';
import type { ChallengeOutcome } from '../authentication/authorizer';
import { type Challenge, parseChallenges } from '../authentication/challenge';
import { chooseChallenge } from '../authentication/choice';
import { digestAuthorization, digestScheme } from '../authentication/digest';
import type { NonceCounts, NonceUse } from '../authentication/nonce-counts';
import { deniesReuse, isOtherNonce, isRenewal } from '../authentication/renewal';
import type { Login, NonceCache, ProtectionSpace } from './nonces';
import type { CheckedRequest } from './notify';
import type { SipResponse } from './response';

type Kind = ProtectionSpace['kind'];

const CHALLENGE_HEADER = { Authorization: 'www-authenticate', 'Proxy-Authorization': 'proxy-authenticate' } as const;
const KINDS = ['Proxy-Authorization', 'Authorization'] as const;
/** How often a command believes that only its nonce was stale. */
const RENEWALS = 3;

interface Answered {
  readonly kind: Kind;
  readonly realm: string;
  readonly login: Login;
  /** Taken from the cache: a refusal may only mean that the nonce has died. */
  readonly remembered: boolean;
}

/** What the logins of all commands share. */
export interface Nonces {
  readonly cache: NonceCache;
  readonly counts: NonceCounts;
  /** A clock in milliseconds that only goes forward. */
  readonly now: () => number;
}

/** The next hop, as nonces are kept for it. */
export interface Hop {
  /** Address and port: who gives the nonces. */
  readonly server: string;
  readonly transport: string;
}

/** One command's dealings with the challenges of one next hop: proxies and the phone may each ask, one after the other. */
export class Authorization {
  readonly #request: CheckedRequest;
  readonly #hop: Hop;
  readonly #nonces: Nonces;
  readonly #answered = new Map<string, Answered>();
  #renewals = RENEWALS;

  constructor(request: CheckedRequest, hop: Hop, nonces: Nonces) {
    this.#request = request;
    this.#hop = hop;
    this.#nonces = nonces;
    if (!request.username) return;
    for (const kind of KINDS) {
      for (const [realm, login] of nonces.cache.find(this.#space(kind)))
        this.#answer({ kind, realm, login, remembered: true });
    }
  }

  /** The header lines for the next request, one character per byte; each use of a nonce is counted (RFC 7616 section 3.4). */
  headers(): string[] {
    return [...this.#answered.values()].flatMap(({ kind, login: { challenge } }) => {
      const scheme = digestScheme(challenge);
      const use = scheme && this.#nonces.counts.next(this.#hop.server, scheme.realm, scheme.nonce);
      const value = use && this.#digest(challenge, use);
      return value === undefined ? [] : [`${kind}: ${value}`];
    });
  }

  /** Takes the challenges of a 401 or 407: whether a request with `headers()` has a chance, else what became of the login. */
  take(response: SipResponse): ChallengeOutcome {
    if (!this.#request.username) return 'unanswered';
    let isWorthIt = false;
    for (const [kind, realm, challenge] of this.#answerable(response)) {
      const earlier = this.#answered.get(`${kind} ${realm}`);
      if (!earlier || earlier.remembered) {
        if (earlier) this.#forget(earlier);
        // The same nonce again, though it was refused: perhaps a request without it gets a better one.
        if (!earlier || isOtherNonce(challenge, earlier.login.challenge)) this.#begin(kind, realm, challenge);
        isWorthIt = true;
      } else if (this.#renewals > 0 && isRenewal(challenge, earlier.login.challenge)) {
        this.#renewals -= 1;
        this.#begin(kind, realm, challenge);
        isWorthIt = true;
      } else {
        // The credentials were read and refused; a phone may lock out who insists.
        this.failed();
        return 'refused';
      }
    }
    if (isWorthIt) return 'retry';
    const remembered = [...this.#answered.values()].filter((answered) => answered.remembered);
    for (const answered of remembered) this.#forget(answered);
    if (remembered.length > 0) return 'retry';
    const asking: Kind = response.status === 407 ? 'Proxy-Authorization' : 'Authorization';
    return [...this.#answered.values()].some(({ kind }) => kind === asking) ? 'refused' : 'unanswered';
  }

  /** What a 401 or 407 asks for, in words fit for a message. */
  asked(response: SipResponse): string[] {
    return askedFor(KINDS.flatMap((kind) => response.headers.get(CHALLENGE_HEADER[kind]) ?? []));
  }

  /** The request was obeyed: its logins are good for the next. */
  accepted(): void {
    for (const { kind, realm, login } of this.#answered.values()) {
      // Without qop there is no count, so servers tend to take such a nonce only once.
      if (digestScheme(login.challenge)?.qop)
        this.#nonces.cache.store(this.#space(kind), realm, login, this.#request.owner);
    }
  }

  /** The request brought anything but success, or no answer: a nonce that was remembered may be the reason. */
  failed(status?: number): void {
    for (const answered of [...this.#answered.values()]) {
      if (answered.remembered && deniesReuse(status)) this.#nonces.cache.distrust(this.#space(answered.kind));
      this.#forget(answered);
    }
  }

  /** The challenges of a response that can be answered, one for each kind and realm. */
  #answerable(response: SipResponse): [Kind, realm: string, Challenge][] {
    return KINDS.flatMap((kind) => {
      const challenges = parseChallenges(response.headers.get(CHALLENGE_HEADER[kind]) ?? []);
      return [...new Set(challenges.map(realmOf))].flatMap((realm): [Kind, string, Challenge][] => {
        const challenge = chooseChallenge(
          challenges.filter((candidate) => realmOf(candidate) === realm),
          'first',
        );
        const probe = { nc: 1, cnonce: '' };
        return challenge && this.#digest(challenge, probe) !== undefined ? [[kind, realm, challenge]] : [];
      });
    });
  }

  #begin(kind: Kind, realm: string, challenge: Challenge): void {
    const login = { challenge, since: this.#nonces.now(), isForgotten: false };
    this.#answer({ kind, realm, login, remembered: false });
  }

  #answer(answered: Answered): void {
    this.#answered.set(`${answered.kind} ${answered.realm}`, answered);
  }

  #forget({ kind, realm, login }: Answered): void {
    this.#nonces.cache.forget(this.#space(kind), realm, login);
    this.#answered.delete(`${kind} ${realm}`);
  }

  #space(kind: Kind): ProtectionSpace {
    const { server, transport } = this.#hop;
    return { kind, hop: `${transport} ${server}`, user: this.#request.username, uri: this.#request.uri.text };
  }

  #digest(challenge: Challenge, use: NonceUse): string | undefined {
    const { method, uri, body, username, password } = this.#request;
    const signed = { method, uri: uri.text, body: Buffer.from(body, 'utf8') };
    return digestAuthorization(challenge, signed, { username, password }, use);
  }
}

function realmOf(challenge: Challenge): string {
  return challenge.params.get('realm') ?? '';
}
