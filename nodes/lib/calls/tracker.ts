import { randomUUID } from 'node:crypto';
import { CLOCKS, type Clocks } from './clocks';
import { expire, follow, isDue, isOfState, nextChange, nextRecord, reset, type Step } from './follow';
import { ANY_FACTS } from './facts';
import { Keeping } from './keeping';
import { Outbox } from './outbox';
import { Pickups } from './pickups';
import { isWorthStoring, restore, type StoredPhone, storedPhone } from './stored';
import { type DeployedPhone, TrackedPhone } from './tracked-phone';
import type { Call, CallNews, CallParts, EndedCall, Moment, PhoneCalls } from './types';
import { type CallRecord, type CallView, callRecord, callView, looksSame, type PhoneView, phoneView } from './view';

export { isOfState } from './follow';

/** A believed event of a deployed phone. */
export interface PhoneReport {
  readonly phone: { /** The node's. */ readonly id: string };
  /** Of any vocabulary: what means nothing to calls is only a sign of life. */
  readonly event: string;
  /** When it arrived. */
  readonly time: Date;
  readonly parts: CallParts;
}

/** A phone's state, calls or flags changed. */
export interface PhoneChange {
  /** The node's; of nodes with one MAC the first's. */
  readonly phoneId: string;
  /** The phone's name, else its MAC, else its host. */
  readonly topic: string;
  readonly view: PhoneView;
}

/** A phone has gone, or has come back. */
export interface ReachabilityChange {
  readonly phoneId: string;
  /** As of `PhoneChange`. */
  readonly topic: string;
  readonly isReachable: boolean;
}

/** A call is over, and no reason is waited for any longer. */
export interface RecordedCall {
  readonly phoneId: string;
  readonly record: CallRecord;
}

/** One step, for those who wait for something: a report, whatever came of it, or what time alone did. */
export interface PhoneNews {
  readonly phoneId: string;
  /** Absent: nothing was reported. */
  readonly event?: string;
  /** Milliseconds of the tracker's clock. */
  readonly at: number;
  readonly news: readonly CallNews[];
  /** The live call that the report was about. */
  readonly about?: Call | undefined;
}

/** What is known of a phone, as the tracker holds it: not to be changed. */
export interface PhoneGlance {
  readonly state: PhoneCalls;
  /** Milliseconds since 1970. */
  readonly seen: number | undefined;
  readonly reachable: boolean | undefined;
}

export interface TrackerOptions {
  readonly clocks?: Clocks;
  /** Told what a subscriber or a callback threw. */
  readonly fault?: (error: unknown) => void;
  /** Told when a phone does not answer any more, and when it does again. */
  readonly onReachable?: (change: ReachabilityChange) => void;
  /**
   * Told that something of a phone may have changed, be it only that it was seen: for each report, so it must be cheap and
   * must not throw. @param nodes the phone's, by id: the same object each time
   */
  readonly onTouch?: ((nodes: ReadonlyMap<string, DeployedPhone>) => void) | undefined;
  /** When a phone was last heard of before this process began: milliseconds since 1970. @param key as in `seenTimes` */
  readonly lastSeen?: (key: string) => number | undefined;
  /** Told when a phone's store fails: once, until it has worked again. */
  readonly storeTrouble?: (phoneId: string, error: Error) => void;
  /** Tells this process from others that write to the same store. */
  readonly instance?: string;
}

const keyOf = ({ id, mac }: DeployedPhone): string => (mac ? `mac ${mac}` : `id ${id}`);

/**
 * The calls and states of all deployed phones: reports in, changes and records out. It outlives deploys; a phone goes
 * when its node is deleted. Nothing is told at the start.
 */
