import type { CallView, PhoneView } from '../calls/view';
import type { RetainedTopic } from './names';
import { type Offers, offered } from './offers';
import { cleaned } from './text';

/** What the sensor of a phone's state says, beside unknown. */
export const STATES = ['idle', 'ringing', 'dialing', 'talking', 'held', 'busy'] as const;

/** Home Assistant's word for a state that nobody knows. */
const UNKNOWN = 'None';
const LONGEST_CALLER = 200;
const LONGEST_NUMBER = 64;

/** Who the other party is, as attributes and events have it; absent: not known. */
export interface CallParty {
  readonly number?: string;
  readonly caller?: string;
}

/** Strangers choose these: they are bounded, and control characters go. */
export function partyOf({ remote }: Pick<CallView, 'remote'>): CallParty {
  const number = cleaned(remote?.number ?? '', LONGEST_NUMBER);
  // Who has no number is called by his address' user: `door1`.
  const caller = cleaned(remote?.name ?? (number ? '' : (remote?.user ?? '')), LONGEST_CALLER);
  return { ...(number && { number }), ...(caller && { caller }) };
}

/** What an event or the attributes say of a call, whatever became of it. */
export function callParts(call: CallView | Omit<CallView, 'state'>): Readonly<Record<string, unknown>> {
  const { direction, id, line } = call;
  const callId = cleaned(id ?? '', LONGEST_CALLER);
  return {
    ...(direction && { direction }),
    ...partyOf(call),
    ...(callId && { call_id: callId }),
    ...(line !== undefined && { line }),
  };
}

/** Of the call that makes the state; nobody is named when there is none. */
function attributesOf({ state, since, calls }: PhoneView): Readonly<Record<string, unknown>> {
  const call = calls.find((one) => one.state === state);
  return {
    ...(since !== undefined && { since }),
    ...(call && callParts(call)),
    ...(call?.muted && { muted: true }),
    ...(call?.heldByRemote && { held_by_remote: true }),
  };
}

const word = (value: boolean | undefined): string => (value === undefined ? UNKNOWN : value ? 'ON' : 'OFF');

/** How a door is known to be open. */
export interface DoorFacts {
  /** It counts as closed some time after it was opened, whatever the phone says. */
  readonly isPulsed: boolean;
  /** It was opened, and that time is not over. */
  readonly isOpened: boolean;
}

function doorWord({ door }: PhoneView, { isPulsed, isOpened }: DoorFacts): string {
  if (!isPulsed) return word(door === undefined ? undefined : door === 'open');
  if (isOpened) return 'ON';
  return door === undefined ? UNKNOWN : 'OFF';
}

/** The retained messages of a phone by their topics, in the order in which they are published: who asks at a change of the state finds its attributes. */
export function statesOf(view: PhoneView, offers: Offers, door: DoorFacts): Map<RetainedTopic, string> {
  const all: Readonly<Record<string, () => readonly (readonly [RetainedTopic, string])[]>> = {
    state: () => [
      ['attributes', JSON.stringify(attributesOf(view))],
      ['state', view.state === 'unknown' ? UNKNOWN : view.state],
    ],
    door: () => [['door', doorWord(view, door)]],
    sensor_1: () => [['sensor_1', 'OFF']],
    sensor_2: () => [['sensor_2', 'OFF']],
    tamper: () => [['tamper', 'OFF']],
    registered: () => [['registered', word(view.registered)]],
    reachable: () => [['reachable', word(view.reachable)]],
    dnd: () => [['dnd', word(view.dnd)]],
  };
  return new Map(offered(offers).flatMap((component) => all[component]?.() ?? []));
}
