import type { MessageField } from '../../vendors';
import type { Report } from '../types';

/** What a variable of any vendor's spelling says, where it can be read. */
export function told(
  { vendors, variables }: Pick<Report, 'vendors' | 'variables'>,
  field: MessageField,
  read: (text: string) => string | undefined,
): string | undefined {
  const names = vendors.namesOf();
  for (const name of Object.keys(variables)) {
    if (names.meaningOf(name)?.field !== field) continue;
    const value = read(variables[name] ?? '');
    if (value !== undefined) return value;
  }
  return undefined;
}
