import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VALUE_PARAMETERS } from '../../nodes/lib/commands/configured-action';
import { LACKS } from '../../nodes/lib/setup/types';
import { PROFILES } from '../../nodes/lib/vendors/profiles';
import { ACTION_IDS, ACTIONS, type ActionTerm, EVENT_IDS, EVENTS } from '../../nodes/lib/vocabulary';
import { ROOT } from './package';
import { COMPONENTS, TICKS } from '../../nodes/lib/home-assistant/components';

/** Which keys of the catalogues the dialogs, the nodes and the help tables ask for. */

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const named = (folder: string, extension: string): string[] =>
  readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(extension));

export const NODE_SETS = named('nodes', '.html').map((name) => name.slice(0, -'.html'.length));

const groups = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const commandTerms = read('editor', 'command-terms.ts');
const objectKeys = (text: string, name: string): string[] =>
  groups(new RegExp(`const ${name} = \\{([^}]*)\\}`).exec(text)?.[1] ?? '', /^\s*([\w-]+):/gm);
const listed = (text: string, name: string): string[] =>
  groups(new RegExp(`const ${name}(?:: [^=]+)? = \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '', /'([^']+)'/g);

/** Values that a dialog has one field for. */
const VALUES = [...VALUE_PARAMETERS, 'keys'];
const NEEDED = [
  ...VALUE_PARAMETERS.filter((name) => ACTION_IDS.some((id) => (ACTIONS[id] as ActionTerm).needs?.includes(name))),
  'keys',
];
const LINES = ['line', 'line-user'];
/** What a phone may lack, itself included. */
const MISSING = ['phone', 'vendor', 'address', 'setting'];

/** What testing a phone may find; some findings have other words where it was asked by SIP. */
const OUTCOMES = groups(
  /type Outcome =([^;]*)/.exec(read('nodes', 'lib', 'phones', 'finding.ts'))?.[1] ?? '',
  /'([^']+)'/g,
);
const OUTCOMES_BY_SIP = listed(read('editor', 'finding-words.ts'), 'BY_SIP').map((outcome) => `${outcome}-sip`);

/** A note as the key of its translation; the same in editor/command-preview.ts. */
export const noteSlug = (note: string): string =>
  note
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** All that profiles say of their recipes. */
const NOTES = new Set(
  PROFILES.flatMap(({ actions }) =>
    Object.values(actions).flatMap((recipes) => recipes.flatMap(({ note }) => (note ? [note] : []))),
  ),
);
const english = JSON.parse(read('locales', 'en-US', 'active-uri-out.json')) as { note: Record<string, string> };
/** A new vendor's are shown in English until somebody translates them: it must cost one file. */
export const TRANSLATED_NOTES = [...NOTES].filter((note) => english.note[noteSlug(note)] === note);

/** What the code may put behind the fixed beginning of a key that it composes. */
const COMPOSED: Record<string, Record<string, readonly string[]>> = {
  'action-url-in': {
    'event.': EVENT_IDS,
    'category.': EVENT_IDS.map((id) => EVENTS[id].category),
    'sheet.': groups(read('editor', 'urls.ts'), /problem: '([\w-]+)'/g),
    'sheet.partial-': ['documented', 'inferred', 'no'],
    'status.no-': MISSING,
  },
  'phone-listener': {
    'problem.': groups(read('editor', 'urls.ts'), /problem: '([\w-]+)'/g),
  },
  'active-uri-out': {
    'action.': ACTION_IDS,
    'group.': [...objectKeys(commandTerms, 'GROUPS'), 'disruptive'],
    'label.': [...VALUES, ...LINES],
    'placeholder.': LINES,
    'refusal.': [...listed(read('editor', 'command-preview.ts'), 'KNOWN'), 'NO_ACTIONS'],
    'error.value-': NEEDED,
    'note.': TRANSLATED_NOTES.map(noteSlug),
    'status.no-': MISSING,
  },
  'phone-home-assistant': {
    'tick.': TICKS,
    'entity.': COMPONENTS.map((component) => component.replace('_', '-')),
    'why.': ['no-vendor', 'unticked', 'openDoor', 'dial', 'disruptive'],
    'why.vendor-': ['event', 'action'],
    'why.model-': ['event', 'action'],
    'presence.': ['none', 'other'],
  },
  'phone-state': {
    'status.': ['ringing', 'dialing', 'talking', 'held', 'busy', 'idle', 'unknown'],
  },
  'voip-phone': {
    'finding.': [...OUTCOMES, ...OUTCOMES_BY_SIP],
    'same.': ['mac', 'address', 'place', 'name'],
    'lacks.': [...LACKS, 'pbx'],
    'fetch.names-': ['folder', 'file'],
    'setup-state.silence-': ['watch', 'untried', 'not-allowed', 'other-address'],
    'fetch.': [
      ...['include', 'lines'].flatMap((kind) => [kind, `${kind}-within`]),
      ...listed(read('nodes', 'lib', 'setup', 'answers.ts'), 'REFUSALS'),
    ],
  },
};

/** Where a node set's statuses are written, beside its own file. */
const SPEAKERS: Record<string, readonly string[]> = {
  'action-url-in': [
    'event-entrance.ts',
    ...['event-node.ts', 'entrance.ts', 'reception-status.ts'].map((file) => join('lib', 'events', file)),
  ],
  'active-uri-out': [join('lib', 'outcomes', 'command-node.ts')],
  'phone-state': [join('lib', 'calls', 'state-status.ts')],
};

/** Whole keys, and the beginnings of composed ones. */
interface Mentions {
  readonly whole: string[];
  readonly composed: string[];
}

const inQuotes = (text: string): Mentions => ({
  whole: groups(text, /'([a-z][\w-]*\.[\w-]+)'/gi),
  composed: groups(text, /`([a-z][\w-]*\.[\w-]*)\$\{/gi),
});

