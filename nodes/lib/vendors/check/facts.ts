import type { VendorProfile } from '../profile';
import { ID, repeated } from './words';

/** A source that is named more briefly than this nobody finds. */
const SHORTEST_SOURCE = 25;

/** What every profile has: an id, a label, sources, each cited, and advice that can be chosen. */
export function factProblems({ sources, ...profile }: VendorProfile, isOwn: boolean): string[] {
  const { id, label, advice, urlLimit, ouis } = profile;
  return [
    ...(ID.test(id) ? [] : [`the id "${id}" is not lower-case letters and digits with dashes between: write it so`]),
    ...(label.trim() === '' ? ['it has no label: write the name as the vendor writes it'] : []),
    ...(isOwn ? [] : sourceProblems(sources, profile)),
    ...repeated(advice.map(({ status = '', code = '', transport = 'any' }) => `${status}${code} by ${transport}`)).map(
      (outcome) => `two rows of advice are for ${outcome}: the second is never shown, make one of them`,
    ),
    ...(urlLimit && !(Number.isInteger(urlLimit.characters) && urlLimit.characters >= 32)
      ? [`urlLimit is ${urlLimit.characters} characters: write the number of characters a URL may have`]
      : []),
    ...(ouis?.prefixes ?? [])
      .filter((prefix) => !/^[0-9a-f]{6}$/.test(prefix))
      .map((prefix) => `the prefix ${prefix} of ouis is not 6 lower-case hex digits: write it as 001fc1`),
  ];
}

function sourceProblems(sources: VendorProfile['sources'], profile: Omit<VendorProfile, 'sources'>): string[] {
  const cited = new Set<string>();
  const problems: string[] = [];
  eachFact(profile, (source, row) => {
    if (source === undefined) problems.push(`${row} names no source: cite one of ${Object.keys(sources).join(', ')}`);
    for (const citation of source?.split('; ') ?? []) {
      const [key = ''] = citation.split(' ');
      cited.add(key);
      if (!Object.hasOwn(sources, key)) {
        problems.push(`${row} cites "${citation}", which is none of the sources: add it to them, or cite another`);
      }
    }
  });
  for (const [key, text] of Object.entries(sources)) {
    if (!cited.has(key)) problems.push(`nothing cites the source ${key}: remove it, or cite it where it is used`);
    if (text.length <= SHORTEST_SOURCE) {
      problems.push(`the source ${key} says too little to be found: "${text}" wants a title, a page, an address`);
    }
  }
  return problems;
}

/** Rows of these tables are facts; whatever else has a source is one, too. */
const TABLES = ['series', 'events', 'variables', 'keys', 'advice', 'provisioning'] as const;

function eachFact(profile: Omit<VendorProfile, 'sources'>, visit: (source: string | undefined, row: string) => void) {
  const tables: Record<string, readonly { readonly source?: string }[]> = { ...profile.actions };
  for (const table of TABLES) tables[table] = profile[table] ?? [];
  for (const [table, rows] of Object.entries(tables)) {
    for (const [index, { source }] of rows.entries()) if (!source) visit(undefined, `row ${index + 1} of ${table}`);
  }
  eachSource(profile, '', visit);
}

function eachSource(value: unknown, place: string, visit: (source: string, row: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('source' in value && typeof value.source === 'string' && value.source !== '') visit(value.source, place);
  for (const [name, part] of Object.entries(value)) {
    const step = Array.isArray(value) ? `row ${Number(name) + 1}` : name;
    eachSource(part, place === '' ? step : `${place} ${step}`, visit);
  }
}