export class CallTracker {
  readonly #clocks: Clocks;
  readonly #outbox: Outbox;
  readonly #storeTrouble: (phoneId: string, error: Error) => void;
  readonly #onReachable: (change: ReachabilityChange) => void;
  readonly #onTouch: ((nodes: ReadonlyMap<string, DeployedPhone>) => void) | undefined;
  readonly #lastSeen: (key: string) => number | undefined;
  readonly #instance: string;
  readonly #pickups: Pickups;
  readonly #byKey = new Map<string, TrackedPhone>();
  readonly #byNode = new Map<string, TrackedPhone>();
  readonly #onChange = new Set<(change: PhoneChange) => void>();
  readonly #onRecord = new Set<(recorded: RecordedCall) => void>();
  readonly #onNews = new Set<(news: PhoneNews) => void>();

  constructor({
    clocks = CLOCKS,
    fault = () => {},
    storeTrouble = () => {},
    onReachable = () => {},
    onTouch,
    lastSeen = () => undefined,
    instance,
  }: TrackerOptions = {}) {
    this.#clocks = clocks;
    this.#outbox = new Outbox(fault);
    this.#storeTrouble = storeTrouble;
    this.#onReachable = onReachable;
    this.#onTouch = onTouch;
    this.#lastSeen = lastSeen;
    this.#instance = instance ?? randomUUID();
    this.#pickups = new Pickups(clocks.now);
  }

  /** How many phones are known: nodes with one MAC count once. */
  get size(): number {
    return this.#byKey.size;
  }

  /** At each deploy of a phone: its state is what it was before. */
  adopt(phone: DeployedPhone): void {
    const key = keyOf(phone);
    const before = this.#byNode.get(phone.id);
    if (before && before.key !== key) this.#move(before, phone, key);
    let tracked = this.#byKey.get(key);
    if (!tracked) {
      tracked = new TrackedPhone(key);
      tracked.seen = this.#lastSeen(key);
      this.#byKey.set(key, tracked);
    }
    tracked.nodes.set(phone.id, phone);
    this.#byNode.set(phone.id, tracked);
    this.#useStore(tracked);
  }

  /** A phone's node was deleted; with the last node of a phone go its state and the calls it was in, without records. */
  remove(id: string): void {
    const tracked = this.#byNode.get(id);
    if (!tracked) return;
    this.#byNode.delete(id);
    tracked.nodes.delete(id);
    if (tracked.nodes.size > 0) {
      this.#useStore(tracked);
      return;
    }
    this.#byKey.delete(tracked.key);
    this.#pickups.forget(tracked.key);
    tracked.drop();
  }

