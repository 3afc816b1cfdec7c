import { type Sentence, sentence } from '../../sentences/sentence';
import { EVENTS, type EventTerm } from '../../vocabulary';
import { foldEventName } from '../names';
import type { EventRow, VendorProfile } from '../profile';
import { foldVariableName } from '../variables';
import { ID, isNearly, repeated } from './words';

/** Ids that are none, names that mean two events, and events that a variable tells apart which there is not. */
export function eventProblems({ events, variables }: VendorProfile): Sentence[] {
  const meanings = new Map<string, string>();
  const names = new Set(variables.flatMap(({ name, aliases = [] }) => [name, ...aliases]).map(foldVariableName));
  const own = new Set(events.map(({ event }) => event));
  return [
    ...repeated(events.map(({ event }) => event)).map((event) => sentence('check.same-event', { event })),
    ...events.flatMap((row) => [
      ...idProblems(row),
      ...nameProblems(row, meanings),
      ...byVariableProblems(row, names, own),
    ]),
  ];
}

function idProblems({ event, category }: EventRow): Sentence[] {
  if (!ID.test(event)) {
    return [sentence('check.event-id', { event })];
  }
  const isOurs = Object.hasOwn(EVENTS, event);
  if (isOurs && category !== undefined) {
    return [sentence('check.our-event', { event })];
  }
  if (isOurs || category !== undefined) return [];
  const near = Object.keys(EVENTS).find((id) => isNearly(event, id));
  return [
    near === undefined ? sentence('check.no-category', { event }) : sentence('check.no-category-near', { event, near }),
  ];
}

function nameProblems({ event, label, names = [] }: EventRow, meanings: Map<string, string>): Sentence[] {
  return [
    ...repeated([label, ...names]).map((name) => sentence('check.name-twice', { event, name })),
    ...[event, label, ...names].flatMap((name) => {
      const folded = foldEventName(name);
      const other = meanings.get(folded);
      meanings.set(folded, event);
      if (folded === '') return [sentence('check.name-of-nothing', { event, name })];
      const ours = OUR_NAMES.get(folded);
      if (ours !== undefined && ours !== event) {
        return [sentence('check.our-name', { event, name })];
      }
      return other === undefined || other === event
        ? []
        : [sentence('check.two-events', { name, one: other, other: event })];
    }),
  ];
}

const OUR_NAMES: ReadonlyMap<string, string> = new Map(Object.keys(EVENTS).map((id) => [foldEventName(id), id]));

function byVariableProblems(
  { event, byVariable }: EventRow,
  names: ReadonlySet<string>,
  own: ReadonlySet<string>,
): Sentence[] {
  if (!byVariable) return [];
  const { variable, values } = byVariable;
  const terms: Readonly<Record<string, EventTerm>> = EVENTS;
  return [
    ...(names.has(foldVariableName(variable)) ? [] : [sentence('check.telling-variable', { event, variable })]),
    ...Object.entries(values)
      .filter(([, id]) => !Object.hasOwn(terms, id) && !own.has(id))
      .map(([value, id]) => sentence('check.telling-value', { value, variable, event: id })),
    ...Object.values(values)
      .filter((id) => id !== event && own.has(id))
      .map((id) => sentence('check.told-twice', { event: id, variable, other: event })),
  ];
}
