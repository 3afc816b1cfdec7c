import type { EventPayload } from '../events/types';
import type { VendorFacts } from './facts';
import { BURST, MEMORY, MOST_CALLS, SETTLE } from './limits';
import { type Aspect, agreement, fit, hasId, type Told } from './match';
import type {
  Call,
  CallNews,
  CallState,
  Direction,
  EndedCall,
  Flags,
  Moment,
  CallOutcome,
  PhoneCalls,
  PhoneState,
} from './types';

type Party = NonNullable<EventPayload['local']>;

export interface Ending {
  readonly outcome?: CallOutcome;
  /** The phone told the reason. */
  readonly told?: boolean;
  /** Default: true. */
  readonly witnessed?: boolean;
  readonly transferred?: boolean;
}

/** An ended call to which a late report may belong, and how well it fits. */
export interface Past {
  readonly past: EndedCall;
  readonly agreed: number;
  readonly byId: boolean;
}

/** So many ended calls wait for a late reason at once. */
const MOST_WAITING = 4 * MOST_CALLS;

/** One step of one phone: what was known, open to change. The rules work on it, and nothing else does. */
export class Turn {
  readonly at: Moment;
  readonly facts: VendorFacts;
  calls: Call[];
  ended: EndedCall[];
  offHook: boolean;
  busy: boolean;
  hookNews: number;
  known: boolean;
  flags: Flags;
  /** The phone is in its new state for longer than since this report. */
  isSinceUnknown = false;
  /** A call is being dialed for the phone: one that starts is new. */
  isExpected = false;
  /** The live call that the report is about. */
  about: Call | undefined;
  readonly news: CallNews[] = [];
  /** Calls whose records are due. */
  readonly over: EndedCall[] = [];
  readonly #before: PhoneCalls;
  #nextKey: number;

  constructor(before: PhoneCalls, at: Moment, facts: VendorFacts) {
    this.#before = before;
    this.at = at;
    this.facts = facts;
    this.calls = [...before.calls];
    this.ended = before.ended.filter(({ end, recorded }) => !recorded || at.at - end.at <= MEMORY);
    this.offHook = before.offHook;
    this.busy = before.busy;
    this.hookNews = before.hookNews;
    this.known = before.known;
    this.flags = before.flags;
    this.#nextKey = before.nextKey;
  }

  since(at: Moment): number {
    return this.at.at - at.at;
  }

  byId(id: string | undefined): Call | undefined {
    return id === undefined ? undefined : this.calls.find((call) => hasId(call, id));
  }

  open(state: CallState, told: Told, begun: { started?: boolean; answered?: boolean; direction?: Direction }): Call {
    if (this.calls.length >= MOST_CALLS) {
      const oldest = this.calls.reduce((one, other) => (other.opened.at < one.opened.at ? other : one));
      this.end(oldest, { witnessed: false });
    }
    const call: Call = {
      ...this.#make(state, told, begun.direction ?? told.direction),
      started: begun.started ? this.at : undefined,
      answered: begun.answered ? this.at : undefined,
    };
    this.calls.push(call);
    this.known = true;
    this.about = call;
    if (begun.started) this.news.push({ what: 'began', call });
    if (begun.answered) this.news.push({ what: 'answered', call });
    return call;
  }

  /** A report of this call: it is there, whatever was doubted, and what was not told before is filled in. */
  update(call: Call, told: Told, change: Partial<Call> = {}): Call {
    if (call.doubtful && change.state === undefined) this.isSinceUnknown = true;
    const next: Call = { ...call, ...learnt(call, told), ...change, news: this.at, doubtful: false };
    this.#replace(call, next);
    this.known = true;
    this.about = next;
    return next;
  }

  /** The call was answered: just now, or, where the report only proves it, at some time before. */
  answer(call: Call, told: Told, state: 'talking' | 'held' = 'talking'): Call {
    const answered = this.update(call, told, { state, isAnswered: true, answered: this.at });
    this.news.push({ what: 'answered', call: answered });
    return answered;
  }

  /** It is not known any more whether the call is there. */
  doubt(call: Call): void {
    this.#replace(call, { ...call, doubtful: true });
  }

  end(call: Call, { outcome, told = false, witnessed = true, transferred = false }: Ending = {}, by?: Told): void {
    this.calls = this.calls.filter(({ key }) => key !== call.key);
    // After a restart this may be the first that is heard of the phone.
    if (witnessed) this.known = true;
    const talked = by?.duration;
    // A phone that told how long was talked told that there was a talk; not of this call, if that is younger.
    const proof = talked !== undefined && talked > 0 && talked * 1000 <= this.since(call.opened) + SETTLE;
    const isAnswered = call.isAnswered || proof;
    const over: Call = { ...call, ...(by ? learnt(call, by) : {}), isAnswered, doubtful: false };
    const past: EndedCall = {
      call: over,
      end: this.at,
      witnessed,
      outcome: outcome ?? this.natural(over),
      told,
      terminated: by?.event === 'call-terminated',
      missed: by?.event === 'missed-call',
      transferred: transferred,
      duration: isAnswered && talked !== undefined && talked > 0 ? talked : undefined,
      recorded: false,
    };
    this.ended.push(past);
    this.news.push({ what: 'ended', call: over, outcome: past.outcome, told: told || past.outcome === 'answered' });
    if (this.calls.every(({ doubtful }) => doubtful)) {
      // The receiver's own report may never come.
      this.offHook = false;
      this.busy = false;
    }
  }

