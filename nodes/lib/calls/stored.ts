import { MOST_CALLS } from './limits';
import { type Call, type CallState, type Flags, type Moment, NOTHING, type PhoneCalls } from './types';

/** A phone as a store keeps it: plain JSON, times in milliseconds since 1970. */
export interface StoredPhone {
  readonly version: 1;
  /** Which instance wrote it. */
  readonly by: string;
  readonly time: number;
  readonly flags: Flags;
  readonly calls: readonly StoredCall[];
}

type StoredCall = Pick<Call, 'state' | 'direction' | 'id' | 'line' | 'account' | 'local' | 'remote' | 'isAnswered'> & {
  readonly opened: number;
  readonly news: number;
  readonly started?: number | undefined;
  readonly answered?: number | undefined;
};

/** What is worth keeping of a phone; shares no object with it. */
export function storedPhone({ flags, calls }: PhoneCalls, by: string, time: number): StoredPhone {
  const kept: StoredPhone = {
    version: 1,
    by,
    time,
    flags,
    calls: calls.map(({ state, direction, id, line, account, local, remote, isAnswered, ...call }) => ({
      state,
      direction,
      id,
      line,
      account,
      local,
      remote,
      isAnswered,
      opened: call.opened.wall,
      news: call.news.wall,
      started: call.started?.wall,
      answered: call.answered?.wall,
    })),
  };
  return JSON.parse(JSON.stringify(kept)) as StoredPhone;
}

/** Whether a step made something that a store has to know: a start, an answer or an end of a call, or a flag. */
export function isWorthStoring(before: PhoneCalls, after: PhoneCalls): boolean {
  if (before.flags !== after.flags && JSON.stringify(before.flags) !== JSON.stringify(after.flags)) return true;
  if (before.calls.length !== after.calls.length) return true;
  return before.calls.some((call, index) => {
    const now = after.calls[index];
    return call.key !== now?.key || call.isAnswered !== now.isAnswered;
  });
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns what a store holds, if it is of this form; anybody may have written there */
export function readStored(value: unknown): StoredPhone | undefined {
  if (!isFields(value) || value.version !== 1 || typeof value.time !== 'number') return undefined;
  if (!Number.isFinite(value.time) || !isFields(value.flags) || !Array.isArray(value.calls)) return undefined;
  return {
    version: 1,
    by: typeof value.by === 'string' ? value.by : '',
    time: value.time,
    flags: readFlags(value.flags),
    calls: value.calls.slice(0, MOST_CALLS).flatMap((call: unknown) => readCall(call) ?? []),
  };
}

function readFlags(flags: Fields): Flags {
  const { registered, dnd, callWaiting, door } = flags;
  const forward = isFields(flags.forward) ? flags.forward : {};
  const kinds = (['always', 'busy', 'noAnswer'] as const).filter((kind) => typeof forward[kind] === 'boolean');
  return {
    ...(typeof registered === 'boolean' && { registered }),
    ...(typeof dnd === 'boolean' && { dnd }),
    ...(typeof callWaiting === 'boolean' && { callWaiting }),
    ...((door === 'open' || door === 'closed') && { door }),
    ...(kinds.length > 0 && { forward: Object.fromEntries(kinds.map((kind) => [kind, forward[kind] as boolean])) }),
  };
}

const STATES: readonly unknown[] = ['ringing', 'dialing', 'talking', 'held'] satisfies CallState[];
const isTime = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= 8.64e15;

function readCall(call: unknown): StoredCall | undefined {
  if (!isFields(call) || !STATES.includes(call.state) || !isTime(call.opened) || !isTime(call.news)) return undefined;
  const { direction, id, line, started, answered } = call;
  return {
    state: call.state as CallState,
    ...((direction === 'inbound' || direction === 'outbound') && { direction }),
    ...(typeof id === 'string' && { id }),
    ...(typeof line === 'number' && { line }),
    ...readTexts('account', call.account),
    ...readTexts('local', call.local),
    ...readTexts('remote', call.remote),
    isAnswered: call.isAnswered === true,
    opened: call.opened,
    news: call.news,
    ...(isTime(started) && { started }),
    ...(isTime(answered) && { answered }),
  };
}

function readTexts<K extends string>(key: K, value: unknown): { readonly [P in K]?: Record<string, string> } {
  if (!isFields(value)) return {};
  const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { [key]: Object.fromEntries(texts) } as { readonly [P in K]?: Record<string, string> };
}

/**
 * A phone as after a restart: flags as stored, calls doubtful, the state unknown until the next report.
 * @param before records that it still owes are owed as before
 */
export function restore(stored: StoredPhone, now: Moment, before: PhoneCalls): PhoneCalls {
  // A wall clock that was set back meanwhile makes nothing younger than now.
  const moment = (wall: number): Moment => ({ at: now.at - Math.max(0, now.wall - wall), wall });
  let key = before.nextKey;
  const calls = stored.calls.map(
    ({ opened, news, started, answered, ...call }): Call => ({
      ...call,
      key: key++,
      opened: moment(opened),
      news: moment(news),
      started: started === undefined ? undefined : moment(started),
      answered: answered === undefined ? undefined : moment(answered),
      muted: false,
      heldByRemote: false,
      doubtful: true,
      transferring: false,
    }),
  );
  return { ...NOTHING, ended: before.ended, flags: stored.flags, calls, nextKey: key };
}
