import type { CallTracker, PhoneChange, PhoneNews, RecordedCall } from './tracker';

/** Who listens to one phone, or to all. What it gets is its own. */
export interface FeedSubscriber {
  change(change: PhoneChange): void;
  record(recorded: RecordedCall): void;
  /** What was reported, before the change that it makes; shared with others, so not to be changed. */
  news?(news: PhoneNews): void;
}

interface Held {
  readonly since: number;
  readonly isRecord: boolean;
  readonly tell: () => void;
}

/** Milliseconds. Node-RED gives nodes 15 s to close; a change that is older than that is no news any more. */
const LONGEST_CHANGE = 20_000;

export interface FeedOptions {
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
  /** Told what a subscriber threw. */
  readonly fault?: (error: unknown) => void;
  /** Changes and records that are held together: nobody has 20,000 within one deploy. */
  readonly most?: number;
}

/**
 * Hands the tracker's changes and records to those who listen, by phone, at a cost that does not grow with the number of
 * listeners to other phones. While nodes are made anew it holds them back: what is sent then goes nowhere.
 */
export class StateFeed {
  readonly #tracker: CallTracker;
  readonly #now: () => number;
  readonly #fault: (error: unknown) => void;
  readonly #most: number;
  readonly #all = new Set<FeedSubscriber>();
  readonly #byNode = new Map<string, Set<FeedSubscriber>>();
  #held: Held[] = [];
  /** From the beginning, as nodes that hear may stand before those that they send to. */
  #isHolding = true;
  /** While nobody listens and nothing is held the tracker is not heard: it then makes no view of what changes. */
  #deaf: (() => void) | undefined;
  /** News are many, and few listen. */
  readonly #newsListeners = new Set<FeedSubscriber>();
  #newsDeaf: (() => void) | undefined;

  constructor(
    tracker: CallTracker,
    { now = () => performance.now(), fault = () => {}, most = 20_000 }: FeedOptions = {},
  ) {
    this.#tracker = tracker;
    this.#now = now;
    this.#fault = fault;
    this.#most = most;
    this.#hearIfWanted();
  }

  /**
   * @param nodeId of a `voip-phone`: any of the nodes that are this phone; undefined: all phones
   * @returns ends it
   */
  subscribe(nodeId: string | undefined, subscriber: FeedSubscriber): () => void {
    if (subscriber.news) this.#newsListeners.add(subscriber);
    if (nodeId === undefined) {
      this.#all.add(subscriber);
      this.#hearIfWanted();
      return () => {
        this.#all.delete(subscriber);
        this.#newsListeners.delete(subscriber);
        this.#hearIfWanted();
      };
    }
    const those = this.#byNode.get(nodeId) ?? new Set();
    this.#byNode.set(nodeId, those.add(subscriber));
    this.#hearIfWanted();
    return () => {
      those.delete(subscriber);
      this.#newsListeners.delete(subscriber);
      if (those.size === 0 && this.#byNode.get(nodeId) === those) this.#byNode.delete(nodeId);
      this.#hearIfWanted();
    };
  }

  /** Nodes are closed from now on. */
  hold(): void {
    this.#isHolding = true;
    this.#hearIfWanted();
  }

  /** The nodes of the new flows stand. A record is true however late it comes. */
  release(): void {
    this.#isHolding = false;
    const earliest = this.#now() - LONGEST_CHANGE;
    for (const { tell, since, isRecord } of this.#held.splice(0)) {
      if (isRecord || since >= earliest) tell();
    }
    this.#hearIfWanted();
  }

  /** The flows have stopped, and no others follow. */
  drop(): void {
    this.#isHolding = false;
    this.#held = [];
    this.#hearIfWanted();
  }

  #hearIfWanted(): void {
    this.#hearNewsIfWanted();
    const isWanted = this.#isHolding || this.#all.size > 0 || this.#byNode.size > 0;
    if (!isWanted) {
      this.#deaf?.();
      this.#deaf = undefined;
    } else if (!this.#deaf) {
      const ends = [
        this.#tracker.onChange((change) => this.#take(false, change, (to, own) => to.change(own))),
        this.#tracker.onRecord((recorded) => this.#take(true, recorded, (to, own) => to.record(own))),
      ];
      this.#deaf = () => {
        for (const end of ends) end();
      };
    }
  }

  #hearNewsIfWanted(): void {
    if (this.#newsListeners.size === 0) {
      // Who listened before a deploy listens after it.
      if (this.#isHolding) return;
      this.#newsDeaf?.();
      this.#newsDeaf = undefined;
    } else {
      this.#newsDeaf ??= this.#tracker.onNews((news) => this.#take(false, news, (to, told) => to.news?.(told), false));
    }
  }

  #take<T extends { readonly phoneId: string }>(
    isRecord: boolean,
    news: T,
    give: (to: FeedSubscriber, own: T) => void,
    isTheirs = true,
  ): void {
    const nodes = [...this.#tracker.nodesOf(news.phoneId)];
    const tell = (): void => this.#tell(nodes, news, give, isTheirs);
    if (!this.#isHolding) {
      tell();
      return;
    }
    this.#held.push({ since: this.#now(), isRecord, tell });
    if (this.#held.length > this.#most) this.#makeRoom();
  }

  /** The older half of the changes goes: later ones say what counts. A record is said once, so it stays as long as may be. */
  #makeRoom(): void {
    let surplus = Math.ceil(this.#held.filter(({ isRecord }) => !isRecord).length / 2);
    if (surplus === 0) this.#held.shift();
    else this.#held = this.#held.filter(({ isRecord }) => isRecord || --surplus < 0);
  }

  /** @param isTheirs each may change what it gets */
  #tell<T>(nodes: readonly string[], news: T, give: (to: FeedSubscriber, own: T) => void, isTheirs: boolean): void {
    const listeners = [...this.#all];
    for (const nodeId of nodes) listeners.push(...(this.#byNode.get(nodeId) ?? []));
    listeners.forEach((listener, index) => {
      try {
        // Flows change what they get.
        give(listener, !isTheirs || index === listeners.length - 1 ? news : structuredClone(news));
      } catch (error) {
        this.#fault(error);
      }
    });
  }
}
