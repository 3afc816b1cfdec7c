import { randomBytes } from 'node:crypto';
import { type Credentials, type DigestAlgorithm, digestParameters, digestResponse } from './digest';

export interface Protection extends Credentials {
  readonly scheme: 'basic' | 'digest';
  readonly realm?: string;
  readonly algorithm?: DigestAlgorithm;
  /** Digest without qop, as RFC 2069 servers are. */
  readonly noQop?: boolean;
  /** A nonce goes stale after so many requests; absent: never. */
  readonly nonceUses?: number;
}

export type Admission = { readonly granted: true } | { readonly granted: false; readonly challenge: string };

/** Asks for user name and password, and checks them: nothing is granted without, a used-up nonce is challenged as stale. */
export class Gatekeeper {
  readonly #uses = new Map<string, number>();
  /** How often somebody came with a wrong password: real phones lock after a few. */
  failures = 0;

  constructor(readonly protection: Protection) {}

  get #realm(): string {
    return this.protection.realm ?? 'VoIP Phone';
  }

  admit(method: string, uri: string, authorization: string | undefined): Admission {
    if (authorization === undefined) return this.#challenge();
    const granted =
      this.protection.scheme === 'basic' ? this.#basic(authorization) : this.#digest(method, uri, authorization);
    if (granted === 'stale') return this.#challenge(true);
    if (!granted) this.failures += 1;
    return granted ? { granted } : this.#challenge();
  }

  #challenge(stale = false): Admission {
    if (this.protection.scheme === 'basic') return { granted: false, challenge: `Basic realm="${this.#realm}"` };
    const nonce = randomBytes(12).toString('hex');
    this.#uses.set(nonce, 0);
    const { algorithm = 'MD5', noQop } = this.protection;
    const rest = `${noQop ? '' : ', qop="auth"'}${stale ? ', stale=true' : ''}`;
    return {
      granted: false,
      challenge: `Digest realm="${this.#realm}", nonce="${nonce}", algorithm=${algorithm}${rest}`,
    };
  }

  #basic(authorization: string): boolean {
    const { username, password } = this.protection;
    return authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  #digest(method: string, uri: string, authorization: string): boolean | 'stale' {
    const given = digestParameters(authorization.replace(/^Digest\s+/i, ''));
    const { username, password, algorithm = 'MD5', noQop } = this.protection;
    const nonce = given.get('nonce') ?? '';
    const count = Number.parseInt(given.get('nc') ?? '', 16);
    const expected = digestResponse({
      username,
      password,
      algorithm,
      realm: this.#realm,
      nonce,
      method,
      uri: given.get('uri') ?? '',
      ...(!noQop && { qop: given.get('qop'), nc: given.get('nc'), cnonce: given.get('cnonce') }),
    });
    if (!noQop && given.get('qop') !== 'auth') return false;
    if (given.get('username') !== username || given.get('uri') !== uri || given.get('response') !== expected)
      return false;
    const uses = this.#uses.get(nonce);
    // The count must rise with each use of a nonce (RFC 7616 section 3.3): a repeated one is a replay.
    if (uses === undefined || (!noQop && count <= uses)) return 'stale';
    if (uses >= (this.protection.nonceUses ?? Number.POSITIVE_INFINITY)) return 'stale';
    this.#uses.set(nonce, noQop ? uses + 1 : count);
    return true;
  }
}
