import { type EventId, foldVariableName } from '../../vendors';
import type { RawVariable, Report } from '../types';
import { decodeValue } from './decode';
import { isTheirs } from './theirs';

/**
 * The event that a report is about: the one it names; where it names none, the first variable, before any text of the
 * other party, whose name a vendor's document prints for an event (`/phone?relaya_triggered=1`).
 *
 * @param sender the vendor of the phone that reports, where it is known: its names come first, or those of a body's form
 * @returns undefined for a name that no document has
 */
export function eventIn(report: Report, sender?: string): EventId | undefined {
  const { vendors, name, vendor = sender } = report;
  if (name !== '') return eventByVariable(report, vendor) ?? vendors.eventOf(name, vendor);
  for (const variable of ownVariables(report, vendor)) {
    const event = variable.meaning ? undefined : vendors.eventOf(variable.name, vendor);
    if (event !== undefined) return event;
  }
  return undefined;
}

/** The event that a variable says, where one URL stands for several. */
function eventByVariable(report: Report, vendor: string | undefined): EventId | undefined {
  const telling = report.vendors.byVariable(report.name, vendor);
  if (!telling) return undefined;
  for (const { name, value } of ownVariables(report, vendor)) {
    if (foldVariableName(name) === telling.variable) return telling.eventOf(decodeValue(value));
  }
  return undefined;
}

/** Those before any text of the other party, who could write more of them. */
function ownVariables(report: Report, vendor: string | undefined): readonly RawVariable[] {
  const names = report.vendors.namesOf(vendor);
  const variables =
    report.text?.variablesFor(vendor) ??
    Object.entries(report.variables).map(
      ([name, value]): RawVariable => ({ name, value, meaning: names.meaningOf(name) }),
    );
  const end = variables.findIndex((variable) => variable.marked || (report.text && isTheirs(variable)));
  return end < 0 ? variables : variables.slice(0, end);
}