  /** A record of a call that was never seen: a reason came for it. */
  recordAlone(told: Told, outcome: CallOutcome, direction: Direction): void {
    const call = this.#make(direction === 'inbound' ? 'ringing' : 'dialing', told, direction);
    this.known = true;
    this.ended.push({
      call,
      end: this.at,
      witnessed: true,
      outcome,
      told: true,
      terminated: false,
      missed: told.event === 'missed-call',
      transferred: false,
      recorded: false,
    });
    this.news.push({ what: 'ended', call, outcome, told: true });
  }

  amend(past: EndedCall, change: Partial<EndedCall>): void {
    const next = { ...past, ...change };
    this.ended = this.ended.map((one) => (one === past ? next : one));
    if (next.outcome !== past.outcome || next.told !== past.told) {
      this.news.push({ what: 'amended', call: next.call, outcome: next.outcome, told: next.told });
    }
  }

  /**
   * The ended call to which a report may belong: of one id within `named`, else the one that fits best within
   * `unnamed` (milliseconds since its end).
   */
  past(
    told: Told,
    reach: { readonly named: number; readonly unnamed: number },
    accepts: (past: EndedCall) => boolean = () => true,
    without?: Aspect,
  ): Past | undefined {
    let best: Past | undefined;
    for (let i = this.ended.length - 1; i >= 0; i--) {
      const past = this.ended[i];
      if (!past || !accepts(past)) continue;
      const age = this.since(past.end);
      const byId = hasId(past.call, told.id);
      if (byId && age <= reach.named) return { past, agreed: agreement(past.call, told, without), byId };
      const agreed = fit(past.call, told, without);
      if (byId || age > reach.unnamed || agreed < 0) continue;
      if (!best || agreed > best.agreed) best = { past, agreed, byId };
    }
    return best;
  }

  /** How a call ends of which no reason was told. */
  natural({ isAnswered, direction }: Call): CallOutcome {
    if (isAnswered) return 'answered';
    const { reportsAnswer, reportsHook } = this.facts;
    if (direction === 'inbound') return reportsAnswer || reportsHook ? 'missed' : 'unknown';
    return direction === 'outbound' && reportsAnswer ? 'unanswered' : 'unknown';
  }

  endedWithin(milliseconds: number): boolean {
    return this.ended.some(({ end }) => this.since(end) <= milliseconds);
  }

  /** A start that came in one moment with its call's end, behind it or doubled. */
  get isFresh(): (call: Call) => boolean {
    return ({ opened }) => this.since(opened) <= BURST;
  }

  finish(): PhoneCalls {
    const state = this.#state();
    if (this.ended.length > MOST_CALLS) this.#forget();
    return {
      calls: this.calls,
      ended: this.ended,
      offHook: this.offHook,
      busy: this.busy,
      hookNews: this.hookNews,
      known: this.known,
      flags: this.flags,
      state,
      since: state === this.#before.state ? this.#before.since : this.isSinceUnknown ? undefined : this.at.wall,
      nextKey: this.#nextKey,
    };
  }

  #state(): PhoneState {
    let found: CallState | undefined;
    let isDoubtful = false;
    for (const { state, doubtful } of this.calls) {
      if (doubtful) isDoubtful = true;
      else if (!found || RANK[state] < RANK[found]) found = state;
    }
    if (found) return found;
    if (this.offHook || this.busy) return 'busy';
    return this.known && !isDoubtful ? 'idle' : 'unknown';
  }

  /** The record of this call is due: no reason is waited for any longer. */
  record(past: EndedCall): void {
    this.over.push(past);
    this.ended = this.ended.map((one) => (one === past ? { ...past, recorded: true } : one));
  }

  /** What had its record goes first; of calls that end faster than any phone can, the oldest gets its record early. */
  #forget(): void {
    const recorded = this.ended.filter((past) => past.recorded);
    if (recorded.length > MOST_CALLS) {
      const surplus = new Set(recorded.slice(0, recorded.length - MOST_CALLS));
      this.ended = this.ended.filter((past) => !surplus.has(past));
    }
    const waiting = this.ended.filter((past) => !past.recorded);
    for (const past of waiting.slice(0, Math.max(0, waiting.length - MOST_WAITING))) this.record(past);
  }

  #make(state: CallState, told: Told, direction: Direction | undefined): Call {
    return {
      key: this.#nextKey++,
      state,
      direction,
      id: told.id,
      line: told.line,
      account: copy(told.account),
      local: copy(told.local),
      remote: copy(told.remote),
      opened: this.at,
      isAnswered: state === 'talking' || state === 'held',
      news: this.at,
      muted: false,
      heldByRemote: false,
      doubtful: false,
      transferring: false,
    };
  }

  #replace(call: Call, next: Call): void {
    this.calls = this.calls.map((one) => (one.key === call.key ? next : one));
  }
}

/** The first that a phone has is its state. */
const RANK: Readonly<Record<CallState, number>> = { talking: 0, dialing: 1, ringing: 2, held: 3 };

/** What goes into a message belongs to the flow, which may change it. */
function copy<T extends Party | EventPayload['account']>(part: T): T {
  return part && { ...part };
}

/** What a report adds to what is known of its call. */
function learnt(call: Call, told: Told): Partial<Call> {
  const adds: { -readonly [K in keyof Call]?: Call[K] } = {};
  if (told.id !== undefined && told.id !== call.id && !call.formerIds?.includes(told.id)) {
    adds.id = told.id;
    if (call.id !== undefined) adds.formerIds = [...(call.formerIds ?? []), call.id].slice(-2);
  }
  if (call.line === undefined && told.line !== undefined) adds.line = told.line;
  if (call.direction === undefined && told.direction !== undefined) adds.direction = told.direction;
  if (!call.account && told.account) adds.account = { ...told.account };
  if (!call.local && told.local) adds.local = { ...told.local };
  if (!call.remote && told.remote) adds.remote = { ...told.remote };
  return adds;
}
