import type { ReportedPhone } from '../../nodes/lib/phones/reported-phone';

/** What the runtime's routes answer and publish (docs/sidebar.md). Whatever stands between may answer with anything. */

export interface Problem {
  readonly kind: string;
  /** What is missing or shared, in the runtime's language. */
  readonly text?: string;
  /** Of a refused password: the phone's answer. */
  readonly status?: number;
  /** Until when a refused password waits; ISO 8601. */
  readonly until?: string;
  /** Whole days without any sign. */
  readonly days?: number;
}

/** The other party of the call that makes a phone's state. */
export interface OtherParty {
  readonly name?: string;
  readonly number?: string;
  readonly user?: string;
}

/** A deployed phone; what nobody knows is absent. */
export interface RuntimePhone {
  readonly id: string;
  readonly name?: string;
  readonly vendor?: string;
  readonly model?: string;
  readonly mac?: string;
  readonly address?: string;
  readonly isLearned?: boolean;
  readonly state: string;
  readonly since?: string;
  readonly with?: OtherParty;
  readonly registered?: boolean;
  readonly dnd?: boolean;
  readonly door?: string;
  readonly reachable?: boolean;
  readonly seen?: string;
  readonly firmware?: string;
  readonly problems: readonly Problem[];
}

/** A phone that reported and has no node. All of it was chosen by whoever sent the event. */
export interface Stranger extends ReportedPhone {
  /** The user part of the account that it reported with. */
  readonly account?: string;
}

export interface PhonesAnswer {
  readonly revision: number;
  readonly phones: readonly RuntimePhone[];
  /** Absent for who may only look. */
  readonly strangers?: readonly Stranger[];
}

/** What comes by comms. */
export interface Publication {
  readonly revision: number;
  readonly phones?: readonly RuntimePhone[];
  readonly gone?: readonly string[];
  readonly strangers?: number;
  /** More than is said at once: to be asked for. */
  readonly isMuch?: boolean;
}

export interface JournalEntry {
  readonly seq: number;
  /** ISO 8601. */
  readonly time: string;
  readonly address?: string;
  readonly port?: number;
  readonly mac?: string;
  readonly phone?: { readonly id?: string; readonly name?: string };
  readonly path?: string;
  /** Our id. */
  readonly event?: string;
  /** As sent, where it is no event of ours. */
  readonly name?: string;
  readonly status?: number;
  readonly verdict: string;
  /** What was perhaps meant. */
  readonly nearest?: string;
  /** To how many a message went. */
  readonly nodes?: number;
}

export interface JournalAnswer {
  readonly seq: number;
  readonly entries: readonly JournalEntry[];
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isPhone = (value: unknown): value is RuntimePhone =>
  isObject(value) &&
  typeof value['id'] === 'string' &&
  typeof value['state'] === 'string' &&
  Array.isArray(value['problems']);

export const isPhonesAnswer = (value: unknown): value is PhonesAnswer =>
  isObject(value) &&
  typeof value['revision'] === 'number' &&
  Array.isArray(value['phones']) &&
  value['phones'].every(isPhone);

export const isPublication = (value: unknown): value is Publication =>
  isObject(value) &&
  typeof value['revision'] === 'number' &&
  (value['phones'] === undefined || (Array.isArray(value['phones']) && value['phones'].every(isPhone)));

export const isJournalAnswer = (value: unknown): value is JournalAnswer =>
  isObject(value) && typeof value['seq'] === 'number' && Array.isArray(value['entries']);
