import { SETTLE } from './limits';
import { addressesOf, sameParty } from './match';
import type { Call, EndedCall } from './types';

/** Where one phone picked up a caller. */
interface Pickup {
  readonly phone: string;
  readonly at: number;
  readonly remote: Call['remote'];
}

/** So many of one bucket are looked at: the newest. */
const MOST = 64;

/**
 * Who picked up whom in the last seconds, over all phones: a call that was missed here and answered there came to
 * somebody. Found by the last three digits, so that the search does not grow with the number of phones.
 */
export class Pickups {
  readonly #now: () => number;
  readonly #byTail = new Map<string, Pickup[]>();
  #sweptAt = 0;

  /** @param now a clock in milliseconds that only goes forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many are remembered. */
  get size(): number {
    let size = 0;
    for (const { length } of this.#byTail.values()) size += length;
    return size;
  }

  /** An inbound call was answered. */
  add(phone: string, call: Call): void {
    if (call.direction !== 'inbound') return;
    this.#sweep();
    const pickup: Pickup = { phone, at: this.#now(), remote: call.remote };
    for (const tail of tailsOf(call.remote)) {
      const bucket = this.#byTail.get(tail);
      if (!bucket) this.#byTail.set(tail, [pickup]);
      else if (bucket.push(pickup) > MOST) bucket.shift();
    }
  }

  /** @returns the phone other than this one that picked up the same caller within two seconds of this call's end */
  find(phone: string, { call, end }: EndedCall): string | undefined {
    let best: Pickup | undefined;
    const distance = (pickup: Pickup): number => Math.abs(pickup.at - end.at);
    for (const tail of tailsOf(call.remote)) {
      for (const pickup of this.#byTail.get(tail) ?? []) {
        if (pickup.phone === phone || distance(pickup) > SETTLE) continue;
        if (best && distance(best) <= distance(pickup)) continue;
        if (sameParty(pickup.remote, call.remote)) best = pickup;
      }
    }
    return best?.phone;
  }

  /** A phone that is gone has picked up nothing. */
  forget(phone: string): void {
    this.#keep((pickup) => pickup.phone !== phone);
  }

  clear(): void {
    this.#byTail.clear();
  }

  /** Old ones go in one pass, at most once in a while: none is looked at twice in vain. */
  #sweep(): void {
    const now = this.#now();
    if (now - this.#sweptAt < 4 * SETTLE) return;
    this.#sweptAt = now;
    this.#keep(({ at }) => now - at <= 2 * SETTLE);
  }

  #keep(wanted: (pickup: Pickup) => boolean): void {
    for (const [tail, bucket] of this.#byTail) {
      const kept = bucket.filter(wanted);
      if (kept.length === 0) this.#byTail.delete(tail);
      else if (kept.length < bucket.length) this.#byTail.set(tail, kept);
    }
  }
}

/** Numbers that are the same party end in the same three digits, where they are not equal. */
function tailsOf(remote: Call['remote']): Set<string> {
  return new Set(
    addressesOf(remote).map((text) => {
      const digits = /^[+*#\d]+$/.test(text) ? text.replace(/\D/g, '') : '';
      return digits.length >= 3 ? digits.slice(-3) : text.toLowerCase();
    }),
  );
}
