import { nearestWord } from '../nearest-word';
import { type EventId, foldEventName, type VendorCatalogue } from '../vendors';

/** Finds the event whose id or printed name is nearest to a name that means none. */
export function nearestEvent(vendors: VendorCatalogue): (name: string) => EventId | undefined {
  // Ids first: of several that are equally near the first is meant.
  const events = new Map<string, EventId>([...vendors.eventTerms.keys()].map((id) => [foldEventName(id), id]));
  for (const { events: rows } of vendors.profiles) {
    for (const { event, label, names = [] } of rows) {
      for (const name of [label, ...names]) {
        const folded = foldEventName(name);
        if (!events.has(folded)) events.set(folded, event);
      }
    }
  }
  return (name) => {
    const nearest = nearestWord(foldEventName(name), events.keys());
    return nearest === undefined ? undefined : events.get(nearest);
  };
}
