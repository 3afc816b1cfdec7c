import { EVENT_IDS, EVENTS, type EventId, type EventTerm } from '../vocabulary';
import { foldingAtHand } from './fold';
import { foldVariableName } from './variables';
import type { EventRow, Series, VendorProfile } from './profile';

/**
 * What remains of an event's name when case, blanks, `-`, `_`, a file extension and a last `Url` or `Uri` do not
 * count: `incomingCallUrl.xml`, `Incoming Call` and `incoming-call` are one name. What else a dot stands before is part of
 * the name: `action_url.hold` is no `action_url.mute`.
 */
export function foldEventName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/\.(?:xml|html?|php|cgi|aspx?|txt|json|cfg)$/, '')
    .replace(/ur[li]$/, '');
}

/** Finds an event by an id or any printed name. */
export interface EventLookup {
  /**
   * A vendor's own names come first, then everybody's. Of a phone of unknown make a name that no built-in vendor has means
   * what the user's vendors say.
   */
  meant(name: string, vendorId?: string): EventId | undefined;
  /** Everybody's alone, and of a phone of the user's vendors its own. */
  documented(name: string, vendorId?: string): EventId | undefined;
}

/**
 * A name by which two vendors mean two events means none from senders of unknown make; ids are names before all others.
 *
 * @param own vendors of the user's, whose names say nothing of the others' phones
 */
export function eventLookup(profiles: readonly VendorProfile[], own: readonly VendorProfile[] = []): EventLookup {
  const printed = [...profiles, ...own].flatMap(({ events }) =>
    events.flatMap(({ event, label, names = [] }) => [event, label, ...names]),
  );
  const fold = foldingAtHand([...EVENT_IDS, ...printed], foldEventName);
  const everybody = namesOfAll(profiles);
  const byVendor = new Map([...profiles, ...own].map((profile) => [profile.id, namesOfOne(profile)]));
  const strangers = namesOfAll(own);
  // What two of ours mean differently means nothing, whatever the user's own say.
  for (const { id } of profiles) for (const name of byVendor.get(id)?.keys() ?? []) strangers.delete(name);
  for (const [name, event] of everybody) strangers.set(name, event);
  const anyMake = new Set([...profiles, ...own].filter((profile) => profile.anyMake).map(({ id }) => id));
  const ofUser = new Set(own.map(({ id }) => id));
  const byOwn = (key: string, vendorId = ''): EventId | undefined => byVendor.get(vendorId)?.get(key);
  const isStrange = (vendorId = ''): boolean => !byVendor.has(vendorId) || anyMake.has(vendorId);
  return {
    meant(name, vendorId) {
      const key = fold(name);
      return byOwn(key, vendorId) ?? (isStrange(vendorId) ? strangers : everybody).get(key);
    },
    documented(name, vendorId) {
      const key = fold(name);
      return (ofUser.has(vendorId ?? '') ? byOwn(key, vendorId) : undefined) ?? everybody.get(key);
    },
  };
}

function namesOfOne({ events }: VendorProfile): Map<string, EventId> {
  return new Map(
    events.flatMap(({ event, label, names = [] }) =>
      [event, label, ...names].map((name) => [foldEventName(name), event] as const),
    ),
  );
}

/** What names mean where it is not known whose they are. */
function namesOfAll(profiles: readonly VendorProfile[]): Map<string, EventId> {
  const everybody = new Map<string, EventId>(EVENT_IDS.map((id) => [foldEventName(id), id]));
  // An id of a vendor's own is a name as ours are.
  for (const { events } of profiles) {
    for (const { event } of events)
      if (!everybody.has(foldEventName(event))) everybody.set(foldEventName(event), event);
  }
  const ids = new Set(everybody.keys());
  const ambiguous = new Set<string>();
  for (const profile of profiles) {
    for (const [name, event] of namesOfOne(profile)) {
      const other = everybody.get(name);
      if (other === undefined) everybody.set(name, event);
      else if (other !== event && !ids.has(name)) ambiguous.add(name);
    }
  }
  for (const name of ambiguous) everybody.delete(name);
  return everybody;
}

/** The row of a vendor's event: its own, else that whose URL stands for it among others. */
export function eventRowOf({ events }: Pick<VendorProfile, 'events'>, event: EventId): EventRow | undefined {
  return events.find((row) => row.event === event) ?? events.find((row) => eventsOf(row).includes(event));
}

/** The events that a row's URL may mean. */
export function eventsOf({ event, byVariable }: Pick<EventRow, 'event' | 'byVariable'>): EventId[] {
  return [...new Set([event, ...Object.values(byVariable?.values ?? {})])];
}

/** The rows that phones of a series have. @param series absent: it is not known, and nothing is ruled out */
export function rowsOn<R extends Pick<EventRow, 'series'>>(
  rows: readonly R[],
  series: Pick<Series, 'id'> | undefined,
): R[] {
  return rows.filter((row) => !series || !row.series || row.series.includes(series.id));
}

/** The rows whose URLs may mean one of these events. */
export function rowsTelling<R extends Pick<EventRow, 'event' | 'byVariable'>>(
  rows: readonly R[],
  wanted: readonly string[],
): R[] {
  return rows.filter((row) => eventsOf(row).some((event) => wanted.includes(event)));
}

/** Which event a variable's value says, where the name of the event alone does not. */
export interface ByVariable {
  /** Folded. */
  readonly variable: string;
  /** @param value decoded; in any case */
  eventOf(value: string): EventId | undefined;
}

/** By an event's name, for a vendor's phones or a stranger's: what its row leaves to a variable. Of `own` for its own phones. */
export function variableLookup(
  profiles: readonly VendorProfile[],
  own: readonly VendorProfile[] = [],
): (name: string, vendorId?: string) => ByVariable | undefined {
  const everybody = new Map<string, ByVariable>();
  const byVendor = new Map<string, Map<string, ByVariable>>();
  for (const { id, events } of [...profiles, ...own]) {
    const isTheirs = profiles.some((profile) => profile.id === id);
    for (const { event, label, names = [], byVariable } of events) {
      if (!byVariable) continue;
      const values = new Map(Object.entries(byVariable.values).map(([value, of]) => [value.toLowerCase(), of]));
      const found: ByVariable = {
        variable: foldVariableName(byVariable.variable),
        eventOf: (value) => values.get(value.trim().toLowerCase()),
      };
      const own = byVendor.get(id) ?? new Map<string, ByVariable>();
      for (const name of [event, label, ...names].map(foldEventName)) {
        own.set(name, found);
        if (isTheirs && !everybody.has(name)) everybody.set(name, found);
      }
      byVendor.set(id, own);
    }
  }
  if (byVendor.size === 0) return () => undefined;
  return (name, vendorId) => {
    const own = vendorId === undefined ? everybody : byVendor.get(vendorId);
    return own?.get(foldEventName(name));
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
