import type { EventPayload } from '../events/types';
import type { Call, CallParts, CallState, Direction } from './types';

type Remote = EventPayload['remote'];

/** What an event tells about its call. */
export interface Told {
  readonly event: string;
  readonly id: string | undefined;
  readonly line: number | undefined;
  readonly direction: Direction | undefined;
  readonly account: EventPayload['account'];
  readonly local: EventPayload['local'];
  readonly remote: Remote;
  /** Seconds. */
  readonly duration: number | undefined;
}

/** @param direction the event's own, which a word in the report does not overrule */
export function tell(event: string, parts: CallParts, direction?: Direction): Told {
  const { call } = parts;
  const word = call?.direction;
  return {
    event,
    id: call?.id === '' ? undefined : call?.id,
    line: call?.line,
    direction: direction ?? (word === 'inbound' || word === 'outbound' ? word : undefined),
    account: parts.account,
    local: parts.local,
    remote: parts.remote,
    duration: call?.duration,
  };
}

const NUMBER = /^[+*#\d]+$/;

/** One text may be a number as dialled, the other the same with a prefix: the shorter, or six digits, is the tail. */
function sameText(one: string, other: string): boolean {
  if (one === other || one.toLowerCase() === other.toLowerCase()) return true;
  if (!NUMBER.test(one) || !NUMBER.test(other)) return false;
  const [a, b] = [one.replace(/\D/g, ''), other.replace(/\D/g, '')];
  const length = Math.min(a.length, b.length, 6);
  return length >= 3 && a.slice(-length) === b.slice(-length);
}

/** The user part of `sip:6040@host`; whole where it is none. */
const userOf = (uri: string): string => /^(?:sips?|tel):([^@;?>]+)/i.exec(uri)?.[1] ?? uri;

/** Everything by which a party can be compared; names are what anybody likes, and are not. */
export function addressesOf(remote: Remote): readonly string[] {
  if (!remote) return [];
  const { number, user, uri } = remote;
  if (number && (!user || user === number)) return [number];
  const found = [number, user].filter((text): text is string => text !== undefined && text !== '');
  return found.length === 0 && uri ? [userOf(uri)] : found;
}

/**
 * Whether two tellings can be of the same other party: equal texts, of any length; else numbers that end alike.
 * @returns undefined where one of them does not tell
 */
export function sameParty(one: Remote, other: Remote): boolean | undefined {
  const [a, b] = [addressesOf(one), addressesOf(other)];
  if (a.length === 0 || b.length === 0) return undefined;
  return a.some((text) => b.some((text2) => sameText(text, text2)));
}

const same = <T>(one: T | undefined, other: T | undefined): boolean | undefined =>
  one === undefined || other === undefined ? undefined : one === other;

/** What is looked at beside the id. `party` is left out where an event may name a third one. */
export type Aspect = 'party';

/**
 * How well what is told fits a call, ids aside.
 * @returns -1: it contradicts; else how many things agree
 */
export function agreement(call: Call, told: Told, without?: Aspect): number {
  let agreed = 0;
  const aspects = [
    same(call.line, told.line),
    same(call.account?.user, told.account?.user),
    same(call.direction, told.direction),
    without === 'party' ? undefined : sameParty(call.remote, told.remote),
  ];
  for (const aspect of aspects) {
    if (aspect === false) return -1;
    if (aspect) agreed += 1;
  }
  return agreed;
}

export const hasId = (call: Call, id: string | undefined): boolean =>
  id !== undefined && (call.id === id || call.formerIds?.includes(id) === true);

/** The same, with ids: two that differ are two calls. */
export function fit(call: Call, told: Told, without?: Aspect): number {
  if (told.id !== undefined && call.id !== undefined && !hasId(call, told.id)) return -1;
  return agreement(call, told, without);
}

/** Ids of one or two digits are numbers that come again with later calls. */
export const isReusable = (id: string): boolean => /^\d{1,2}$/.test(id);

/**
 * The call that is meant where no id says it: more agreement first, then the state that suits the event, then the
 * latest news; doubtful ones last.
 * @param order states that the event can be about, the likeliest first; others are not looked at
 * @param options `bonus`: what else agrees
 */
export function meant(
  calls: readonly Call[],
  told: Told,
  order: readonly (readonly CallState[])[],
  { without, bonus }: { readonly without?: Aspect | undefined; readonly bonus?: (call: Call) => number } = {},
): { readonly call: Call; readonly agreed: number } | undefined {
  let best: { call: Call; agreed: number; suits: number } | undefined;
  for (const call of calls) {
    const suits = order.findIndex((states) => states.includes(call.state));
    if (suits < 0) continue;
    const fits = fit(call, told, without);
    if (fits < 0) continue;
    const agreed = fits + (bonus?.(call) ?? 0);
    if (best && !isBetter({ call, agreed, suits }, best)) continue;
    best = { call, agreed, suits };
  }
  return best;
}

interface Candidate {
  readonly call: Call;
  readonly agreed: number;
  readonly suits: number;
}

function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.call.doubtful !== other.call.doubtful) return other.call.doubtful;
  if (one.agreed !== other.agreed) return one.agreed > other.agreed;
  if (one.suits !== other.suits) return one.suits < other.suits;
  return one.call.news.at >= other.call.news.at;
}
