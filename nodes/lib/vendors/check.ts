import { ACTION_IDS, ACTIONS, type ActionTerm, EVENTS } from '../vocabulary';
import { findKey } from './keys';
import { eventLookup, foldEventName } from './names';
import type { KeyRow, Recipe, VendorProfile } from './profile';
import { seriesOf } from './series';
import { foldVariableName } from './variables';

/**
 * What is wrong with a profile that its type cannot say: facts without a source, names that mean two things, what no
 * phone could press. Reads every row, so it is for tests and for profiles that come from elsewhere, not for each start.
 *
 * @returns a sentence for each problem, with the vendor and the row in it; none for a profile that may be used
 */
export function problemsOf(profile: VendorProfile): string[] {
  return [
    ...identityProblems(profile),
    ...sourceProblems(profile),
    ...seriesProblems(profile),
    ...eventProblems(profile),
    ...variableProblems(profile),
    ...keyProblems(profile),
    ...actionProblems(profile),
    ...adviceProblems(profile),
    ...provisioningProblems(profile),
  ].map((problem) => `${profile.id}: ${problem}`);
}

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A source that is named more briefly than this nobody finds. */
const SHORTEST_SOURCE = 25;

function identityProblems({ id, label }: VendorProfile): string[] {
  return [
    ...(ID.test(id) ? [] : [`the id "${id}" is not lower-case letters and digits with dashes between`]),
    ...(label.trim() === '' ? ['it has no label'] : []),
  ];
}

function sourceProblems({ sources, ...profile }: VendorProfile): string[] {
  const cited = new Set<string>();
  const problems: string[] = [];
  eachFact(profile, (source, row) => {
    if (source === undefined) problems.push(`${row} names no source`);
    for (const citation of source?.split('; ') ?? []) {
      const [key = ''] = citation.split(' ');
      cited.add(key);
      if (!Object.hasOwn(sources, key)) problems.push(`${row} cites "${citation}", which is none of the sources`);
    }
  });
  for (const [key, text] of Object.entries(sources)) {
    if (!cited.has(key)) problems.push(`nothing cites the source ${key}`);
    if (text.length <= SHORTEST_SOURCE) problems.push(`the source ${key} says too little to be found: "${text}"`);
  }
  return problems;
}

/** Rows of these tables are facts; whatever else has a source is one, too. */
const TABLES = ['series', 'events', 'variables', 'keys', 'advice'] as const;

