import { type MessageField, variableOf } from '../../vendors';
import type { Report } from '../types';

/** What a variable of any vendor's spelling says, where it can be read. */
export function told(
  report: Report,
  field: MessageField,
  read: (text: string) => string | undefined,
): string | undefined {
  for (const name of Object.keys(report.variables)) {
    if (variableOf(name)?.field !== field) continue;
    const value = read(report.variables[name] ?? '');
    if (value !== undefined) return value;
  }
  return undefined;
}
