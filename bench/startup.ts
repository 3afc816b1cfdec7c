import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runtime } from '../test/support/node-red';
import { installInto } from '../test/support/package';
import { median } from './figures';
import { below, figure, type Section } from './report';

const RUNS = 9;
const PACKAGE = 'node-red-contrib-voip-phone';

/** Loads the three node files as Node-RED does, in a process that has loaded nothing else; prints milliseconds. */
const LOAD_NODES = `
const started = performance.now();
const { 'node-red': { nodes } } = require('${PACKAGE}/package.json');
for (const file of Object.values(nodes)) require('${PACKAGE}/' + file);
console.log(performance.now() - started);`;

function bytesBelow(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}

export function measureStartup(runtimes: readonly Runtime[]): Section {
  const userDir = mkdtempSync(join(tmpdir(), 'voip-phone-bench-'));
  try {
    installInto(userDir);
    const load = ({ node }: Runtime): number =>
      Number(execFileSync(node, ['-e', LOAD_NODES], { cwd: userDir, encoding: 'utf8' }));
    const runs: number[][] = runtimes.map(() => []);
    for (let run = 0; run < RUNS; run++) {
      for (const [index, runtime] of runtimes.entries()) runs[index]?.push(load(runtime));
    }
    const modules = join(userDir, 'node_modules');
    const megabytes = bytesBelow(modules) / 1e6;
    const own = bytesBelow(join(modules, PACKAGE)) / 1e6;
    const rows = runtimes.map(({ label }, index) => [
      `\`require\` of the three node files, Node.js of ${label}`,
      `${figure(median(runs[index] ?? []))} ms`,
    ]);
    rows.push(['installed, with dependencies', `${figure(megabytes)} MB`], ['of it this package', `${figure(own)} MB`]);
    return {
      title: 'Start and size',
      text: `Each \`require\` in a new process, median of ${RUNS}.`,
      tables: [{ caption: 'Cold start', table: { columns: ['', ''], rows } }],
      goals: [
        ...runtimes.map(({ label }, index) =>
          below(`\`require\` of the built nodes, Node.js of ${label}`, median(runs[index] ?? []), 60, 'ms'),
        ),
        below('installed size with dependencies', megabytes, 5, 'MB'),
      ],
    };
  } finally {
    rmSync(userDir, { recursive: true, force: true });
  }
}