function eachFact(profile: Omit<VendorProfile, 'sources'>, visit: (source: string | undefined, row: string) => void) {
  const tables: Record<string, readonly { readonly source?: string }[]> = { ...profile.actions };
  for (const table of TABLES) tables[table] = profile[table];
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

function seriesProblems(profile: VendorProfile): string[] {
  const { series, keys, variables, actions } = profile;
  const known = new Set(series.map(({ id }) => id));
  const strange = (names: readonly string[] = [], row: string): string[] =>
    names.filter((name) => !known.has(name)).map((name) => `${row} names the series "${name}", which there is not`);
  return [
    ...repeated(series.map(({ id }) => id)).map((id) => `two series have the id ${id}`),
    ...series.flatMap((each) =>
      each.models
        .filter((model) => seriesOf(profile, model) !== each)
        .map((model) => `the model ${model} is offered by the series ${each.id}, but does not belong to it`),
    ),
    ...keys.flatMap((row) => [
      ...strange(row.series, `the key ${row.key}`),
      ...strange(Object.keys(row.numbered?.perSeries ?? {}), `the key ${row.key}`),
      ...countProblems(row, known),
    ]),
    ...variables.flatMap(({ name, filled }) => filled.flatMap((each) => strange(each.series, `the variable ${name}`))),
    ...recipesOf(actions).flatMap(({ action, recipe }) => strange(recipe.series, `the action ${action}`)),
  ];
}

/** Counts per series leave no series out, and the highest of them is the highest of all. */
function countProblems({ key, numbered }: KeyRow, known: ReadonlySet<string>): string[] {
  const { from, to, perSeries } = numbered ?? { from: 0, to: 0 };
  if (from > to) return [`the key ${key} counts from ${from} to ${to}`];
  if (!perSeries) return [];
  const missing = [...known].filter((id) => perSeries[id] === undefined);
  return [
    ...missing.map((id) => `the key ${key} has a number for other series, but none for ${id}`),
    ...(Math.max(...Object.values(perSeries)) === to ? [] : [`the key ${key} counts to ${to}, but in no series`]),
  ];
}

function eventProblems({ events }: VendorProfile): string[] {
  const meanings = new Map<string, string>();
  return [
    ...repeated(events.map(({ event }) => event)).map((event) => `two rows are the event ${event}`),
    ...events.flatMap(({ event, category, label, names = [] }) => [
      ...(ID.test(event) ? [] : [`the event "${event}" is not lower-case letters and digits with dashes between`]),
      ...(Object.hasOwn(EVENTS, event) === (category === undefined)
        ? []
        : [
            category === undefined
              ? `the event ${event} is of the vendor's own, and needs a category`
              : `the event ${event} is one of ours, whose category is known`,
          ]),
      ...repeated([label, ...names]).map((name) => `the event ${event} has the name "${name}" twice`),
      ...[event, label, ...names].flatMap((name) => {
        const folded = foldEventName(name);
        const other = meanings.get(folded);
        meanings.set(folded, event);
        if (folded === '') return [`the event ${event} has the name "${name}", of which nothing remains`];
        return other === undefined || other === event ? [] : [`"${name}" means the events ${other} and ${event}`];
      }),
    ]),
  ];
}

/** What people and peers write is free text, what is counted or dialled is not; a name fills one property. */
function variableProblems({ variables }: VendorProfile): string[] {
  const fields = new Map<string, string>();
  return variables.flatMap(({ name, aliases = [], field = '', freeText }) => [
    ...(/^(?:local|remote)\.(?:uri|name)$|^account\.uri$/.test(field) && !freeText
      ? [`the variable ${name} fills ${field}, so it is free text`]
      : []),
    ...(/number$|^phone\.|^call\./i.test(field) && freeText
      ? [`the variable ${name} fills ${field}, so it is no free text`]
      : []),
    ...[name, ...aliases].flatMap((spelling) => {
      const folded = foldVariableName(spelling);
      const isOther = fields.has(folded) && fields.get(folded) !== field;
      fields.set(folded, field);
      return isOther ? [`the variable "${spelling}" fills two properties`] : [];
    }),
  ]);
}

function keyProblems({ keys }: VendorProfile): string[] {
  const names = keys.flatMap(({ key, aliases = [], doubtful = [] }) => [key, ...aliases, ...doubtful]);
  return repeated(names.map((name) => name.toLowerCase())).map(
    (name) => `two keys have the name ${name}, in some case`,
  );
}

function actionProblems(profile: VendorProfile): string[] {
  const unknown = Object.keys(profile.actions).filter(
    (id) => id === 'press' || !ACTION_IDS.some((each) => each === id),
  );
  return [
    ...unknown.map((id) => `there is no action "${id}" to write recipes for`),
    ...recipesOf(profile.actions)
      .filter(({ action }) => !unknown.includes(action))
      .flatMap(({ action, recipe }) => [
        ...parameterProblems(action, recipe),
        ...('keys' in recipe && !profile.freeKeys ? unpressable(profile, action, recipe.keys) : []),
      ]),
  ];
}

/** A recipe uses only what the action may be told, and all that it must be told. */
function parameterProblems(action: string, recipe: Recipe): string[] {
  const terms: Readonly<Record<string, ActionTerm>> = ACTIONS;
  const { needs = [], takes = [] } = terms[action] ?? {};
  const told: readonly string[] = [...needs, ...takes, 'username', 'password', 'transport'].flatMap((name) =>
    name === 'line' ? [name, 'account'] : [name],
  );
  const used = templatesOf(recipe).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
  const strange = [...used, ...Object.keys(recipe.when ?? {})].filter((name) => !told.includes(name));
  return [
    ...strange.map((name) => `the action ${action} is not told "${name}"`),
    ...needs
      .filter((name) => !used.includes(name) && !(name === 'line' && used.includes('account')))
      .map((name) => `the action ${action} drops its ${name}`),
  ];
}

function unpressable(profile: VendorProfile, action: string, templates: readonly string[]): string[] {
  return templates.flatMap((template) => {
    const key = template.replace(/^\[(.*)\]$/, '$1').replace('{line}', '1');
    if (/^\{(?:number|digits|code)\}$/.test(key) || findKey(profile, key)?.wire === key) return [];
    return [`the action ${action} presses ${template}, which is none of the keys`];
  });
}

function adviceProblems({ advice }: VendorProfile): string[] {
  const outcomes = advice.map(({ status = '', code = '', transport = 'any' }) => `${status}${code} by ${transport}`);
  return repeated(outcomes).map((outcome) => `two rows of advice are for ${outcome}`);
}

/** A parameter of a configuration file means the event whose URL is written to it. */
function provisioningProblems(profile: VendorProfile): string[] {
  const eventOf = eventLookup([profile]);
  return (profile.provisioning ?? []).flatMap(({ id, parameters }) =>
    Object.entries(parameters).flatMap(([event, names = []]) =>
      names
        .filter((name) => eventOf(name, profile.id) !== event)
        .map((name) => `the parameter ${name} of ${id} takes the URL of ${event}, and is no name of it`),
    ),
  );
}

function recipesOf(actions: VendorProfile['actions']): { readonly action: string; readonly recipe: Recipe }[] {
  return Object.entries(actions).flatMap(([action, recipes]) => recipes.map((recipe) => ({ action, recipe })));
}

function templatesOf(recipe: Recipe): string[] {
  if ('request' in recipe) return [recipe.request, ...(recipe.otherwise === undefined ? [] : [recipe.otherwise])];
  return [...recipe.keys, ...(recipe.suffix === undefined ? [] : [recipe.suffix])];
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
