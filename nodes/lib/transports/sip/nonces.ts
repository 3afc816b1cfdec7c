import type { Challenge } from '../authentication/challenge';

/** A challenge that was met, and how often its nonce was used. */
export interface Login {
  readonly challenge: Challenge;
  /** One for the challenge: RFC 7616 section 3.4.2 binds the key of -sess to the first. */
  readonly cnonce: string;
  count: number;
}

/** Who asked whom for which login. */
export interface ProtectionSpace {
  readonly kind: 'Authorization' | 'Proxy-Authorization';
  /** Transport, address and port of the next hop. */
  readonly hop: string;
  readonly user: string;
  /** A phone's own challenge is good for that phone alone, a proxy's for all behind it (RFC 3261 sections 22.2, 22.3). */
  readonly uri: string;
}

const REMEMBERED = 1000;

/** Logins that were accepted, for use in the next request: it then needs no round of its own for the challenge. */
export class NonceCache {
  readonly #logins = new Map<string, Map<string, Login>>();

  /** By realm; several proxies on the way may each want one. */
  find(space: ProtectionSpace): ReadonlyMap<string, Login> | undefined {
    return this.#logins.get(keyOf(space));
  }

  store(space: ProtectionSpace, realm: string, login: Login): void {
    const key = keyOf(space);
    const realms = this.#logins.get(key) ?? new Map<string, Login>();
    if (realms.size >= 5 && !realms.has(realm)) realms.clear();
    realms.set(realm, login);
    // Put last: the longest unused go first.
    this.#logins.delete(key);
    this.#logins.set(key, realms);
    if (this.#logins.size > REMEMBERED) this.#logins.delete(this.#logins.keys().next().value ?? '');
  }

  forget(space: ProtectionSpace, realm: string): void {
    this.#logins.get(keyOf(space))?.delete(realm);
  }
}

function keyOf({ kind, hop, user, uri }: ProtectionSpace): string {
  return [kind, hop, user, kind === 'Authorization' ? uri : ''].join('\n');
}