  /**
   * Takes a report in. Of a phone that is not deployed it is nothing. Of one that has a store, that is read first: phones
   * move from one instance to another and back between any two reports, and nobody says so.
   * @param done called when the state is brought up to date and stored: before this returns, unless there is a store to
   *   wait for
   */
  report({ phone, event, time, parts }: PhoneReport, done: () => void = () => {}): void {
    const tracked = this.#byNode.get(phone.id);
    if (!tracked) {
      this.#outbox.guard(done);
      return;
    }
    const moment: Moment = { at: this.#clocks.now(), wall: time.getTime() };
    this.#whenRead(tracked, moment, () => {
      if (!tracked.isGone) this.#take(tracked, event, parts, moment);
      const tell = (): void => this.#outbox.guard(done);
      if (tracked.keeping) tracked.keeping.whenWritten(tell);
      else tell();
    });
  }

  /** The phone's state is kept in a store, which other instances may read: its events have an order beyond this process. */
  isKept(id: string): boolean {
    return this.#byNode.get(id)?.keeping !== undefined;
  }

  #take(tracked: TrackedPhone, event: string, parts: CallParts, moment: Moment): void {
    const facts = this.#factsOf(tracked);
    tracked.reportedAt = moment.at;
    tracked.seen = moment.wall;
    tracked.noteReport(event);
    if (isDue(tracked.state, moment)) this.#apply(tracked, moment, expire(tracked.state, moment, facts));
    tracked.reachable = true;
    const step = isOfState(event)
      ? follow(tracked.state, { event, parts, isExpected: tracked.expected > 0 }, moment, facts)
      : { after: tracked.state, news: [], over: [] };
    this.#apply(tracked, moment, step, event);
  }

  /** A phone has answered, whatever it said. @param time of the answer */
  answered(id: string, time: Date): void {
    const tracked = this.#byNode.get(id);
    if (!tracked) return;
    tracked.seen = time.getTime();
    this.#setReachable(tracked, true);
  }

  /** A phone does not answer any more. */
  unreachable(id: string): void {
    const tracked = this.#byNode.get(id);
    if (tracked) this.#setReachable(tracked, false);
  }

  #setReachable(tracked: TrackedPhone, isReachable: boolean): void {
    tracked.reachable = isReachable;
    this.#tell(tracked, tracked.state, this.#moment(), { after: tracked.state, news: [], over: [] }, undefined);
  }

  /** When each phone was last heard of: milliseconds since 1970, by a key that is its MAC's, else its node's. */
  *seenTimes(): Generator<readonly [key: string, seen: number]> {
    for (const { key, seen } of this.#byKey.values()) if (seen !== undefined) yield [key, seen];
  }

  /** What is in memory of a phone; undefined: it is not deployed. */
  view(id: string): PhoneView | undefined {
    return this.#byNode.get(id)?.view();
  }

  /** What a view is made of, for who needs little of it; undefined: it is not deployed. */
  glance(id: string): PhoneGlance | undefined {
    return this.#byNode.get(id);
  }

  /** As in `view`. */
  stateOf(id: string): PhoneView['state'] | undefined {
    return this.#byNode.get(id)?.state.state;
  }

  /** The state of a phone, flags from its store included. @param done with nothing where the phone is not deployed */
  ask(id: string, done: (view: PhoneView | undefined) => void): void {
    const tracked = this.#byNode.get(id);
    if (!tracked) {
      done(undefined);
      return;
    }
    this.#whenRead(tracked, this.#moment(), () =>
      this.#outbox.guard(() => done(tracked.isGone ? undefined : tracked.view())),
    );
  }

  /**
   * The user says that the phone is idle: calls end without a moment, unanswered ones with outcome `unknown`.
   * @param done with the new state, after the change was told
   */
  reset(id: string, done: (view: PhoneView | undefined) => void = () => {}): void {
    const tracked = this.#byNode.get(id);
    if (!tracked) {
      done(undefined);
      return;
    }
    this.#whenRead(tracked, this.#moment(), () => {
      if (!tracked.isGone) {
        const moment = this.#moment();
        this.#apply(tracked, moment, reset(tracked.state, moment, this.#factsOf(tracked)));
      }
      this.#outbox.guard(() => done(tracked.isGone ? undefined : tracked.view()));
    });
  }

  /** The ids of all phones, each once, in the order in which they were deployed. */
  phoneIds(): string[] {
    return [...this.#byKey.values()].flatMap(({ leader }) => leader?.id ?? []);
  }

  /** The store that a phone should be kept in and that there is not. @param id undefined: of any phone */
  missingStore(id?: string): string | undefined {
    if (id !== undefined) return this.#byNode.get(id)?.leader?.missingStore;
    for (const { leader } of this.#byKey.values()) if (leader?.missingStore) return leader.missingStore;
    return undefined;
  }

  /** The id under which a node's phone is told about: of nodes with one MAC the first's. */
  phoneIdOf(id: string): string | undefined {
    return this.#byNode.get(id)?.leader?.id;
  }

  /** The ids of all nodes that are the phone of this one. */
  nodesOf(id: string): Iterable<string> {
    return this.#byNode.get(id)?.nodes.keys() ?? [];
  }

  /** A call of a phone as it is now; undefined: it is over, doubtful, or there never was one. @param key the tracker's own */
  call(id: string, key: number): CallView | undefined {
    const call = this.#byNode.get(id)?.state.calls.find((one) => one.key === key && !one.doubtful);
    return call && callView(call);
  }

  /** The events that a phone has reported since it was deployed; redeploys forget none. */
  reportedEvents(id: string): string[] {
    return [...(this.#byNode.get(id)?.reported ?? [])];
  }

  /** What a phone told last. */
  lastEvent(id: string): string | undefined {
    return this.#byNode.get(id)?.lastEvent;
  }

  hasReported(id: string, event: string): boolean {
    return this.#byNode.get(id)?.hasReported(event) === true;
  }

  /** Which of these events the phone told last since Node-RED started; undefined: none, or a store knew of later news. */
  lastReported(id: string, events: readonly string[]): string | undefined {
    return this.#byNode.get(id)?.lastOf(events);
  }

  /**
   * Somebody dials for the phone: a call that it starts now is new, however soon it follows one like it. Changes no state.
   * @returns the call has come, or is waited for no longer
   */
  expectCall(id: string): () => void {
    const tracked = this.#byNode.get(id);
    if (!tracked) return () => {};
    tracked.expected += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      tracked.expected -= 1;
    };
  }

  /** @returns unsubscribes, as with the others */
  onChange(subscriber: (change: PhoneChange) => void): () => void {
    return subscribe(this.#onChange, subscriber);
  }

  /** Exactly once per call, two seconds after its end. */
  onRecord(subscriber: (recorded: RecordedCall) => void): () => void {
    return subscribe(this.#onRecord, subscriber);
  }

  /** Each report, before the change that it makes, and what time alone ends. */
  onNews(subscriber: (news: PhoneNews) => void): () => void {
    return subscribe(this.#onNews, subscriber);
  }

  /** For good. Records that are owed are lost. */
  close(): void {
    for (const tracked of this.#byKey.values()) tracked.drop();
    this.#byKey.clear();
    this.#byNode.clear();
    this.#pickups.clear();
    this.#onChange.clear();
    this.#onRecord.clear();
    this.#onNews.clear();
  }

  #moment(): Moment {
    return { at: this.#clocks.now(), wall: this.#clocks.wall() };
  }

  #factsOf(tracked: TrackedPhone): DeployedPhone['facts'] {
    return tracked.leader?.facts ?? ANY_FACTS;
  }

  /** A node got another MAC, or one at all. From none to one it is the same phone; from one to another it is not. */
  #move(before: TrackedPhone, phone: DeployedPhone, key: string): void {
    const was = before.nodes.get(phone.id);
    const isSame = !(was?.mac && phone.mac) && before.nodes.size === 1 && !this.#byKey.has(key);
    if (!isSame) {
      this.remove(phone.id);
      return;
    }
    this.#byKey.delete(before.key);
    before.key = key;
    this.#byKey.set(key, before);
  }

  #useStore(tracked: TrackedPhone): void {
    tracked.keepIn(
      (store, phoneId) =>
        new Keeping(store, phoneId, this.#clocks.timer, (error) => this.#storeTrouble(phoneId, error)),
      this.#clocks.wall(),
    );
  }

  #whenRead(tracked: TrackedPhone, moment: Moment, work: () => void): void {
    const { keeping } = tracked;
    if (!keeping) {
      tracked.whenRead(undefined, work);
      return;
    }
    tracked.whenRead(
      (done) =>
        keeping.read((stored) => {
          // Late, or of a store that was changed meanwhile: what is in memory counts.
          if (tracked.keeping === keeping && tracked.isReading) this.#load(tracked, stored, moment);
          done();
        }),
      work,
    );
  }

  #load(tracked: TrackedPhone, stored: StoredPhone | undefined, moment: Moment): void {
    if (!stored || stored.by === this.#instance || stored.time <= tracked.storedTime) return;
    tracked.state = restore(stored, moment, tracked.state);
    tracked.storedTime = stored.time;
    tracked.noteRestored();
    this.#onTouch?.(tracked.nodes);
  }

  #apply(tracked: TrackedPhone, moment: Moment, step: Step, event?: string): void {
    const before = tracked.state;
    tracked.state = step.after;
    for (const { what, call, outcome } of step.news) {
      if (what === 'answered' || (what === 'amended' && outcome === 'answered')) this.#pickups.add(tracked.key, call);
    }
    this.#store(tracked, before, step.after);
    this.#wake(tracked);
    this.#tell(tracked, before, moment, step, event);
  }

  #store(tracked: TrackedPhone, before: PhoneCalls, after: PhoneCalls): void {
    if (before === after || !isWorthStoring(before, after)) return;
    // Newer than what it was made from, also where the other instance's clock is ahead.
    tracked.storedTime = Math.max(this.#clocks.wall(), tracked.storedTime + 1);
    tracked.keeping?.write(storedPhone(after, this.#instance, tracked.storedTime));
  }

  #wake(tracked: TrackedPhone): void {
    const due = Math.min(nextChange(tracked.state), nextRecord(tracked.state));
    tracked.wakeAt(due, this.#clocks.now, (milliseconds) =>
      this.#clocks.timer(milliseconds, () => this.#woke(tracked)),
    );
  }

  #woke(tracked: TrackedPhone): void {
    tracked.woke();
    const moment = this.#moment();
    const end = (): void => {
      if (!tracked.isGone) this.#apply(tracked, moment, expire(tracked.state, moment, this.#factsOf(tracked)));
    };
    // Another instance may have served the phone meanwhile: before a call ends for its silence, the store is asked. A
    // record that is due is of an end that was seen here.
    if (nextChange(tracked.state) <= moment.at) this.#whenRead(tracked, moment, end);
    else tracked.whenRead(undefined, end);
  }

  #tell(tracked: TrackedPhone, before: PhoneCalls, { at }: Moment, step: Step, event: string | undefined): void {
    this.#onTouch?.(tracked.nodes);
    const phoneId = tracked.leader?.id ?? '';
    const { after, news, about } = step;
    // Most events change nothing that is seen, and often nobody listens: what is told is worked out for those who are.
    if (this.#onNews.size > 0 && (event !== undefined || news.length > 0)) {
      this.#outbox.post(this.#onNews, () => ({ phoneId, ...(event !== undefined && { event }), at, news, about }));
    }
    const isLifeNews = tracked.takeReachabilityNews();
    if (this.#onChange.size > 0 && (isLifeNews || !looksSame(before, after))) {
      const { name, topic, seen, reachable } = tracked;
      this.#outbox.post(this.#onChange, () => ({
        phoneId,
        topic,
        view: phoneView(name, after, { seen, reachable }, before.state),
      }));
    }
    if (isLifeNews) {
      const { topic, reachable } = tracked;
      this.#outbox.guard(() => this.#onReachable({ phoneId, topic, isReachable: reachable === true }));
    }
    for (const past of step.over) this.#record(tracked, phoneId, past);
  }

  #record(tracked: TrackedPhone, phoneId: string, past: EndedCall): void {
    if (this.#onRecord.size === 0) return;
    const { name } = tracked;
    const isElsewhere = past.outcome === 'elsewhere';
    const mayBeElsewhere = isElsewhere || (past.outcome === 'missed' && past.witnessed);
    const key = mayBeElsewhere ? this.#pickups.find(tracked.key, past) : undefined;
    const other = key === undefined ? undefined : this.#byKey.get(key)?.name;
    const outcome = other ? 'elsewhere' : past.outcome;
    this.#outbox.post(this.#onRecord, () => ({ phoneId, record: callRecord(name, past, outcome, other) }));
  }
}

function subscribe<T>(subscribers: Set<(value: T) => void>, subscriber: (value: T) => void): () => void {
  // Of its own, so that one function can subscribe twice.
  const own = (value: T): void => subscriber(value);
  subscribers.add(own);
  return () => subscribers.delete(own);
}
