import { type Sentence, sentence } from '../../sentences/sentence';
import type { VendorProfile } from '../profile';

const ELEMENT = /^[A-Za-z_][\w.-]*$/;

/** What is wrong with how events come and are answered, where that is not by their URL alone. */
export function bodyProblems(profile: VendorProfile): Sentence[] {
  return [...postedProblems(profile), ...replyProblems(profile)];
}

function replyProblems({ eventReply }: VendorProfile): Sentence[] {
  if (!eventReply) return [];
  const { contentType, text } = eventReply;
  return [
    ...(/^[\w.+-]+\/[\w.+-]+$/.test(contentType)
      ? []
      : [sentence('check.reply-type', { type: JSON.stringify(contentType) })]),
    ...(/^[ -~\r\n\t]+$/.test(text) ? [] : [sentence('check.reply-text')]),
  ];
}

/** Posted events that cannot be told: elements with names that no element has, values for events that there are not. */
function postedProblems({ eventBody, events, series }: VendorProfile): Sentence[] {
  if (!eventBody) return [];
  const own = new Set(events.map(({ event }) => event));
  const there = new Set(series.map(({ id }) => id));
  const strange = (eventBody.series ?? [])
    .filter((id) => !there.has(id))
    .map((series) => sentence('check.body-series', { series }));
  if (eventBody.format === 'xml') {
    const { within } = eventBody;
    const elements = events.filter(({ label, names = [] }) => [label, ...names].some((name) => ELEMENT.test(name)));
    return [
      ...strange,
      ...(within === undefined || ELEMENT.test(within) ? [] : [sentence('check.body-within', { within })]),
      ...(elements.length > 0 ? [] : [sentence('check.body-elements')]),
    ];
  }
  const { property, values, otherwise } = eventBody;
  return [
    ...strange,
    ...(property.trim() === '' ? [sentence('check.body-property')] : []),
    ...[...Object.entries(values), ['otherwise', otherwise] as const]
      .filter(([, event]) => !own.has(event))
      .map(([value, event]) => sentence('check.body-value', { value, event })),
  ];
}
