import { EVENTS, type EventTerm } from '../../vocabulary';
import { foldEventName } from '../names';
import type { EventRow, VendorProfile } from '../profile';
import { foldVariableName } from '../variables';
import { ID, isNearly, repeated } from './words';

/** Ids that are none, names that mean two events, and events that a variable tells apart which there is not. */
export function eventProblems({ events, variables }: VendorProfile): string[] {
  const meanings = new Map<string, string>();
  const names = new Set(variables.flatMap(({ name, aliases = [] }) => [name, ...aliases]).map(foldVariableName));
  const own = new Set(events.map(({ event }) => event));
  return [
    ...repeated(events.map(({ event }) => event)).map(
      (event) => `two rows are the event ${event}: put the names of both into one`,
    ),
    ...events.flatMap((row) => [
      ...idProblems(row),
      ...nameProblems(row, meanings),
      ...byVariableProblems(row, names, own),
    ]),
  ];
}

function idProblems({ event, category }: EventRow): string[] {
  if (!ID.test(event)) {
    return [`the event "${event}" is not lower-case letters and digits with dashes between: write it so`];
  }
  const isOurs = Object.hasOwn(EVENTS, event);
  if (isOurs && category !== undefined) {
    return [`the event ${event} is one of ours, whose category is known: remove the category`];
  }
  if (isOurs || category !== undefined) return [];
  const near = Object.keys(EVENTS).find((id) => isNearly(event, id));
  return [
    `the event ${event} is of the vendor's own, and needs a category` +
      (near === undefined ? ': add one, or use an id of ours' : `: or was ${near} meant?`),
  ];
}

function nameProblems({ event, label, names = [] }: EventRow, meanings: Map<string, string>): string[] {
  return [
    ...repeated([label, ...names]).map((name) => `the event ${event} has the name "${name}" twice: once is enough`),
    ...[event, label, ...names].flatMap((name) => {
      const folded = foldEventName(name);
      const other = meanings.get(folded);
      meanings.set(folded, event);
      if (folded === '') return [`the event ${event} has the name "${name}", of which nothing remains: remove it`];
      const ours = OUR_NAMES.get(folded);
      if (ours !== undefined && ours !== event) {
        return [`the event ${event} has the name "${name}", which is our id for another: its URLs would mean ${event}`];
      }
      return other === undefined || other === event
        ? []
        : [`"${name}" means the events ${other} and ${event}: leave it at the one that the document means`];
    }),
  ];
}

const OUR_NAMES: ReadonlyMap<string, string> = new Map(Object.keys(EVENTS).map((id) => [foldEventName(id), id]));

function byVariableProblems(
  { event, byVariable }: EventRow,
  names: ReadonlySet<string>,
  own: ReadonlySet<string>,
): string[] {
  if (!byVariable) return [];
  const { variable, values } = byVariable;
  const terms: Readonly<Record<string, EventTerm>> = EVENTS;
  return [
    ...(names.has(foldVariableName(variable))
      ? []
      : [`the event ${event} is told by the variable ${variable}, which there is not: add it to the variables`]),
    ...Object.entries(values)
      .filter(([, id]) => !Object.hasOwn(terms, id) && !own.has(id))
      .map(([value, id]) => `the value ${value} of ${variable} says the event ${id}, which there is not: name one`),
    ...Object.values(values)
      .filter((id) => id !== event && own.has(id))
      .map((id) => `the event ${id} has a row, and is told by ${variable} at ${event}: leave one of the two`),
  ];
}
