import { CLOCKS, type Clocks } from '../calls/clocks';
import type { PhoneRow } from './overview-row';

/** What has changed, for everybody who looks: by comms, which ask for no more than the right to see statuses. */
export type OverviewNews =
  | {
      readonly revision: number;
      readonly phones: readonly PhoneRow[];
      /** Ids of phones that are deployed no more. */
      readonly gone: readonly string[];
      /** How many phones reported and have no node. */
      readonly strangers: number;
    }
  /** So many that it is better to ask for all. */
  | { readonly revision: number; readonly isMuch: true };

export interface OverviewOptions {
  /** The row of a deployed phone as it is now; undefined: none with this id is deployed. */
  readonly row: (id: string) => PhoneRow | undefined;
  /** Of all deployed phones. */
  readonly ids: () => Iterable<string>;
  readonly strangers: () => number;
  /** Whose timers keep no process alive. */
  readonly clocks?: Pick<Clocks, 'now' | 'timer'>;
  /** Told what a row or a publication threw. */
  readonly fault?: (error: unknown) => void;
}

/** What was published of a phone last. */
interface Told {
  /** The row but for `seen`. */
  readonly text: string;
  readonly seen: string | undefined;
  readonly at: number;
}

/** Milliseconds from one publication to the next, at least: four a second. */
const INTERVAL = 250;
/** What comes together goes together: one event changes several things. */
const SOON = 20;
/** A phone that was only seen again is told about so often. */
const SEEN_PACE = 60_000;
/** Days of silence and addresses that were forgotten come by no event. */
const LOOK_PACE = 3_600_000;
const MOST_ROWS = 500;
/** Of more phones at once not even the rows are made. */
const MOST_LOOKED_AT = 2000;

/** Tells who looks at the phones of what has changed. Being told that something has costs a set's entry; rows are made when they are sent. */
export class Overview {
  /** Set by whoever can reach editors. */
  publish: (news: OverviewNews) => void = () => {};
  readonly #options: OverviewOptions;
  readonly #clocks: Pick<Clocks, 'now' | 'timer'>;
  /** Groups of nodes, each the phone that they are. */
  readonly #touched = new Set<ReadonlyMap<string, unknown>>();
  readonly #marked = new Set<string>();
  readonly #told = new Map<string, Told>();
  readonly #later = new Map<string, () => void>();
  #isAllMarked = false;
  #hasStrangerNews = false;
  #strangersTold = 0;
  #isHolding = false;
  #revision = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;
  #endLook: (() => void) | undefined;

  constructor(options: OverviewOptions) {
    this.#options = options;
    this.#clocks = options.clocks ?? CLOCKS;
  }

  /** Of the last publication. */
  get revision(): number {
    return this.#revision;
  }

  /** Something of a phone has changed. @param nodes its nodes by id: the same object each time */
  touch(nodes: ReadonlyMap<string, unknown>): void {
    this.#touched.add(nodes);
    if (!this.#cancel) this.#schedule();
  }

  /** The same of one node. */
  mark(id: string): void {
    this.#marked.add(id);
    this.#schedule();
  }

  /** Something of it will change by itself. @param milliseconds from now; of several the last counts */
  markLater(id: string, milliseconds: number): void {
    this.#later.get(id)?.();
    const cancel = this.#clocks.timer(milliseconds, () => {
      this.#later.delete(id);
      this.mark(id);
    });
    this.#later.set(id, cancel);
  }

  /** A phone reported that has no node. */
  strangerSeen(): void {
    this.#hasStrangerNews = true;
    this.#schedule();
  }

  /** Nodes are closed from now on, and others will follow: what is missing meanwhile is not gone. */
  hold(): void {
    this.#isHolding = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** The nodes of the new flows stand: whatever a deploy may have changed is looked at. */
  release(): void {
    this.#isHolding = false;
    this.#isAllMarked = true;
    this.#schedule();
  }

  /** The flows have stopped. Nothing is left but what was told. */
  stop(): void {
    this.#isHolding = false;
    this.#isAllMarked = true;
    this.#flush();
    this.#endLook?.();
    this.#endLook = undefined;
    for (const cancel of this.#later.values()) cancel();
    this.#later.clear();
  }

  #schedule(): void {
    if (this.#cancel || this.#isHolding) return;
    const wait = Math.max(SOON, this.#lastAt + INTERVAL - this.#clocks.now());
    this.#cancel = this.#clocks.timer(Math.ceil(wait), () => this.#flush());
  }

  #flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#lastAt = this.#clocks.now();
    try {
      const news = this.#news(this.#take());
      if (news) this.publish(news);
    } catch (error) {
      this.#options.fault?.(error);
    }
    this.#lookAgain();
  }

  /** The ids of all that may have changed. */
  #take(): ReadonlySet<string> {
    const ids = new Set(this.#marked);
    for (const nodes of this.#touched) for (const id of nodes.keys()) ids.add(id);
    if (this.#isAllMarked) {
      for (const id of this.#options.ids()) ids.add(id);
      for (const id of this.#told.keys()) ids.add(id);
    }
    this.#marked.clear();
    this.#touched.clear();
    this.#isAllMarked = false;
    return ids;
  }

  #news(ids: ReadonlySet<string>): OverviewNews | undefined {
    const phones: PhoneRow[] = [];
    const gone: string[] = [];
    const isMuch = ids.size > MOST_LOOKED_AT;
    for (const id of ids) {
      const row = isMuch ? undefined : this.#options.row(id);
      if (row && this.#isNews(row)) phones.push(row);
      else if (!row && this.#forget(id)) gone.push(id);
    }
    // Those were not looked at: what is told of them next is news in any case.
    if (isMuch)
      for (const id of this.#options.ids()) this.#told.set(id, { text: '', seen: undefined, at: this.#lastAt });
    const strangers = this.#hasStrangerNews ? this.#options.strangers() : this.#strangersTold;
    const hasStrangerNews = strangers !== this.#strangersTold;
    this.#hasStrangerNews = false;
    this.#strangersTold = strangers;
    if (!isMuch && phones.length === 0 && gone.length === 0 && !hasStrangerNews) return undefined;
    this.#revision += 1;
    const { revision } = this;
    return isMuch || phones.length > MOST_ROWS ? { revision, isMuch: true } : { revision, phones, gone, strangers };
  }

  /** Whether there is more to tell than that it was seen a moment ago; then it counts as told. */
  #isNews(row: PhoneRow): boolean {
    const { seen, ...rest } = row;
    const text = JSON.stringify(rest);
    const before = this.#told.get(row.id);
    if (before?.text === text) {
      if (before.seen === seen) return false;
      const wait = before.at + SEEN_PACE - this.#lastAt;
      if (wait > 0) {
        if (!this.#later.has(row.id)) this.markLater(row.id, wait);
        return false;
      }
    }
    this.#told.set(row.id, { text, seen, at: this.#lastAt });
    return true;
  }

  #forget(id: string): boolean {
    this.#later.get(id)?.();
    this.#later.delete(id);
    return this.#told.delete(id);
  }

  /** One timer for all, while there is a phone. */
  #lookAgain(): void {
    if (this.#told.size === 0) {
      this.#endLook?.();
      this.#endLook = undefined;
      return;
    }
    this.#endLook ??= this.#clocks.timer(LOOK_PACE, () => {
      this.#endLook = undefined;
      this.#isAllMarked = true;
      this.#schedule();
    });
  }
}
