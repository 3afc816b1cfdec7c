// Runs the suites that work on the sources, and fails where they cover less of nodes/ than they did: raise the floor when
// it rises. The suites on the packed package and in the browser are not counted. Report: test-output/coverage/index.html.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

/** What was measured, rounded down to a tenth, in percent. */
const FLOOR = { lines: 99.1, functions: 99.1, branches: 92.5 };
const SUITES = ['test/lib/**/*.test.ts', 'test/nodes/*.test.ts', 'test/fuzz/*.test.ts'];

/** Types alone: nothing of such a file is left to run. */
const hasNoCode = (path: string): boolean =>
  transformSync(readFileSync(path, 'utf8'), { loader: 'ts' }).code.trim() === '';

const sources = readdirSync('nodes', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('nodes', name));

const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/c8/bin/c8.js',
    ...['--all', '--src', 'nodes', '--include', 'nodes/**/*.ts', '--clean'],
    ...sources.flatMap((path) => (hasNoCode(path) ? ['--exclude', path] : [])),
    ...['--temp-directory', 'test-output/coverage/tmp', '--reports-dir', 'test-output/coverage'],
    ...['--reporter', 'text-summary', '--reporter', 'html', '--reporter', 'json-summary', '--check-coverage'],
    ...Object.entries(FLOOR).flatMap(([what, percent]) => [`--${what}`, String(percent)]),
    ...[process.execPath, '--import', 'tsx', 'node_modules/mocha/bin/mocha.js', '--reporter', 'dot'],
    ...SUITES,
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
