import type { Silence } from './pnp/silence';

/** What is known of how a phone's setting up went. */
export interface PhoneRecord {
  /** When its file was fetched by GET last; milliseconds since the epoch. */
  readonly fetched?: number;
  /** From where. */
  readonly address?: string;
  /** Of what it fetched: see `OwnFile.digest`. */
  readonly digest?: string;
  /** Of ours that it came to then; undefined where a proxy stood between. */
  readonly localAddress?: string | undefined;
  readonly userAgent?: string | undefined;
  /** When it came with a token of its own, last. */
  readonly reported?: number;
  /** That token was made of the previous one, or is refused by now. */
  readonly isOld?: boolean;
  /** Another device asked for its file: 12 lower-case hex digits. */
  readonly otherMac?: string;
  /** When it asked the network for settings last, and when an offer to it was begun last. */
  readonly asked?: number;
  readonly offered?: number;
  /** Why it was not answered when it asked last. */
  readonly silence?: Silence | undefined;
}

type Fetched = Required<Pick<PhoneRecord, 'fetched' | 'address' | 'digest'>> &
  Pick<PhoneRecord, 'userAgent' | 'localAddress'>;

/** Of a record: when something happened. */
const TIMES = ['fetched', 'reported', 'asked', 'offered'] as const;

/** The most phones that are remembered: adopted ones alone are. */
export const MOST_PHONES = 10_000;

/** By MAC. */
export class Ledger {
  /** Told of each change. */
  onChange: () => void = () => {};
  /** Who was heard of last stands last. */
  readonly #records = new Map<string, PhoneRecord>();

  of(mac: string): PhoneRecord {
    return this.#records.get(mac) ?? {};
  }

  fetched(mac: string, what: Fetched): void {
    const { otherMac: _over, ...before } = this.#before(mac, what.fetched);
    this.#set(mac, { ...before, ...what });
  }

  reported(mac: string, time: number, isOld: boolean): void {
    this.#set(mac, { ...this.#before(mac, time), reported: time, isOld });
  }

  askedByOther(mac: string, otherMac: string): void {
    this.#set(mac, { ...this.of(mac), otherMac });
  }

  /** By MAC, who was silent for longest first. */
  records(): Iterable<readonly [mac: string, record: PhoneRecord]> {
    return this.#records;
  }

  /** What an earlier run of Node-RED knew, before anything is heard in this one. */
  restore(records: Iterable<readonly [mac: string, record: PhoneRecord]>): void {
    for (const [mac, record] of records) this.#put(mac, record);
  }

  asked(mac: string, time: number): void {
    this.#set(mac, { ...this.#before(mac, time), asked: time });
  }

  /** What became of the question. */
  silent(mac: string, why: Silence): void {
    this.#set(mac, { ...this.of(mac), silence: why });
  }

  offered(mac: string, time: number): void {
    this.#set(mac, { ...this.#before(mac, time), offered: time, silence: undefined });
  }

  /**
   * What was known when something happened. What seems to have happened after it happened before: the clock was set back,
   * and what a phone does from now on must not look older for that.
   */
  #before(mac: string, now: number): PhoneRecord {
    const known = this.of(mac);
    const late = TIMES.filter((name) => (known[name] ?? now) > now);
    // Told of each event.
    if (late.length === 0) return known;
    return { ...known, ...Object.fromEntries(late.map((name) => [name, now - 1])) };
  }

  #set(mac: string, record: PhoneRecord): void {
    this.#put(mac, record);
    this.onChange();
  }

  #put(mac: string, record: PhoneRecord): void {
    this.#records.delete(mac);
    if (this.#records.size >= MOST_PHONES) this.#records.delete(this.#records.keys().next().value ?? '');
    this.#records.set(mac, record);
  }
}
