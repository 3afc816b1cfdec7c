import type { Clocks } from '../../../nodes/lib/calls/clocks';
import { type VendorFacts, vendorFacts } from '../../../nodes/lib/calls/facts';
import { CallTracker, type PhoneNews } from '../../../nodes/lib/calls/tracker';
import type { DeployedPhone } from '../../../nodes/lib/calls/tracked-phone';
import type { CallParts } from '../../../nodes/lib/calls/types';
import type { CallRecord, PhoneView } from '../../../nodes/lib/calls/view';
import { generic } from '../../../nodes/lib/vendors/profiles/generic';

interface Waiting {
  readonly due: number;
  readonly run: () => void;
}

/** Both clocks and the timers, standing still until they are told to go on. */
export class FakeClocks implements Clocks {
  #now = 5_000_000;
  #offset = Date.UTC(2026, 0, 31, 8) - 5_000_000;
  readonly #timers = new Set<Waiting>();

  readonly now = (): number => this.#now;
  readonly wall = (): number => this.#now + this.#offset;
  readonly timer = (milliseconds: number, run: () => void): (() => void) => {
    const waiting = { due: this.#now + milliseconds, run };
    this.#timers.add(waiting);
    return () => this.#timers.delete(waiting);
  };

  get timers(): number {
    return this.#timers.size;
  }

  /** Runs what is due on the way, in its order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      let first: Waiting | undefined;
      for (const waiting of this.#timers) {
        if (waiting.due <= end && (!first || waiting.due < first.due)) first = waiting;
      }
      if (!first) break;
      this.#timers.delete(first);
      this.#now = Math.max(this.#now, first.due);
      first.run();
    }
    this.#now = end;
  }

  /** Time passes, and the process does not get to its timers. */
  stall(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Somebody sets the clock on the wall. */
  setWall(milliseconds: number): void {
    this.#offset += milliseconds;
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** A phone that reports everything. */
export const EVERYTHING: VendorFacts = vendorFacts(generic);

/** A tracker with a fake clock and one phone, `desk`; it writes down what it is told. */
export class Site {
  readonly clocks = new FakeClocks();
  readonly faults: unknown[] = [];
  readonly troubles: string[] = [];
  readonly tracker: CallTracker;
  readonly changes: PhoneView[] = [];
  readonly records: CallRecord[] = [];
  readonly news: PhoneNews[] = [];
  readonly reachability: boolean[] = [];

  constructor(phone: Partial<DeployedPhone> = {}, instance = 'this one') {
    this.tracker = new CallTracker({
      clocks: this.clocks,
      fault: (error) => this.faults.push(error),
      storeTrouble: (phoneId, error) => this.troubles.push(`${phoneId}: ${error.message}`),
      onReachable: ({ isReachable }) => this.reachability.push(isReachable),
      instance,
    });
    this.tracker.onChange(({ view }) => this.changes.push(view));
    this.tracker.onRecord(({ record }) => this.records.push(record));
    this.tracker.onNews((news) => this.news.push(news));
    this.deploy({ id: 'desk', ...phone });
  }

  deploy(phone: Partial<DeployedPhone> & { id: string }): void {
    this.tracker.adopt({ name: phone.id, facts: EVERYTHING, ...phone });
  }

  report(event: string, parts: CallParts = {}, phone = 'desk'): void {
    this.tracker.report({ phone: { id: phone }, event, time: new Date(this.clocks.wall()), parts });
  }

  get state(): string {
    return this.tracker.view('desk')?.state ?? 'gone';
  }

  get calls(): PhoneView['calls'] {
    return this.tracker.view('desk')?.calls ?? [];
  }

  get outcomes(): string[] {
    return this.records.map(({ outcome }) => outcome);
  }

  wait(milliseconds: number): void {
    this.clocks.advance(milliseconds);
  }
}

/** Parts of an event by a short word: `#7` an id, `@3` a line, `6040` the other party. */
export function parts(words: string): CallParts {
  const call: NonNullable<CallParts['call']> = {};
  const found: { call?: typeof call; remote?: { number: string }; account?: { user: string } } = {};
  for (const word of words.split(/\s+/).filter(Boolean)) {
    if (word.startsWith('#')) call.id = word.slice(1);
    else if (word.startsWith('@')) call.line = Number(word.slice(1));
    else if (word.startsWith('!')) call.duration = Number(word.slice(1));
    else if (word.startsWith('~')) found.account = { user: word.slice(1) };
    else if (word === 'inbound' || word === 'outbound') call.direction = word;
    else found.remote = { number: word };
  }
  if (Object.keys(call).length > 0) found.call = call;
  return found;
}