function inHtml(set: string): Mentions {
  const html = read('nodes', `${set}.html`);
  const attributes = groups(html, /data-i18n="([^"]+)"/g).flatMap((value) => value.split(';'));
  const { whole, composed } = inQuotes(groups(html, /this\._\(([^)]+)\)/g).join('\n'));
  const categories = groups(html, /\bcategory: '([\w-]+)'/g).filter((category) => category !== 'config');
  return {
    whole: [
      ...whole,
      ...attributes.map((value) => value.replace(/^\[[\w-]+\]/, '')),
      ...categories.map((category) => `palette.label.${category}`),
    ],
    composed,
  };
}

/** In a dialog's script: keys stand in quotes, next to the translator's call or (with one translator) anywhere. */
function inScript(name: string, set: string, sections: ReadonlySet<string>): Mentions {
  // Tags with classes, 'label.voip-inline', look like keys.
  const script = read('editor', name).replace(/\belement\(\s*(['`])[^'`]*\1?/g, 'element(');
  const translators: (readonly (string | undefined)[])[] = [
    ...script.matchAll(/const (\w+) = words\('([\w-]+)'\)/g),
    // Handed in, by `Speech` of editor/sidebar/setup-words.ts.
    ...(/\bsay: _\b/.test(script) ? [['', '_', 'voip-phone']] : []),
  ];
  const own = translators.filter(([, , of]) => of === set).map(([, translator]) => translator);
  if (own.length === 0) return { whole: [], composed: [] };
  if (translators.length > 1) {
    const calls = groups(script, new RegExp(`\\b(?:${own.join('|')})(\\(\\s*(?:'[^']*'|\`[^\`]*\`))`, 'g'));
    return inQuotes(calls.join('\n'));
  }
  const called = inQuotes(
    groups(script, new RegExp(`(?<![\\w.])${own[0] ?? ''}(\\(\\s*(?:'[^']*'|\`[^\`]*\`))`, 'g')).join('\n'),
  );
  const { whole, composed } = inQuotes(script);
  const isOurs = (key: string): boolean => sections.has(key.split('.')[0] ?? '');
  return {
    whole: [...called.whole, ...whole.filter(isOurs)],
    composed: [...called.composed, ...composed.filter(isOurs)],
  };
}

function inHelpTables(set: string): Mentions {
  const script = read('scripts', 'help-tables.ts');
  const writers = [...script.matchAll(/(\w+)\(catalogue, words\('([\w-]+)'\)\)/g)].filter(([, , of]) => of === set);
  const bodies = writers.map(
    ([, writer]) => script.split(new RegExp(`function ${writer ?? ''}\\(`))[1]?.split('\n}\n')[0],
  );
  const words = groups(bodies.join('\n'), /\bhelp(?:\.|\['|\(')(\w[\w-]*)/g);
  return { whole: words.map((word) => `help.${word}`), composed: [] };
}

/**
 * Every key of a node set that something asks for.
 *
 * @param sections the top-level names of the set's catalogue
 * @throws where a key is composed in a way that COMPOSED does not list
 */
export function usedKeys(set: string, sections: ReadonlySet<string>): Set<string> {
  const mentions = [
    inHtml(set),
    ...[`${set}.ts`, ...(SPEAKERS[set] ?? [])].map((file) =>
      inQuotes(groups(read('nodes', file), /(['`]status\.[^'`]*['`])/g).join('\n')),
    ),
    ...[...named('editor', '.ts'), ...named(join('editor', 'sidebar'), '.ts').map((name) => join('sidebar', name))].map(
      (name) => inScript(name, set, sections),
    ),
    inHelpTables(set),
  ];
  const used = new Set(mentions.flatMap(({ whole }) => whole));
  for (const beginning of mentions.flatMap(({ composed }) => composed)) {
    const ends = COMPOSED[set]?.[beginning];
    if (!ends) throw new Error(`${set}: say in COMPOSED what may follow ${beginning}`);
    for (const end of ends) used.add(`${beginning}${end}`);
  }
  return used;
}
