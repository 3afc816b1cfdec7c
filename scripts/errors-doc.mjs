// Writes the README's table of error codes from the built registry. `node scripts/errors-doc.mjs --check` fails where the
// table on disk is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const load = createRequire(import.meta.url);
const { adviceOf, ERROR_CODES, meaningOf } = load(join(root, 'dist/nodes/lib/error-codes.js'));

const SENT = { no: 'no', maybe: 'perhaps: the message says it where it is known', yes: 'yes' };
const RETRY = { no: 'no', later: 'later', look: 'look at the phone first' };

const table = [
  '| code | meaning | what helps | sent? | send it again? |',
  '| --- | --- | --- | --- | --- |',
  ...Object.entries(ERROR_CODES).map(
    ([code, { sent, retry }]) =>
      `| \`${code}\` | ${meaningOf(code)} | ${adviceOf({ code })} | ${SENT[sent]} | ${RETRY[retry]} |`,
  ),
].join('\n');

const file = join(root, 'README.md');
const page = readFileSync(file, 'utf8');
const PLACE = /(<!-- errors: written by scripts\/errors-doc -->\n)[^]*?(<!-- end -->)/;
if (!PLACE.test(page)) throw new Error('README.md has no place for the table of error codes');
const filled = page.replace(PLACE, (_, before, after) => `${before}\n${table}\n\n${after}`);
if (process.argv.includes('--check')) {
  if (filled !== page) {
    console.error('the table of error codes in README.md is out of date: run node scripts/errors-doc.mjs');
    process.exit(1);
  }
} else {
  writeFileSync(file, filled);
}
