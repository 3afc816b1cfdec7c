import type { CallOutcome } from '../errors';
import type { EventPayload } from '../events/types';

export type Direction = 'inbound' | 'outbound';
export type CallState = 'ringing' | 'dialing' | 'talking' | 'held';
export type PhoneState = CallState | 'busy' | 'idle' | 'unknown';
export type { CallOutcome } from '../errors';

/** One moment on two clocks: what is measured goes by `at`, what is shown by `wall`, which may be set at any time. */
export interface Moment {
  /** Milliseconds of a clock that only goes forward. */
  readonly at: number;
  /** Milliseconds since 1970. */
  readonly wall: number;
}

/** What an event's message says of its call: the same objects as in `EventPayload`. */
export type CallParts = Pick<EventPayload, 'account' | 'call' | 'local' | 'remote'>;

/** A call that is not over. Never changed in place. */
export interface Call {
  /** Tells calls of one phone apart, whatever ids the phone gives them. */
  readonly key: number;
  readonly state: CallState;
  readonly direction?: Direction | undefined;
  readonly id?: string | undefined;
  /** Ids it had before: phones change ids between the legs of a call. */
  readonly formerIds?: readonly string[] | undefined;
  readonly line?: number | undefined;
  readonly account?: EventPayload['account'];
  readonly local?: EventPayload['local'];
  readonly remote?: EventPayload['remote'];
  /** When it was first heard of, be it in its middle. */
  readonly opened: Moment;
  /** When it began; absent where that was not witnessed. */
  readonly started?: Moment | undefined;
  readonly answered?: Moment | undefined;
  /** It was answered, witnessed or not. */
  readonly isAnswered: boolean;
  /** The last report of this call. */
  readonly news: Moment;
  readonly muted: boolean;
  readonly heldByRemote: boolean;
  /** Nobody knows whether it is still there: not shown, and the phone is `unknown` where it has no other. */
  readonly doubtful: boolean;
  readonly transferring: boolean;
}

/** A call that is over, as long as late reports may still belong to it. */
export interface EndedCall {
  readonly call: Call;
  readonly end: Moment;
  /** The phone told the end when it came; else it was inferred later, and the record has no `ended`. */
  readonly witnessed: boolean;
  readonly outcome: CallOutcome;
  /** The phone told the reason: no later reason changes it. */
  readonly told: boolean;
  /** Its `call-terminated` has come. */
  readonly terminated: boolean;
  /** Its `missed-call` has come. */
  readonly missed: boolean;
  readonly transferred: boolean;
  /** Seconds of the talk in the phone's own words. */
  readonly duration?: number | undefined;
  readonly recorded: boolean;
}

/** What a phone told about itself; absent until told. */
export interface Flags {
  readonly registered?: boolean;
  readonly dnd?: boolean;
  readonly forward?: { readonly always?: boolean; readonly busy?: boolean; readonly noAnswer?: boolean };
  readonly callWaiting?: boolean;
  readonly door?: 'open' | 'closed';
}

/** Everything that is known about one phone. Never changed in place. */
export interface PhoneCalls {
  readonly calls: readonly Call[];
  readonly ended: readonly EndedCall[];
  readonly offHook: boolean;
  /** Busy by its own word. */
  readonly busy: boolean;
  /** `at` of the last report of the receiver. */
  readonly hookNews: number;
  /** Something of calls or the receiver was reported, and no reboot has begun since. */
  readonly known: boolean;
  readonly flags: Flags;
  readonly state: PhoneState;
  /** Milliseconds since 1970; absent where the moment of `state` is not known. */
  readonly since?: number | undefined;
  /** The next call's key. */
  readonly nextKey: number;
}

/** What a step did to a call, for those who wait for it. */
export interface CallNews {
  readonly what: 'began' | 'answered' | 'ended' | 'amended';
  readonly call: Call;
  /** Of `ended` and `amended`. */
  readonly outcome?: CallOutcome;
  /** The reason is known: none that comes later changes it. */
  readonly told?: boolean;
}

export const NOTHING: PhoneCalls = {
  calls: [],
  ended: [],
  offHook: false,
  busy: false,
  hookNews: 0,
  known: false,
  flags: {},
  state: 'unknown',
  nextKey: 1,
};
