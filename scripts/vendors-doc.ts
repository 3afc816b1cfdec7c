// Writes from the profiles: docs/vendors.md (which vendor reports what under which name, and how actions are done), the
// README's table of vendors, the events in docs/messages.md. `npm run vendors-doc -- --check` fails where one is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventId, type KeyRow, type Recipe, VendorCatalogue, type VendorProfile } from '../nodes/lib/vendors';
import { PROFILES } from '../nodes/lib/vendors/profiles';
import { ACTION_IDS, type RecipeAction } from '../nodes/lib/vocabulary';
import { cell, table, writePlaces } from './page-place';
import { eventsOf, vendorsAtAGlance } from './vendors-at-a-glance';

const vendors = PROFILES.filter((profile) => !profile.anyMake);
const code = (text: string): string => `\`${cell(text)}\``;
const guess = (fact: { readonly guess?: true }): string => (fact.guess ? ' (guess)' : '');

function eventCell(profile: VendorProfile, event: EventId): string {
  const row = profile.events.find((candidate) => candidate.event === event);
  return row ? cell(row.label) + guess(row) : '';
}

function requested({ request, post }: Extract<Recipe, { readonly request: string }>): string {
  return post ? `POST ${request} ${post.parameter ? `${post.parameter}=` : ''}${post.text}` : request;
}

function recipe(profile: VendorProfile, row: Recipe): string {
  const told =
    'request' in row ? requested(row) : row.keys.join(profile.http?.separator || ' then ') + (row.suffix ?? '');
  const older = 'otherwise' in row ? `, older firmware \`${row.otherwise}\`` : '';
  const when = Object.values(row.when ?? {}).join(', ');
  return `${when ? `${when}: ` : ''}${code(told)}${older}${guess(row)}`;
}

function actionCell(profile: VendorProfile, action: RecipeAction): string {
  return (profile.actions[action] ?? []).map((row) => recipe(profile, row)).join('<br>');
}

function keyName(row: KeyRow): string {
  const range = row.numbered ? `${row.key}${row.numbered.from}…${row.key}${row.numbered.to}` : row.key;
  return [range, ...(row.aliases ?? [])].map(code).join(' ');
}

function limits(row: KeyRow): string {
  const perSeries = Object.entries(row.numbered?.perSeries ?? {}).map(
    ([series, most]) => `${series}: ${most || 'none'}`,
  );
  return [
    ...(row.series ? [`only ${row.series.join(', ')}`] : []),
    ...(row.notOn ? [`not ${row.notOn.join(', ')}`] : []),
    ...perSeries,
    ...(row.disruptive ? ['disruptive'] : []),
  ].join('; ');
}

/** How events come that are posted. */
function posted({ eventBody }: VendorProfile): string[] {
  if (!eventBody) return [];
  const format = eventBody.format.toUpperCase();
  const whose = eventBody.series ? ` of ${eventBody.series.join(', ')}` : '';
  const told =
    eventBody.format === 'xml'
      ? `the element is the event${eventBody.within === undefined ? '' : `, in ${code(eventBody.within)} or alone`}`
      : `${code(eventBody.property)} says the event, ${[
          ...Object.entries(eventBody.values),
          ['else', eventBody.otherwise] as const,
        ]
          .map(([value, event]) => `${value} ${code(event)}`)
          .join(', ')}`;
  return [`- Events${whose} are posted as ${format}, all to one URL: ${told}`];
}

const page = [
  '# Vendors',
  'Generated from the profiles in `nodes/lib/vendors/profiles/` by `npm run vendors-doc`; not edited by hand. Facts are from the documents that each profile cites; *guess* marks what none of them says.',
  '## Events',
  table(
    ['event', ...vendors.map((profile) => profile.label)],
    [...new VendorCatalogue(PROFILES).eventTerms.keys()].map((event) => [
      code(event),
      ...vendors.map((profile) => eventCell(profile, event)),
    ]),
  ),
  '## Actions',
  'In `[…]` stands what vanishes when the value was not given.',
  table(
    ['action', ...vendors.map((profile) => profile.label)],
    ACTION_IDS.filter((action) => action !== 'press').map((action) => [
      code(action),
      ...vendors.map((profile) => actionCell(profile, action)),
    ]),
  ),
  ...vendors.flatMap((profile) => [
    `## ${profile.label}`,
    ...(profile.setup
      ? [
          [
            `- Action URLs: ${profile.setup.actionUrl}`,
            `- Active URI: ${profile.setup.activeUri}`,
            ...posted(profile),
            ...(profile.setup.doorCode
              ? [`- Door code: ${profile.setup.doorCode.text}${guess(profile.setup.doorCode)}`]
              : []),
            ...(profile.setup.allowList ? [`- Allow list: ${profile.setup.allowList}`] : []),
          ].join('\n'),
        ]
      : []),
    '### Variables',
    table(
      ['variable', 'message', 'meaning', 'filled'],
      profile.variables.map((row) => [
        code(`${profile.variableMarks.before}${row.name}${profile.variableMarks.after}`),
        row.field ? code(row.field) : '',
        cell(row.label) + guess(row),
        row.filled
          .map(
            ({ phases, series, as }) =>
              `${series ? `${series.join(', ')}: ` : ''}${phases.join(', ')}${as ? ` (${as})` : ''}`,
          )
          .join('; '),
      ]),
    ),
    '### Keys',
    table(
      ['key', 'does', 'limits'],
      profile.keys.map((row) => [keyName(row), cell(row.label) + guess(row), limits(row)]),
    ),
    '### Sources',
    Object.entries(profile.sources)
      .map(([key, where]) => `- ${key}: ${where}`)
      .join('\n'),
  ]),
].join('\n\n');

const file = join(__dirname, '..', 'docs', 'vendors.md');
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== `${page}\n`) {
    console.error('docs/vendors.md is out of date: run npm run vendors-doc');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, `${page}\n`);
}

writePlaces([
  { page: 'README.md', name: 'vendors', script: 'vendors-doc', text: vendorsAtAGlance(vendors) },
  { page: 'docs/messages.md', name: 'events', script: 'vendors-doc', text: eventsOf(vendors) },
]);
