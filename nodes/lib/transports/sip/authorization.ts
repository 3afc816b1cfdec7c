import { randomUUID } from 'node:crypto';
import { type Challenge, parseChallenges } from '../authentication/challenge';
import { chooseChallenge } from '../authentication/choice';
import { digestAuthorization, digestScheme } from '../authentication/digest';
import type { Login, NonceCache, ProtectionSpace } from './nonces';
import type { CheckedRequest } from './notify';
import type { SipResponse } from './response';

type Kind = ProtectionSpace['kind'];

const CHALLENGE_HEADER = { Authorization: 'www-authenticate', 'Proxy-Authorization': 'proxy-authenticate' } as const;
const KINDS = ['Proxy-Authorization', 'Authorization'] as const;

interface Answered {
  readonly kind: Kind;
  readonly realm: string;
  readonly login: Login;
  /** Taken from the cache: a refusal may only mean that the nonce has grown old. */
  readonly remembered: boolean;
}

/** One command's dealings with the challenges of one next hop: proxies and the phone may each ask, one after the other. */
export class Authorization {
  readonly #request: CheckedRequest;
  readonly #hop: string;
  readonly #nonces: NonceCache;
  readonly #answered = new Map<string, Answered>();

  constructor(request: CheckedRequest, hop: string, nonces: NonceCache) {
    this.#request = request;
    this.#hop = hop;
    this.#nonces = nonces;
    if (!request.username) return;
    for (const kind of KINDS) {
      for (const [realm, login] of nonces.find(this.#space(kind)) ?? [])
        this.#answer({ kind, realm, login, remembered: true });
    }
  }

  /** The header lines for the next request; each use of a nonce is counted (RFC 7616 section 3.4). */
  headers(): string[] {
    return [...this.#answered.values()].flatMap(({ kind, login }) => {
      login.count += 1;
      const value = this.#digest(login);
      return value === undefined ? [] : [`${kind}: ${value}`];
    });
  }

  /** Takes the challenges of a 401 or 407. @returns whether a request with `headers()` has a chance */
  take(response: SipResponse): boolean {
    if (!this.#request.username) return false;
    let isNew = false;
    for (const kind of KINDS) {
      const challenges = parseChallenges(response.headers.get(CHALLENGE_HEADER[kind]) ?? []);
      for (const realm of new Set(challenges.map(realmOf))) {
        const challenge = chooseChallenge(
          challenges.filter((candidate) => realmOf(candidate) === realm),
          'first',
        );
        const login = challenge && { challenge, cnonce: randomUUID(), count: 0 };
        if (!login || this.#digest(login) === undefined) continue;
        const earlier = this.#answered.get(`${kind} ${realm}`);
        if (earlier && !earlier.remembered && !isStale(login.challenge)) {
          // The credentials were read and refused; a phone may lock out who insists.
          this.#nonces.forget(this.#space(kind), realm);
          return false;
        }
        this.#answer({ kind, realm, login, remembered: false });
        isNew = true;
      }
    }
    return isNew;
  }

  /** The request got past every challenge: its logins are good for the next. */
  accepted(): void {
    for (const { kind, realm, login } of this.#answered.values()) {
      // Without qop there is no count, so servers tend to take such a nonce only once.
      if (digestScheme(login.challenge)?.qop) this.#nonces.store(this.#space(kind), realm, login);
    }
  }

  #answer(answered: Answered): void {
    this.#answered.set(`${answered.kind} ${answered.realm}`, answered);
  }

  #space(kind: Kind): ProtectionSpace {
    return { kind, hop: this.#hop, user: this.#request.username, uri: this.#request.uri.text };
  }

  #digest({ challenge, cnonce, count }: Login): string | undefined {
    const { method, uri, body, username, password } = this.#request;
    const signed = { method, uri: uri.text, body: Buffer.from(body, 'utf8') };
    return digestAuthorization(challenge, signed, { username, password }, { nc: count, cnonce });
  }
}

function realmOf(challenge: Challenge): string {
  return challenge.params.get('realm') ?? '';
}

function isStale(challenge: Challenge): boolean {
  return challenge.params.get('stale')?.toLowerCase() === 'true';
}
