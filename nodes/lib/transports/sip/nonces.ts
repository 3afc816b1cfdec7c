import type { Challenge } from '../authentication/challenge';
import { NONCE_AGE } from '../authentication/renewal';

/** A challenge that a command has met, or a command before it. */
export interface Login {
  readonly challenge: Challenge;
  /** When its nonce came, in milliseconds. */
  readonly since: number;
  /** A request with its nonce brought no success: no command that is still under way may store it again. */
  isForgotten: boolean;
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

interface Stored {
  readonly login: Login;
  /** The phones that used it. */
  readonly owners: WeakSet<object>;
}

const REMEMBERED = 1000;

/** Logins that were accepted, for use in the next request: it then needs no round of its own for the challenge. */
export class NonceCache {
  readonly #now: () => number;
  readonly #logins = new Map<string, Map<string, Stored>>();
  /** Where a nonce that was remembered cost a command: each asks first there. */
  readonly #once = new Set<string>();

  /** @param now a clock in milliseconds that only goes forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** By realm; several proxies on the way may each want one. Those that grew old are left out. */
  find(space: ProtectionSpace): ReadonlyMap<string, Login> {
    const found = new Map<string, Login>();
    for (const [realm, { login }] of this.#logins.get(keyOf(space)) ?? []) {
      if (this.#now() - login.since < NONCE_AGE) found.set(realm, login);
    }
    return found;
  }

  /** @param owner the phone whose command was let in */
  store(space: ProtectionSpace, realm: string, login: Login, owner: object | undefined): void {
    const key = keyOf(space);
    if (login.isForgotten || this.#once.has(key)) return;
    const realms = this.#logins.get(key) ?? new Map<string, Stored>();
    if (realms.size >= 5 && !realms.has(realm)) realms.clear();
    const stored = realms.get(realm);
    const owners = stored?.login === login ? stored.owners : new WeakSet<object>();
    if (owner) owners.add(owner);
    realms.set(realm, { login, owners });
    // Put last: the longest unused go first.
    this.#logins.delete(key);
    this.#logins.set(key, realms);
    if (this.#logins.size > REMEMBERED) this.#logins.delete(this.#logins.keys().next().value ?? '');
  }

  forget(space: ProtectionSpace, realm: string, login: Login): void {
    login.isForgotten = true;
    const realms = this.#logins.get(keyOf(space));
    // Another command may have brought a newer one meanwhile.
    if (realms?.get(realm)?.login === login) realms.delete(realm);
  }

  /** Nonces are not remembered there any more. */
  distrust(space: ProtectionSpace): void {
    if (this.#once.size >= REMEMBERED) this.#once.clear();
    this.#once.add(keyOf(space));
  }

  /** The phone was deployed anew or removed: what it used begins anew. */
  forgetOwner(owner: object): void {
    this.#once.clear();
    for (const [key, realms] of this.#logins) {
      for (const [realm, { login, owners }] of realms) {
        if (!owners.has(owner)) continue;
        login.isForgotten = true;
        realms.delete(realm);
      }
      if (realms.size === 0) this.#logins.delete(key);
    }
  }
}

function keyOf({ kind, hop, user, uri }: ProtectionSpace): string {
  return [kind, hop, user, kind === 'Authorization' ? uri : ''].join('\n');
}
