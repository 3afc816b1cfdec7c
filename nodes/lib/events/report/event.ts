import type { EventId } from '../../vendors';
import type { RawVariable, Report } from '../types';
import { isTheirs } from './request';

/**
 * The event that a report is about: the one it names; where it names none, the first variable, before any text of the
 * other party, whose name a vendor's document prints for an event (`/phone?relaya_triggered=1`).
 *
 * @param vendor of the phone that reports, where it is known: its names come first
 * @returns undefined for a name that no document has
 */
export function eventIn(report: Report, vendor?: string): EventId | undefined {
  const { vendors } = report;
  if (report.name !== '') return vendors.eventOf(report.name, vendor);
  const names = vendors.namesOf(vendor);
  const variables =
    report.text?.variablesFor(vendor) ??
    Object.keys(report.variables).map((name): RawVariable => ({ name, value: '', meaning: names.meaningOf(name) }));
  for (const variable of variables) {
    if (variable.marked || (report.text && isTheirs(variable))) return undefined;
    const event = variable.meaning ? undefined : vendors.eventOf(variable.name, vendor);
    if (event !== undefined) return event;
  }
  return undefined;
}
