import type { CallNews } from '../calls/types';
import { type CallRecord, callView } from '../calls/view';
import type { CallOutcome } from '../errors';
import { callParts } from './states';

/** What the event of a phone's calls may say: two beginnings, the answer, and every end. */
export const CALL_EVENTS = [
  'ringing',
  'dialing',
  'answered',
  'ended',
  'missed',
  'rejected',
  'forwarded',
  'elsewhere',
  'unanswered',
  'busy',
  'canceled',
] as const;
export type CallEventType = (typeof CALL_EVENTS)[number];

/** @returns the payload; undefined where it is no event of ours: how a call ended is told by its record */
export function callEvent({ what, call }: CallNews): string | undefined {
  const type = what === 'answered' ? what : what === 'began' ? call.state : undefined;
  if (type !== 'answered' && type !== 'ringing' && type !== 'dialing') return undefined;
  return payload(type, callParts(callView(call)));
}

/** A call that is over, when its reason is known. */
export function recordEvent(record: CallRecord): string {
  const { outcome, duration, ring } = record;
  return payload(endOf(outcome), {
    ...callParts(record),
    outcome,
    ...(duration !== undefined && { duration }),
    ...(ring !== undefined && { ring }),
  });
}

const endOf = (outcome: CallOutcome): CallEventType =>
  outcome === 'answered' || outcome === 'unknown' ? 'ended' : outcome;

const payload = (type: CallEventType, parts: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ event_type: type, ...parts });
