import { randomBytes } from 'node:crypto';
import type { Neighbours } from './neighbours';

/** How long a key is taken, in milliseconds. */
const TEN_MINUTES = 600_000;
const MOST = 10_000;

interface OfferKey {
  readonly key: string;
  readonly mac: string;
  readonly listenerId: string;
  readonly address: string;
  until: number;
}

/**
 * Keys of offered files. An address says little of who asks first from it; once a connection has come from there, the
 * system knows whose hardware it is. All times are milliseconds of a clock that only goes forward.
 */
export class OfferKeys {
  readonly #byKey = new Map<string, OfferKey>();
  readonly #neighbours: Neighbours;
  /** One for each phone and address: who asks again gets no more of them. */
  readonly #byAsker = new Map<string, OfferKey>();

  constructor(neighbours: Neighbours) {
    this.#neighbours = neighbours;
  }

  /** @returns 22 characters, taken from this address for ten minutes */
  make(listenerId: string, mac: string, address: string, now: number): string {
    const asker = `${mac} ${address} ${listenerId}`;
    const known = this.#byAsker.get(asker);
    const isTaken = known !== undefined && now < known.until;
    const fresh = { key: randomBytes(16).toString('base64url'), mac, listenerId, address, until: 0 };
    const offer = isTaken ? known : fresh;
    if (known && !isTaken) this.#byKey.delete(known.key);
    offer.until = now + TEN_MINUTES;
    // Last, as the one that ends last.
    this.#byAsker.delete(asker);
    this.#byAsker.set(asker, offer);
    this.#byKey.set(offer.key, offer);
    for (const [oldest, { key, until }] of this.#byAsker) {
      if (now < until && this.#byAsker.size <= MOST) break;
      this.#byAsker.delete(oldest);
      this.#byKey.delete(key);
    }
    return offer.key;
  }

  /**
   * @returns 12 lower-case hex digits; undefined for a key of nobody's, of another listener's, or from elsewhere: another
   *   address, or another device's hardware
   */
  macOf(key: string, listenerId: string, address: string, now: number): string | undefined {
    const offer = this.#byKey.get(key);
    if (!offer || offer.listenerId !== listenerId || offer.address !== address || now >= offer.until) return undefined;
    const { mac } = offer;
    return (this.#neighbours.macAt(address, true) ?? mac) === mac ? mac : undefined;
  }
}
