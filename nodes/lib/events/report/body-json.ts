import type { VendorCatalogue } from '../../vendors';
import type { BodyWords } from './body';

/**
 * A JSON object, one property of which says the event. What stands in it as text, number or truth value is a variable;
 * what is deeper is not read.
 *
 * @returns undefined where it is no object, or has nothing that any vendor's phones post
 */
export function readJsonBody(text: string, vendors: VendorCatalogue): BodyWords | undefined {
  const variables = variablesIn(text);
  if (!variables) return undefined;
  for (const { id, eventBody } of vendors.profiles) {
    if (eventBody?.format !== 'json') continue;
    const { property, values, otherwise } = eventBody;
    const [, said] = variables.find(([name]) => name.toLowerCase() === property.toLowerCase()) ?? [];
    const names = vendors.namesOf(id);
    if (said === undefined && !variables.some(([name]) => names.meaningOf(name))) continue;
    const code = said?.trim() ?? '';
    const name = Object.hasOwn(values, code) ? values[code] : undefined;
    return { vendor: id, name: name ?? otherwise, variables };
  }
  return undefined;
}

function variablesIn(text: string): (readonly [string, string])[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean'
      ? [[name, String(each)] as const]
      : [],
  );
}
