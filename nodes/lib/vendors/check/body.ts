import type { VendorProfile } from '../profile';

const ELEMENT = /^[A-Za-z_][\w.-]*$/;

/** Posted events that cannot be told: elements with names that no element has, values for events that there are not. */
export function bodyProblems({ eventBody, events, series }: VendorProfile): string[] {
  if (!eventBody) return [];
  const own = new Set(events.map(({ event }) => event));
  const there = new Set(series.map(({ id }) => id));
  const strange = (eventBody.series ?? [])
    .filter((id) => !there.has(id))
    .map((id) => `eventBody is of the series ${id}, which there is not: name one`);
  if (eventBody.format === 'xml') {
    const { within } = eventBody;
    const elements = events.filter(({ label, names = [] }) => [label, ...names].some((name) => ELEMENT.test(name)));
    return [
      ...strange,
      ...(within === undefined || ELEMENT.test(within)
        ? []
        : [`eventBody is within "${within}", which is no name of an element: write the element's name alone`]),
      ...(elements.length > 0 ? [] : ['no event has a name that an element could have: add them to the names']),
    ];
  }
  const { property, values, otherwise } = eventBody;
  return [
    ...strange,
    ...(property.trim() === '' ? ['eventBody names no property: write the one that says the event'] : []),
    ...[...Object.entries(values), ['otherwise', otherwise] as const]
      .filter(([, event]) => !own.has(event))
      .map(
        ([value, event]) => `${value} of eventBody says the event ${event}, which has no row: add one to the events`,
      ),
  ];
}
