import type { VendorFacts } from './facts';
import { Keeping, type StateStore } from './keeping';
import { NOTHING, type PhoneCalls } from './types';
import { type PhoneName, type PhoneView, phoneName, phoneView } from './view';

/** A deployed phone, as its node tells it at each deploy. */
export interface DeployedPhone {
  /** The node's. */
  readonly id: string;
  readonly name: string;
  /** 12 lower-case hex digits; '' or absent where it is not known. Nodes of one MAC are one phone. */
  readonly mac?: string | undefined;
  /** Where it is, as configured; only to be shown. */
  readonly host?: string | undefined;
  readonly facts: VendorFacts;
  /** Absent: memory only. The same object for the same store: another one is another store. */
  readonly store?: StateStore | undefined;
  /** The name of a store that is wanted and that there is not. */
  readonly missingStore?: string | undefined;
}

/** So many reports wait for a store that is slow; the next one goes on without it. */
const MOST_WAITING = 100;

/** What the tracker holds of one phone: its nodes, its state, its timer, its place in the store. */
export class TrackedPhone {
  key: string;
  state: PhoneCalls = NOTHING;
  /** Milliseconds since 1970. */
  seen: number | undefined;
  /** It answers; undefined: it was neither asked nor heard. */
  reachable: boolean | undefined;
  #reachableTold: boolean | undefined;
  /** `at` of the last report. */
  reportedAt = Number.NEGATIVE_INFINITY;
  isGone = false;
  /** Milliseconds since 1970 of what memory holds: what the store has of later is news. */
  storedTime = Number.NEGATIVE_INFINITY;
  keeping: Keeping | undefined;
  readonly nodes = new Map<string, DeployedPhone>();
  /** Calls of it that somebody is about to begin. */
  expected = 0;
  #named: { readonly leader: DeployedPhone | undefined; readonly name: PhoneName; readonly topic: string } | undefined;
  /** Made by its first report: most of thousands of phones are silent for long. */
  #reported: Map<string, number> | undefined;
  #reports = 0;
  #restoredAfter = 0;
  #due = Number.POSITIVE_INFINITY;
  #cancel: (() => void) | undefined;
  #waiting: (() => void)[] | undefined;
  #stopWaiting: (() => void) | undefined;

  constructor(key: string) {
    this.key = key;
  }

  /** Of several nodes with one MAC the first is the phone. */
  get leader(): DeployedPhone | undefined {
    return this.nodes.values().next().value;
  }

  get name(): PhoneName {
    return this.#leading.name;
  }

  get topic(): string {
    return this.#leading.topic;
  }

  /** What the leading node is called, written once for each deploy: every report asks. */
  get #leading(): { readonly name: PhoneName; readonly topic: string } {
    const leader = this.leader;
    if (!this.#named || this.#named.leader !== leader) {
      const name = phoneName(leader?.name ?? '', leader?.mac);
      this.#named = { leader, name, topic: name.name ?? name.mac ?? leader?.host ?? '' };
    }
    return this.#named;
  }

  /** What it told last. */
  lastEvent: string | undefined;

  /** The events that it has reported since it was deployed. */
  get reported(): Iterable<string> {
    return this.#reported?.keys() ?? [];
  }

  hasReported(event: string): boolean {
    return this.#reported?.has(event) === true;
  }

  noteReport(event: string): void {
    this.lastEvent = event;
    this.#reports += 1;
    this.#reported ??= new Map();
    this.#reported.set(event, this.#reports);
  }

  /** What is known came from a store: what was told before it is no longer the last word. */
  noteRestored(): void {
    this.#restoredAfter = this.#reports;
  }

  /** Which of these events it told last, if it told one. */
  lastOf(events: readonly string[]): string | undefined {
    let last: string | undefined;
    let at = this.#restoredAfter;
    for (const event of events) {
      const reported = this.#reported?.get(event) ?? 0;
      if (reported <= at) continue;
      at = reported;
      last = event;
    }
    return last;
  }

  view(): PhoneView {
    return phoneView(this.name, this.state, this);
  }

  /** Whether it has gone or come back since the last time that this was asked. That it lives at first is no news. */
  takeReachabilityNews(): boolean {
    const before = this.#reachableTold;
    this.#reachableTold = this.reachable;
    return before !== this.reachable && !(before === undefined && this.reachable === true);
  }

  /**
   * Takes the store of the leading node; another store than before changes nothing of what is in memory.
   * @param wall milliseconds since 1970: what the other store has of before is old
   */
  keepIn(make: (store: StateStore, phoneId: string) => Keeping, wall: number): void {
    const leader = this.leader;
    const { keeping } = this;
    if (keeping && keeping.store === leader?.store && keeping.phoneId === leader.id) return;
    this.keeping = leader?.store && make(leader.store, leader.id);
    this.#stopWaiting?.();
    keeping?.close();
    if (this.reportedAt !== Number.NEGATIVE_INFINITY) this.storedTime = Math.max(this.storedTime, wall);
  }

  /**
   * Runs some work when what the store holds is known, behind work that waits already.
   * @param read starts to read, where that is needed; it is told when it is no longer waited for
   */
  whenRead(read: ((done: () => void) => void) | undefined, work: () => void): void {
    if (this.#waiting) {
      this.#waiting.push(work);
      if (this.#waiting.length > MOST_WAITING) this.#stopWaiting?.();
      return;
    }
    if (!read) {
      work();
      return;
    }
    const waiting = [work];
    this.#waiting = waiting;
    const finish = (): void => {
      if (this.#waiting !== waiting) return;
      this.#waiting = undefined;
      this.#stopWaiting = undefined;
      for (const run of waiting) run();
    };
    this.#stopWaiting = finish;
    read(finish);
  }

  get isReading(): boolean {
    return this.#waiting !== undefined;
  }

  /** One timer at most. A timer that is early enough stays: it looks again when it runs. */
  wakeAt(due: number, now: () => number, start: (milliseconds: number) => () => void): void {
    if (due === Number.POSITIVE_INFINITY || this.isGone) {
      this.sleep();
    } else if (due < this.#due) {
      this.sleep();
      this.#due = due;
      this.#cancel = start(Math.max(1, Math.ceil(due - now())));
    }
  }

  /** The timer has run. */
  woke(): void {
    this.#due = Number.POSITIVE_INFINITY;
    this.#cancel = undefined;
  }

  sleep(): void {
    this.#cancel?.();
    this.woke();
  }

  /** Its last node was deleted. */
  drop(): void {
    this.isGone = true;
    this.sleep();
    const { keeping } = this;
    this.keeping = undefined;
    this.#stopWaiting?.();
    keeping?.close();
  }
}
