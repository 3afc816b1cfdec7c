// The short tables of what vendors can: for the README, and the events in docs/messages.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VendorCatalogue, type VendorProfile } from '../nodes/lib/vendors';
import { EVENT_IDS, EVENTS, type RecipeAction } from '../nodes/lib/vocabulary';
import { table } from './page-place';

const PHONES = 'docs/phones.md';

/** What people ask for first. A column is for an action of several names where any of them will do. */
const ASKED: readonly (readonly [head: string, actions: readonly RecipeAction[]])[] = [
  ['dial', ['dial']],
  ['answer', ['answer']],
  ['hang up', ['hangup']],
  ['hold', ['hold']],
  ['transfer', ['transfer']],
  ['do not disturb', ['dnd-on', 'dnd-toggle']],
  ['open the door', ['open-door']],
];

/** As GitHub and others make it of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');
}

/** The heading in docs/phones.md that tells how to set this vendor's phones up. */
function headingOf({ label }: VendorProfile): string {
  const page = readFileSync(join(__dirname, '..', PHONES), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
  const own = headings.find((heading) => heading.startsWith(label));
  if (own === undefined) throw new Error(`${PHONES} has no heading that begins with ${label}`);
  return own;
}

function does({ actions }: VendorProfile, ids: readonly RecipeAction[]): string {
  const recipes = ids.flatMap((id) => actions[id] ?? []);
  if (recipes.length === 0) return '';
  return recipes.every(({ guess }) => guess) ? '(✓)' : '✓';
}

/** What phones of nearly every make do, and what says little of one. */
const RESTARTS: ReadonlySet<string> = new Set<RecipeAction>(['reboot', 'autoprovision', 'factory-reset']);

function commandsOf({ http, sip, actions }: VendorProfile): string {
  if (Object.keys(actions).every((id) => RESTARTS.has(id))) return 'restart only';
  return [...(http ? ['HTTP'] : []), ...(sip ? ['SIP'] : [])].join(', ');
}

/** One row for each vendor: how many events it reports, and what it can be told. */
export function vendorsAtAGlance(vendors: readonly VendorProfile[]): string {
  return table(
    ['make', 'events', 'commands by', ...ASKED.map(([head]) => head)],
    [...vendors]
      .sort((one, other) => one.label.localeCompare(other.label, 'en'))
      .map((profile) => [
        `[${profile.label}](${PHONES}#${anchorOf(headingOf(profile))})`,
        String(profile.events.length),
        commandsOf(profile),
        ...ASKED.map(([, ids]) => does(profile, ids)),
      ]),
  );
}

const list = (ids: readonly string[]): string => ids.map((id) => `\`${id}\``).join(' ');

/** Our events by category, then what vendors add to them. */
export function eventsOf(vendors: readonly VendorProfile[]): string {
  const ours = new Set<string>(EVENT_IDS);
  const { eventTerms } = new VendorCatalogue(vendors);
  const categories = [...new Set([...eventTerms.values()].map(({ category }) => category))];
  const rows = categories.map((category) => [
    category,
    list(EVENT_IDS.filter((id) => EVENTS[id].category === category)),
  ]);
  const own = vendors.flatMap((profile) => {
    const added = profile.events.map(({ event }) => event).filter((id) => !ours.has(id));
    return categories.flatMap((category) => {
      const ids = added.filter((id) => eventTerms.get(id)?.category === category);
      return ids.length === 0 ? [] : [[profile.label, category, list(ids)]];
    });
  });
  return [
    table(['category', 'events'], rows),
    'Events that only some vendors have, under ids of their own:',
    table(['vendor', 'category', 'events'], own),
  ].join('\n\n');
}
