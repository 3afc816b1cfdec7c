import { createHash, randomBytes } from 'node:crypto';
import { canDerive, fileKey } from '../derived-keys';

/** A secret that keys are made of; `until`, in milliseconds since the epoch, it is taken. */
export interface KeySecret {
  readonly secret: string;
  readonly until?: number;
}

/** What addresses of files are made of: the listener's own key, else its tokens. */
export function keySecrets(
  setupKey: string,
  token: string,
  previous: { readonly token: string; readonly until: number } | undefined,
): KeySecret[] {
  if (setupKey !== '') return [{ secret: setupKey }];
  return [{ secret: token }, ...(previous ? [{ secret: previous.token, until: previous.until }] : [])];
}

interface Lock {
  readonly mac: string;
  readonly until: number;
}

/**
 * Whose file a key opens. Keys are found by their digest, which says nothing of how much of a wrong one is right; the
 * table is made anew when the adopted phones change, so that a request costs one digest.
 */
export class KeyRing {
  readonly #secrets: readonly KeySecret[];
  readonly #salt = randomBytes(16);
  #version: number | undefined;
  #locks = new Map<string, Lock>();

  constructor(secrets: readonly KeySecret[]) {
    this.#secrets = secrets.filter(({ secret }) => canDerive(secret));
  }

  /**
   * @param macs of the phones, asked for where `version` is another one than last time
   * @param now milliseconds since the epoch
   * @returns 12 lower-case hex digits; undefined for a key of nobody's
   */
  macOf(key: string, macs: () => Iterable<string>, version: number, now: number): string | undefined {
    if (version !== this.#version) {
      this.#locks = this.#made(macs());
      this.#version = version;
    }
    const lock = this.#locks.get(this.#digest(key));
    return lock && now < lock.until ? lock.mac : undefined;
  }

  #made(macs: Iterable<string>): Map<string, Lock> {
    const locks = new Map<string, Lock>();
    for (const mac of macs) {
      for (const { secret, until = Number.POSITIVE_INFINITY } of this.#secrets)
        locks.set(this.#digest(fileKey(secret, mac)), { mac, until });
    }
    return locks;
  }

  #digest(key: string): string {
    return createHash('sha256').update(this.#salt).update(key, 'latin1').digest('base64');
  }
}
