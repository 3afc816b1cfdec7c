import { type MessageField, namesOf } from '../../vendors';

/** What a variable of any vendor's spelling says, where it can be read. */
export function told(
  variables: Readonly<Record<string, string>>,
  field: MessageField,
  read: (text: string) => string | undefined,
): string | undefined {
  const names = namesOf();
  for (const name of Object.keys(variables)) {
    if (names.meaningOf(name)?.field !== field) continue;
    const value = read(variables[name] ?? '');
    if (value !== undefined) return value;
  }
  return undefined;
}
