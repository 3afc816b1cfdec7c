import { EVENT_IDS, EVENTS, type EventId, type EventTerm } from '../vocabulary';
import { foldingAtHand } from './fold';
import type { VendorProfile } from './profile';

/**
 * What remains of an event's name when case, blanks, `-`, `_`, a file extension and a last `Url` or `Uri` do not
 * count: `incomingCallUrl.xml`, `Incoming Call` and `incoming-call` are one name.
 */
export function foldEventName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/\.[a-z0-9]{1,5}$/, '')
    .replace(/ur[li]$/, '');
}

/** Finds an event by an id or any printed name; a vendor's own names come first, then everybody's. */
export type EventLookup = (name: string, vendorId?: string) => EventId | undefined;

/** Where two vendors mean two events by one name, the vendor listed first wins for senders of unknown make. */
export function eventLookup(profiles: readonly VendorProfile[]): EventLookup {
  const everybody = new Map<string, EventId>(EVENT_IDS.map((id) => [foldEventName(id), id]));
  const printed = profiles.flatMap(({ events }) =>
    events.flatMap(({ event, label, names = [] }) => [event, label, ...names]),
  );
  const fold = foldingAtHand([...EVENT_IDS, ...printed], foldEventName);
  const byVendor = new Map<string, Map<string, EventId>>();
  for (const profile of profiles) {
    const own = new Map<string, EventId>();
    for (const { event, label, names = [] } of profile.events) {
      // An id of the vendor's own is a name as ours are.
      for (const name of [event, label, ...names]) {
        own.set(foldEventName(name), event);
        if (!everybody.has(foldEventName(name))) everybody.set(foldEventName(name), event);
      }
    }
    byVendor.set(profile.id, own);
  }
  return (name, vendorId) => {
    const key = fold(name);
    return (vendorId === undefined ? undefined : byVendor.get(vendorId)?.get(key)) ?? everybody.get(key);
  };
}

/** The terms of all events by id: those of the vocabulary, and the vendors' own, which belong to no phase of a call. */
export function eventTerms(profiles: readonly VendorProfile[]): ReadonlyMap<string, EventTerm> {
  const terms = new Map<string, EventTerm>(Object.entries(EVENTS));
  for (const { events } of profiles) {
    for (const { event, category } of events) {
      if (category && !terms.has(event)) terms.set(event, { category, phase: category === 'door' ? 'door' : 'none' });
    }
  }
  return terms;
}
