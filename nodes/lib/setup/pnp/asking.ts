import type { Subscribe } from './subscribe';

/** Who asked the network for settings. Times are milliseconds since the epoch. */
export interface Asked extends Pick<Subscribe, 'mac' | 'vendor' | 'model' | 'version'> {
  /** Where its last question came from. */
  readonly address: string;
  readonly first: number;
  readonly last: number;
}

/** More phones than a network has that is one for multicast. */
export const MOST_ASKING = 2000;

/** By MAC, the longest silent first: it makes room. */
export class Asking {
  readonly #asked = new Map<string, Asked>();

  note({ mac, vendor, model, version }: Subscribe, address: string, now: number): void {
    const { first } = this.#asked.get(mac) ?? { first: now };
    // A Map hands its keys out in the order in which they were set.
    this.#asked.delete(mac);
    if (this.#asked.size >= MOST_ASKING) this.#asked.delete(this.#asked.keys().next().value ?? '');
    this.#asked.set(mac, { mac, vendor, model, version, address, first, last: now });
  }

  of(mac: string): Asked | undefined {
    return this.#asked.get(mac);
  }

  all(): Iterable<Asked> {
    return this.#asked.values();
  }
}
