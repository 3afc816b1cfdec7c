/** Different wrong keys within a minute, after which an address is known to try them. */
export const MOST_KEYS = 20;
const MINUTE = 60_000;
const TEN_MINUTES = 600_000;

export interface GuessingLimits {
  /** Addresses that are remembered; beyond it who was quiet for longest is forgotten. */
  readonly addresses: number;
}

interface Tries {
  /** By key, when it was tried; milliseconds. */
  readonly keys: Map<string, number>;
  lockedUntil: number;
}

/** Who tries keys of files. All times are milliseconds of a clock that only goes forward. */
export class Guessing {
  readonly #limits: GuessingLimits;
  readonly #tries = new Map<string, Tries>();

  constructor(limits: GuessingLimits = { addresses: 2000 }) {
    this.#limits = limits;
  }

  /** A key was nobody's. @param key as it came: any text */
  note(address: string, key: string, now: number): void {
    const tries = this.#tries.get(address) ?? {
      keys: new Map<string, number>(),
      lockedUntil: Number.NEGATIVE_INFINITY,
    };
    // A Map hands its keys out in the order they were set in.
    this.#tries.delete(address);
    if (this.#tries.size >= this.#limits.addresses) this.#tries.delete(this.#tries.keys().next().value ?? '');
    this.#tries.set(address, tries);
    if (now < tries.lockedUntil) return;
    for (const [known, at] of tries.keys) if (now - at >= MINUTE) tries.keys.delete(known);
    tries.keys.set(key.slice(0, 40), now);
    if (tries.keys.size < MOST_KEYS) return;
    tries.keys.clear();
    tries.lockedUntil = now + TEN_MINUTES;
  }

  isLocked(address: string, now: number): boolean {
    return now < (this.#tries.get(address)?.lockedUntil ?? Number.NEGATIVE_INFINITY);
  }

  /** Who is locked, with the milliseconds that are left. */
  locked(now: number): { readonly address: string; readonly left: number }[] {
    return [...this.#tries].flatMap(([address, { lockedUntil }]) =>
      now < lockedUntil ? [{ address, left: lockedUntil - now }] : [],
    );
  }
}
