// Runs all suites, in lanes beside each other: one computes, the others wait mostly for browsers and Node-REDs. Each is a
// whole mocha, which ends by itself only if nothing was left open; mocha's own --parallel ends what is. The first lane is
// told as it goes, the others when they are over. The last lines are the sums of all.
import { spawn } from 'node:child_process';

const PACKED = ['test/packed/**/*.test.ts'];
const EDITOR = ['test/editor/**/*.test.ts'];
/** As long as all others of the editor together. */
const LONG = ['test/editor/arrival.test.ts', 'test/editor/dialogs.test.ts'];
const LANES = [['test/**/*.test.ts', ...without([...PACKED, ...EDITOR])], PACKED, [...EDITOR, ...without(LONG)], LONG];
const COUNTS = ['passing', 'failing', 'pending'] as const;

interface Lane {
  readonly output: string;
  readonly isGood: boolean;
}

const children = new Set<ReturnType<typeof spawn>>();
const colour = process.stdout.isTTY ? ['--color'] : [];

function without(files: readonly string[]): string[] {
  return files.flatMap((some) => ['--ignore', some]);
}

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
    for (const child of children) child.kill(signal);
    process.exitCode = 1;
  });
}

void Promise.all(LANES.map((files, index) => run(files, index === 0))).then((lanes) => {
  const totals = COUNTS.map((what) => `  ${sum(lanes, what)} ${what}`);
  process.stdout.write(`\n  All lanes together\n${totals.join('\n')}\n`);
  if (!lanes.every(({ isGood }) => isGood)) process.exitCode = 1;
});
