// Runs all suites, in two lanes beside each other: one computes, the other waits mostly for browsers. (With four, two
// processors are so busy that tests run into their time limits.) Each is a whole mocha, which ends by itself only if
// nothing was left open; mocha's own --parallel ends what is. The first lane is told as it goes, the other when it is
// over. The last lines are the sums of both.
import { spawn } from 'node:child_process';

/** Of the editor's suites, those that the first lane takes: both are over at about the same time then. */
const EVEN = '@(adopting|arrival|diaries).test.ts';
/** Not the editor's, and with it: a minute and a half in which it waits for the most part, too. */
const PROOF = 'test/scale-out/proof.test.ts';
const LANES = [
  ['test/**/*.test.ts', '--ignore', `test/editor/${EVEN.replace('@', '!')}`, '--ignore', PROOF],
  ['test/editor/**/*.test.ts', PROOF, '--ignore', `test/editor/${EVEN}`],
];
const COUNTS = ['passing', 'failing', 'pending'] as const;

interface Lane {
  readonly output: string;
  readonly isGood: boolean;
}

const children = new Set<ReturnType<typeof spawn>>();
const colour = process.stdout.isTTY ? ['--color'] : [];

function run(files: readonly string[], isToldAtOnce: boolean): Promise<Lane> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'node_modules/mocha/bin/mocha.js', ...colour, ...process.argv.slice(2), ...files],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.add(child);
  return new Promise((resolve) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (isToldAtOnce) process.stdout.write(text);
    });
    child.once('close', (code) => {
      children.delete(child);
      if (!isToldAtOnce) process.stdout.write(output);
      resolve({ output, isGood: code === 0 });
    });
  });
}

/** Of mocha's summary; a lane without one has crashed. */
function sum(lanes: readonly Lane[], what: string): number {
  // oxlint-disable-next-line no-control-regex -- the colours of a terminal
  const line = new RegExp(`^(?:\\s|\\u001b\\[[\\d;]*m)*(\\d+) ${what}(?:\\s|\\u001b\\[[\\d;]*m|\\(.*\\))*$`, 'gm');
  return lanes.reduce((total, { output }) => total + Number([...output.matchAll(line)].at(-1)?.[1] ?? 0), 0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    // What drives a browser takes a milder signal for a wish to close that, and goes on.
    for (const child of children) child.kill('SIGKILL');
    process.exitCode = 1;
  });
}

void Promise.all(LANES.map((files, index) => run(files, index === 0))).then((lanes) => {
  const totals = COUNTS.map((what) => `  ${sum(lanes, what)} ${what}`);
  process.stdout.write(`\n  Both lanes together\n${totals.join('\n')}\n`);
  if (!lanes.every(({ isGood }) => isGood)) process.exitCode = 1;
});
