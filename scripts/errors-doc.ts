// Writes the README's table of error codes. With `--check` it fails where the table on disk is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceOf, ERROR_CODES, meaningOf } from '../nodes/lib/error-codes';
import type { ErrorCode } from '../nodes/lib/errors';

const SENT = { no: 'no', maybe: 'perhaps: the message says it where it is known', yes: 'yes' };
const RETRY = { no: 'no', later: 'later', look: 'look at the phone first' };

const rows = (Object.keys(ERROR_CODES) as ErrorCode[]).map((code) => {
  const { sent, retry } = ERROR_CODES[code];
  return `| \`${code}\` | ${meaningOf(code).in()} | ${adviceOf({ code }).in()} | ${SENT[sent]} | ${RETRY[retry]} |`;
});
const table = [
  '| code | meaning | what helps | sent? | send it again? |',
  '| --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');

const file = join(__dirname, '..', 'README.md');
const page = readFileSync(file, 'utf8');
const PLACE = /(<!-- errors: written by scripts\/errors-doc -->\n)[^]*?(<!-- end -->)/;
if (!PLACE.test(page)) throw new Error('README.md has no place for the table of error codes');
const filled = page.replace(PLACE, (_, before: string, after: string) => `${before}\n${table}\n\n${after}`);
if (!process.argv.includes('--check')) {
  writeFileSync(file, filled);
} else if (filled !== page) {
  console.error('the table of error codes in README.md is out of date: run npm run errors-doc');
  process.exitCode = 1;
}
