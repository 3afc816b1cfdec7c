// Writes what the editor knows of the phones, from the built profiles: resources/catalogue.json, composer.js and
// readers.js for the dialogs, and the tables of events and actions in the built help texts. None of it is typed a second time.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeComposer } from './composer.mjs';
import { fillHelp } from './help-tables.mjs';
import { writeReaders } from './readers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = join(root, 'dist', 'nodes');
const load = createRequire(import.meta.url);
const { EVENT_TERMS, PROFILES } = load(join(built, 'lib', 'vendors', 'index.js'));
const { ACTIONS } = load(join(built, 'lib', 'vocabulary.js'));

/** Sources are for readers of the profiles; the editor has no use for them. */
const withoutSources = (_, value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { source, sources, ...rest } = value;
  return rest;
};

function provisioningOf(vendor) {
  const file = join(built, 'lib', 'vendors', `${vendor}-provisioning.js`);
  return existsSync(file) ? { provisioning: load(file).PROVISIONING } : {};
}

const terms = (table) => Object.entries(table).map(([id, term]) => ({ id, ...term }));

const catalogue = {
  vendors: PROFILES.map((profile) => ({ ...profile, ...provisioningOf(profile.id) })),
  events: [...EVENT_TERMS].map(([id, term]) => ({ id, ...term })),
  actions: terms(ACTIONS),
};

mkdirSync(join(root, 'resources'), { recursive: true });
/** For others than the dialogs a vendor's actions are a list of their ids; how each is done stands beside it. */
const listed = ({ actions, ...vendor }) => ({ ...vendor, actions: Object.keys(actions), recipes: actions });
const written = { ...catalogue, vendors: catalogue.vendors.map(listed) };

writeFileSync(join(root, 'resources', 'catalogue.json'), JSON.stringify(written, withoutSources));
await writeComposer();
await writeReaders();

for (const language of readdirSync(join(built, 'locales'))) {
  const folder = join(built, 'locales', language);
  const words = (set) => JSON.parse(readFileSync(join(folder, `${set}.json`), 'utf8'));
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
    const path = join(folder, file);
    writeFileSync(path, fillHelp(readFileSync(path, 'utf8'), catalogue, words));
  }
}
