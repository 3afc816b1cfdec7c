// Writes what the editor knows of the phones, from the built profiles: resources/catalogue.json, composer.js and
// readers.js for the dialogs, and the tables in the built help texts. None of it is typed a second time.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeComposer } from './composer.mjs';
import { fillHelp } from './help-tables.mjs';
import { writeReaders } from './readers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = join(root, 'dist', 'nodes');
const load = createRequire(import.meta.url);
const { VendorCatalogue } = load(join(built, 'lib', 'vendors', 'index.js'));
const { listedVendor } = load(join(built, 'lib', 'vendors', 'listing.js'));
const { PROFILES } = load(join(built, 'lib', 'vendors', 'profiles', 'index.js'));
const { ACTIONS } = load(join(built, 'lib', 'vocabulary.js'));
const { adviceOf, ERROR_CODES, meaningOf } = load(join(built, 'lib', 'error-codes.js'));

const terms = (table) => Object.entries(table).map(([id, term]) => ({ id, ...term }));

const catalogue = {
  vendors: PROFILES.map(listedVendor),
  events: terms(Object.fromEntries(new VendorCatalogue(PROFILES).eventTerms)),
  actions: terms(ACTIONS),
};

mkdirSync(join(root, 'resources'), { recursive: true });
writeFileSync(join(root, 'resources', 'catalogue.json'), JSON.stringify(catalogue));
await writeComposer();
await writeReaders();

/** The codes of errors in a language: `key` is `section.name` of its sentences, undefined where it has none. */
const errorsIn = (language) =>
  Object.entries(ERROR_CODES).map(([code, { sent }]) => {
    const [means, advice] = [meaningOf(code), adviceOf({ code })].map((sentence) => sentence.in(language));
    return { code, sent, means, advice };
  });

for (const language of readdirSync(join(built, 'locales'))) {
  const folder = join(built, 'locales', language);
  const words = (set) => JSON.parse(readFileSync(join(folder, `${set}.json`), 'utf8'));
  const { runtime = {} } = words('voip-phone');
  const errors = errorsIn((key) => key.split('.').reduce((section, name) => section?.[name], runtime));
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
    const path = join(folder, file);
    writeFileSync(path, fillHelp(readFileSync(path, 'utf8'), { ...catalogue, errors }, words));
  }
}
