import type { EventPayload } from '../events/types';
import { isoTime } from '../iso-time';
import type {
  Call,
  CallState,
  Direction,
  EndedCall,
  Flags,
  Moment,
  CallOutcome,
  PhoneCalls,
  PhoneState,
} from './types';

/** Who a state or a record is about: `payload.phone`. */
export interface PhoneName {
  /** Absent where it has none. */
  readonly name?: string;
  /** Six pairs joined by `:`; absent where it is not known. */
  readonly mac?: string;
}

/** What a call and its record say alike, as events told it. Absent: not known. Times are ISO 8601. */
export interface CallTold {
  direction?: Direction;
  id?: string;
  line?: number;
  account?: NonNullable<EventPayload['account']>;
  local?: NonNullable<EventPayload['local']>;
  remote?: NonNullable<EventPayload['remote']>;
  started?: string;
  answered?: string;
}

/** A call as messages show it. Absent: not known, or not so. */
export interface CallView extends CallTold {
  state: CallState;
  muted?: true;
  heldByRemote?: true;
}

/** Without `readonly`. */
export type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** `payload` of output 1 of `phone state`. Its own copy: a flow may change it. */
export interface PhoneView extends Changeable<Flags> {
  phone: PhoneName;
  state: PhoneState;
  /** Only in a change: the state before, the same where something else changed. */
  previous?: PhoneState;
  since?: string;
  calls: CallView[];
  /** Whether it answers; absent until it was asked or heard. */
  reachable?: boolean;
  seen?: string;
}

/** `payload` of output 2 of `phone state`. Its own copy. */
export interface CallRecord extends CallTold {
  phone: PhoneName;
  outcome: CallOutcome;
  ended?: string;
  /** Seconds. */
  ring?: number;
  /** Seconds of the talk. */
  duration?: number;
  transferred?: true;
  answeredBy?: PhoneName;
}

/** @param mac 12 lower-case hex digits, or nothing */
export function phoneName(name: string, mac: string | undefined): PhoneName {
  return { ...(name && { name }), ...(mac && { mac: mac.replace(/..(?!$)/g, '$&:') }) };
}

/** Written out: this runs for each call of each change. */
function fillParts(view: CallTold, { direction, id, line, account, local, remote, started, answered }: Call): void {
  if (direction) view.direction = direction;
  if (id !== undefined) view.id = id;
  if (line !== undefined) view.line = line;
  if (account) view.account = { ...account };
  if (local) view.local = { ...local };
  if (remote) view.remote = { ...remote };
  if (started) view.started = isoTime(started.wall);
  if (answered) view.answered = isoTime(answered.wall);
}

export function callView(call: Call): CallView {
  const view: CallView = { state: call.state };
  fillParts(view, call);
  if (call.muted) view.muted = true;
  if (call.heldByRemote) view.heldByRemote = true;
  return view;
}

/** What is known of a phone beside what it does. */
export interface PhoneLife {
  /** Milliseconds since 1970 of its last event or answer. */
  readonly seen: number | undefined;
  readonly reachable: boolean | undefined;
}

/** @param previous of a change; absent in an answer */
export function phoneView(
  phone: PhoneName,
  { state, since, calls, flags }: PhoneCalls,
  { seen, reachable }: PhoneLife,
  previous?: PhoneState,
): PhoneView {
  const view: PhoneView = { phone: { ...phone }, state, calls: calls.filter(isShown).map(callView), ...flags };
  if (previous) view.previous = previous;
  if (since !== undefined) view.since = isoTime(since);
  if (flags.forward) view.forward = { ...flags.forward };
  if (reachable !== undefined) view.reachable = reachable;
  if (seen !== undefined) view.seen = isoTime(seen);
  return view;
}

/** Whole seconds; a clock that only goes forward, so never below 0. */
const seconds = (from: Moment, to: Moment): number => Math.max(0, Math.round((to.at - from.at) / 1000));

export function callRecord(
  phone: PhoneName,
  past: EndedCall,
  outcome: CallOutcome,
  answeredBy?: PhoneName,
): CallRecord {
  const { call, end, witnessed, duration, transferred } = past;
  const { started, answered, isAnswered } = call;
  const ringEnd = isAnswered ? answered : witnessed ? end : undefined;
  const talk = answered && witnessed ? seconds(answered, end) : duration;
  const record: CallRecord = { phone: { ...phone }, outcome };
  fillParts(record, call);
  if (witnessed) record.ended = isoTime(end.wall);
  if (started && ringEnd) record.ring = seconds(started, ringEnd);
  if (isAnswered && talk !== undefined) record.duration = talk;
  if (transferred) record.transferred = true;
  if (answeredBy) record.answeredBy = { ...answeredBy };
  return record;
}

/** Whether two states look the same from outside. `seen` and `since` alone make no difference. */
export function looksSame(one: PhoneCalls, other: PhoneCalls): boolean {
  if (one === other) return true;
  if (one.state !== other.state || !sameFlags(one.flags, other.flags)) return false;
  if (one.calls === other.calls) return true;
  const [a, b] = [one.calls.filter(isShown), other.calls.filter(isShown)];
  return a.length === b.length && a.every((call, index) => sameCall(call, b[index] as Call));
}

const isShown = ({ doubtful }: Call): boolean => !doubtful;

function sameFlags(a: Flags, b: Flags): boolean {
  if (a === b) return true;
  return (
    a.registered === b.registered &&
    a.dnd === b.dnd &&
    a.callWaiting === b.callWaiting &&
    a.door === b.door &&
    a.forward?.always === b.forward?.always &&
    a.forward?.busy === b.forward?.busy &&
    a.forward?.noAnswer === b.forward?.noAnswer
  );
}

function sameCall(a: Call, b: Call): boolean {
  return (
    a.key === b.key &&
    a.state === b.state &&
    a.direction === b.direction &&
    a.id === b.id &&
    a.line === b.line &&
    sameTexts(a.account, b.account) &&
    sameTexts(a.local, b.local) &&
    sameTexts(a.remote, b.remote) &&
    a.started === b.started &&
    a.answered === b.answered &&
    a.muted === b.muted &&
    a.heldByRemote === b.heldByRemote
  );
}

type Texts = Readonly<Record<string, string | undefined>>;

function sameTexts(a: object | undefined, b: object | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const [one, other] = [a as Texts, b as Texts];
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
