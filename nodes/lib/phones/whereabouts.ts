/** Whether an address counts as a phone's: `held`, or why not (any more). */
export type Hold = 'held' | 'taken' | 'shared' | 'old';

export interface Whereabout {
  readonly address: string;
  readonly hold: Hold;
}

/** A place that a phone has, to be kept. */
export interface AgedPlace {
  readonly address: string;
  /** Milliseconds since the last event or answer from there. */
  readonly heard: number;
  /** Milliseconds since it was found to be several phones'. */
  readonly shared?: number;
  /** No phone has the MAC. */
  readonly isStranger: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A learned address holds so long after the last event or answer from there. */
const HOLDS = 7 * DAY;

/** More addresses, and more changes of owner, than phones of one installation have; the longest unused go. */
const MOST_ADDRESSES = 10_000;
const MOST_CHANGES = 20_000;
/** MACs that reported and that no phone has. */
const MOST_STRANGERS = 1000;

interface Holder {
  /** Undefined: the owner has moved on. */
  owner: string | undefined;
  /** Of the last event or answer from there. */
  heard: number;
  /** Of the last change of owner, while the address counts as a router's. */
  sharedSince: number | undefined;
}

/**
 * Where phones are by their own proved events: each address is one phone's at a time. An address that returns within a
 * day to a phone from which another has taken it is a router's (NAT, Docker's bridge), behind which both stand: nobody's
 * until a day has passed without a change.
 */
export class Whereabouts {
  readonly #now: () => number;
  readonly #holders = new Map<string, Holder>();
  /** MAC → address of its last event. */
  readonly #known = new Map<string, string>();
  readonly #strangers = new Map<string, string>();
  /** `address MAC` → when the address was taken from the MAC. */
  readonly #taken = new Map<string, number>();

  /** @param now a clock in milliseconds that only goes forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A phone of this MAC exists from now on: it inherits what the stranger showed, and is not forgotten for others. */
  welcome(mac: string): void {
    const address = this.#strangers.get(mac);
    if (address === undefined) return;
    this.#strangers.delete(mac);
    this.#known.set(mac, address);
  }

  /** A proved event of a phone came from there. @returns the MAC that has lost the address by it */
  claim(mac: string, address: string, isStranger: boolean): string | undefined {
    const now = this.#now();
    const before = this.of(mac)?.address;
    if (before !== undefined && before !== address) this.#leave(mac, before);
    if (isStranger) remember(this.#strangers, mac, address, MOST_STRANGERS);
    else this.#known.set(mac, address);

    const holder = this.#holders.get(address) ?? { owner: mac, heard: now, sharedSince: undefined };
    const loser = holder.owner === mac ? undefined : holder.owner;
    if (holder.owner === mac) {
      if (!isWithin(DAY, holder.sharedSince, now)) holder.sharedSince = undefined;
    } else {
      if (holder.owner !== undefined) remember(this.#taken, `${address} ${holder.owner}`, now, MOST_CHANGES);
      const returns = isWithin(DAY, this.#taken.get(`${address} ${mac}`), now);
      if (returns || isWithin(DAY, holder.sharedSince, now)) holder.sharedSince = now;
      else holder.sharedSince = undefined;
      holder.owner = mac;
    }
    holder.heard = now;
    remember(this.#holders, address, holder, MOST_ADDRESSES);
    return loser;
  }

  /** The phone answered from there. */
  confirm(mac: string, address: string): void {
    const holder = this.#holders.get(address);
    if (holder?.owner === mac) holder.heard = this.#now();
  }

  /** Where the phone's last event came from, and whether that counts. */
  of(mac: string): Whereabout | undefined {
    const address = this.#known.get(mac) ?? this.#strangers.get(mac);
    if (address === undefined) return undefined;
    const holder = this.#holders.get(address);
    const now = this.#now();
    if (!holder) return { address, hold: 'old' };
    if (isWithin(DAY, holder.sharedSince, now)) return { address, hold: 'shared' };
    if (holder.owner !== mac) return { address, hold: 'taken' };
    return { address, hold: isWithin(HOLDS, holder.heard, now) ? 'held' : 'old' };
  }

  /** Milliseconds since the last event or answer from where the phone was learned to be; undefined: it is nowhere. */
  silence(mac: string): number | undefined {
    const place = this.of(mac);
    const holder = place?.hold === 'held' ? this.#holders.get(place.address) : undefined;
    return holder && this.#now() - holder.heard;
  }

  /** Every place that somebody has, as it is to be kept; ages in milliseconds. */
  *places(): Generator<readonly [mac: string, place: AgedPlace]> {
    const now = this.#now();
    for (const [address, { owner, heard, sharedSince }] of this.#holders) {
      if (owner === undefined || !isWithin(HOLDS, heard, now)) continue;
      const shared = isWithin(DAY, sharedSince, now) && sharedSince !== undefined ? { shared: now - sharedSince } : {};
      yield [owner, { address, heard: now - heard, ...shared, isStranger: this.#strangers.has(owner) }];
    }
  }

  /** As `places` gave it, before this process began; what was learned since is newer. */
  restore(mac: string, { address, heard, shared, isStranger }: AgedPlace): void {
    const now = this.#now();
    if (this.of(mac) || this.#holders.has(address)) return;
    if (isStranger) remember(this.#strangers, mac, address, MOST_STRANGERS);
    else this.#known.set(mac, address);
    const holder = { owner: mac, heard: now - heard, sharedSince: shared === undefined ? undefined : now - shared };
    remember(this.#holders, address, holder, MOST_ADDRESSES);
  }

  /** The MAC whose address this is. */
  ownerOf(address: string): string | undefined {
    const owner = this.#holders.get(address)?.owner;
    return owner !== undefined && this.of(owner)?.hold === 'held' ? owner : undefined;
  }

  /** Who leaves by himself loses nothing to others: the address is free, and may be his again. */
  #leave(mac: string, address: string): void {
    const holder = this.#holders.get(address);
    if (holder?.owner === mac) holder.owner = undefined;
  }
}

function isWithin(span: number, since: number | undefined, now: number): boolean {
  return since !== undefined && now - since < span;
}

/** Puts an entry last; the first, which is the longest untouched, makes room. */
function remember<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
