import type { EventId } from '../../vocabulary';
import { isoTime } from '../../iso-time';
import type { EventMessage, EventPayload, KnownPhone, Report } from '../types';
import { type EventParts, eventParts, PARTS } from './parts';
import { readVariables } from './reading';

/** What a report says, as some phone's words. Whoever hands it out hands out copies. */
export interface Understood {
  readonly variables: Readonly<Record<string, string>>;
  readonly parts: EventParts;
}

/** @param phone the deployed phone that sent it, where one is known */
export function understand(report: Report, event: EventId | 'unknown', phone?: KnownPhone): Understood {
  const reading = readVariables(report, phone);
  const direction = report.vendors.eventTerms.get(event)?.direction;
  return { variables: reading.variables, parts: eventParts(reading, direction, phone?.name) };
}

export interface EventContext {
  readonly event: EventId | 'unknown';
  /** When the request was received. */
  readonly time: Date;
  /** The deployed phone that sent it, where one is known. */
  readonly phone?: KnownPhone | undefined;
  /** The report as this phone's, where it has been read before. */
  readonly understood?: Understood;
}

/**
 * The message of an event. What the phone did not send, sent empty or left unsubstituted is absent, and so is what is
 * not of its field's kind (a `line` of `abc`, a `mac` of five pairs), or may be another's word (`doubtful` lists it):
 * `variables` has it all as sent. Each call returns objects of its own.
 */
export function eventMessage(report: Report, { event, time, phone, understood }: EventContext): EventMessage {
  const { variables, parts } = understood ?? understand(report, event, phone);
  const term = report.vendors.eventTerms.get(event);
  const payload: EventPayload = { event, time: isoTime(time.getTime()) };
  if (term) payload.category = term.category;
  else if (report.name !== '') payload.name = report.name;
  if (phone?.vendor) payload.vendor = phone.vendor;
  for (const key of PARTS) copy(payload, key, parts[key]);
  if (parts.doubtful) payload.doubtful = [...parts.doubtful];
  return { topic: event, payload, variables: { ...variables } };
}

function copy<K extends (typeof PARTS)[number]>(payload: EventPayload, key: K, part: EventPayload[K]): void {
  if (part) payload[key] = { ...part };
}
