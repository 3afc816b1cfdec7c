import type { VendorProfile } from '../profile';

const ELEMENT = /^[A-Za-z_][\w.-]*$/;

/** What is wrong with how events come and are answered, where that is not by their URL alone. */
export function bodyProblems(profile: VendorProfile): string[] {
  return [...postedProblems(profile), ...replyProblems(profile)];
}

function replyProblems({ eventReply }: VendorProfile): string[] {
  if (!eventReply) return [];
  const { contentType, text } = eventReply;
  return [
    ...(/^[\w.+-]+\/[\w.+-]+$/.test(contentType)
      ? []
      : [`eventReply is ${JSON.stringify(contentType)}, which is no media type: write it as text/xml`]),
    ...(/^[ -~\r\n\t]+$/.test(text) ? [] : ['eventReply is empty, or not ASCII: write what the phones take']),
  ];
}

/** Posted events that cannot be told: elements with names that no element has, values for events that there are not. */
function postedProblems({ eventBody, events, series }: VendorProfile): string[] {
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
