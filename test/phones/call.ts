import type { CallControl } from './call-control';

/** An account of a phone: what the documents call the active account. Line n is account n. */
export interface Account {
  readonly user: string;
  readonly host: string;
  /** Display name; blank: the document's phones show the number. */
  name?: string;
}

/** One call as the phone itself sees it; `talking` and `held` are the established ones. */
export interface Call {
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** The other party. */
  readonly number: string;
  readonly name: string;
  readonly host: string;
  /** Line, from 1. */
  readonly line: number;
  state: 'dialing' | 'ringing' | 'talking' | 'held' | 'ended';
  startedAt?: Date;
  endedAt?: Date;
}

/** Who calls: `host` blank is the phone's own server. */
export interface Caller {
  readonly number: string;
  readonly name?: string;
  readonly host?: string;
  readonly line?: number;
}

/** What joins phones: told what happens at one end, it lets the same happen at the other. */
export interface Exchange {
  placed(phone: CallControl, call: Call): void;
  answered(call: Call): void;
  released(call: Call, how: 'normal' | 'busy'): void;
  /** The party of `call` is to talk to `number` instead. */
  referred(call: Call, number: string): void;
  /** The parties of both calls are to talk to each other. */
  joined(first: Call, second: Call): void;
}

/** What was so when an incident happened: a copy, later changes do not reach it. */
export interface Circumstances {
  readonly time: Date;
  readonly call?: Readonly<Call>;
  readonly line?: number;
}
