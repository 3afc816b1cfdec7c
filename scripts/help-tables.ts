// The tables in the help texts: a comment <!-- events -->, <!-- actions --> or <!-- errors --> in a help file becomes a
// table in that file's language.
import { adviceOf, ERROR_CODES, type ErrorFacts, meaningOf } from '../nodes/lib/error-codes';
import type { ErrorCode } from '../nodes/lib/errors';
import type { Language } from '../nodes/lib/sentences/sentence';
import type { CatalogueFile, ListedVendor } from '../nodes/lib/vendors/listing';

/** A node set's catalogue of words in one language: sections of keys. */
export type HelpWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

type ActionTerm = CatalogueFile['actions'][number];

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const heads = (...cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<th>${escape(cell)}</th>`).join('')}</tr>`;
const table = (head: string, rows: readonly string[]): string =>
  `<table>\n<thead>${head}</thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
const folded = (summary: string, content: string): string =>
  `<details><summary>${escape(summary)}</summary>\n${content}\n</details>`;

/** @throws Error where the language lacks it: a table without its words must not be built */
function word(words: HelpWords, section: string, key: string): string {
  const text = words[section]?.[key];
  if (text === undefined) throw new Error(`a help table needs ${section}.${key}`);
  return text;
}

/** Vendors whose own documents are known: what stands for any make lists whatever exists. */
const documented = ({ vendors }: CatalogueFile): ListedVendor[] => vendors.filter(({ anyMake }) => !anyMake);

function eventTables(catalogue: CatalogueFile, words: HelpWords): string {
  const help = (key: string): string => word(words, 'help', key);
  const vendors = documented(catalogue);
  return [...new Set(catalogue.events.map((term) => term.category))]
    .map((id) => {
      const rows = catalogue.events
        .filter((term) => term.category === id)
        .map((term) => {
          const printed = vendors.flatMap(({ label, events }) => {
            const row = events.find(({ event }) => event === term.id);
            return row ? [`${escape(label)}: ${escape(row.label)}`] : [];
          });
          // A vendor's own event has its printed name alone.
          const ours = words['event']?.[term.id];
          return `<tr><td><code>${term.id}</code>${ours === undefined ? '' : `<br>${escape(ours)}`}</td><td>${printed.join('<br>')}</td></tr>`;
        });
      return folded(word(words, 'category', id), table(heads(help('event'), help('vendor-label')), rows));
    })
    .join('\n');
}

function actionTables(catalogue: CatalogueFile, words: HelpWords): string {
  const help = (key: string): string => word(words, 'help', key);
  const vendors = documented(catalogue);
  const rowOf = (term: ActionTerm): string => {
    const able = vendors.filter((vendor) => can(vendor, term)).map(({ label }) => escape(label));
    return `<tr><td><code>${term.id}</code><br>${escape(word(words, 'action', term.id))}</td><td>${parameters(term)}</td><td>${able.join(', ') || '–'}</td></tr>`;
  };
  const head = heads(help('action'), help('parameters'), help('vendors'));
  const part = (summary: string, terms: readonly ActionTerm[]): string =>
    folded(summary, table(head, terms.map(rowOf)));
  return [
    part(
      help('actions'),
      catalogue.actions.filter((term) => !term.disruptive),
    ),
    part(
      help('disruptive'),
      catalogue.actions.filter((term) => term.disruptive),
    ),
  ].join('\n');
}

const can = ({ actions, http, sip }: ListedVendor, { id }: ActionTerm): boolean =>
  id === 'press' ? Boolean(http ?? sip) : actions.includes(id);

function parameters({ id, needs = [], takes = [] }: ActionTerm): string {
  if (id === 'press') return '<code>keys</code>';
  return [...needs.map((name) => `<code>${name}</code>`), ...takes.map((name) => `<code>[${name}]</code>`)].join(' ');
}

/** A code as tables show it. */
interface ErrorRow {
  readonly code: ErrorCode;
  readonly sent: ErrorFacts['sent'];
  readonly means: string;
  readonly advice: string;
}

export function errorRows(language: Language): ErrorRow[] {
  return (Object.keys(ERROR_CODES) as ErrorCode[]).map((code) => ({
    code,
    sent: ERROR_CODES[code].sent,
    means: meaningOf(code).in(language),
    advice: adviceOf({ code }).in(language),
  }));
}

function errorTable({ errors }: HelpFacts, words: HelpWords): string {
  const help = (key: string): string => word(words, 'help', key);
  const whether = { no: help('sent-no'), maybe: help('sent-maybe'), yes: help('sent-yes') };
  const rows = errors.map(
    ({ code, sent, means, advice }) =>
      `<tr><td><code>${code}</code></td><td>${escape(means)}<br>→ ${escape(advice)}</td><td>${escape(whether[sent])}</td></tr>`,
  );
  return folded(help('errors'), table(heads(help('code'), help('means'), help('sent')), rows));
}

/** What the help's tables are made of. */
export type HelpFacts = CatalogueFile & { readonly errors: readonly ErrorRow[] };

/** @param words of a node set, in the language of the html */
export function fillHelp(html: string, catalogue: HelpFacts, words: (set: string) => HelpWords): string {
  return wrapped(html)
    .replace('<!-- events -->', () => eventTables(catalogue, words('action-url-in')))
    .replace('<!-- actions -->', () => actionTables(catalogue, words('active-uri-out')))
    .replace('<!-- errors -->', () => errorTable(catalogue, words('active-uri-out')));
}

/** Node-RED keeps code and names in one line: a long one would give the whole sidebar a scroll bar. */
const wrapped = (html: string): string =>
  html
    .replaceAll(/<code>(?=[^<]{25,}<)/g, '<code style="white-space: normal; overflow-wrap: anywhere">')
    .replaceAll(/<dt( class="optional")?>(?=[^<]{25,}<)/g, '<dt$1 style="white-space: normal">');
