import { type Sentence, sentence } from '../../sentences/sentence';
import type { VendorProfile } from '../profile';
import { ID, repeated } from './words';

/** A source that is named more briefly than this nobody finds. */
const SHORTEST_SOURCE = 25;

/** What every profile has: an id, a label, sources, each cited, and advice that can be chosen. */
export function factProblems({ sources, ...profile }: VendorProfile, isOwn: boolean): Sentence[] {
  const { id, label, advice, urlLimit, ouis } = profile;
  return [
    ...(ID.test(id) ? [] : [sentence('check.id', { id })]),
    ...(label.trim() === '' ? [sentence('check.no-label')] : []),
    ...(isOwn ? [] : sourceProblems(sources, profile)),
    ...repeated(advice.map(({ status = '', code = '', transport = 'any' }) => `${status}${code} by ${transport}`)).map(
      (outcome) => sentence('check.same-advice', { outcome }),
    ),
    ...(urlLimit && !(Number.isInteger(urlLimit.characters) && urlLimit.characters >= 32)
      ? [sentence('check.url-limit', { characters: urlLimit.characters })]
      : []),
    ...(ouis?.prefixes ?? [])
      .filter((prefix) => !/^[0-9a-f]{6}$/.test(prefix))
      .map((prefix) => sentence('check.oui', { prefix })),
  ];
}

function sourceProblems(sources: VendorProfile['sources'], profile: Omit<VendorProfile, 'sources'>): Sentence[] {
  const cited = new Set<string>();
  const problems: Sentence[] = [];
  eachFact(profile, (source, row) => {
    if (source === undefined)
      problems.push(sentence('check.no-source', { row, sources: Object.keys(sources).join(', ') }));
    for (const citation of source?.split('; ') ?? []) {
      const [key = ''] = citation.split(' ');
      cited.add(key);
      if (!Object.hasOwn(sources, key)) {
        problems.push(sentence('check.strange-source', { row, source: citation }));
      }
    }
  });
  for (const [key, text] of Object.entries(sources)) {
    if (!cited.has(key)) problems.push(sentence('check.uncited', { source: key }));
    if (text.length <= SHORTEST_SOURCE) {
      problems.push(sentence('check.short-source', { source: key, text }));
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
