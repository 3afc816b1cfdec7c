/**
 * `npm run bench`: measures the built package, prints what it found and writes docs/benchmarks.md.
 * With names of parts behind it (`node --import tsx bench/run.ts events flat`) it measures these alone and writes nothing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RUNTIMES, type Runtime } from '../test/support/node-red';
import { ROOT } from '../test/support/package';
import { measureCommands } from './commands';
import { measureEvents } from './events';
import { measureFlatness } from './flat';
import { measureHostile } from './hostile';
import { Load } from './load';
import { measureManyPhones } from './many-phones';
import { measureOwnPort } from './own-port';
import { measurePlugged } from './plugged';
import { measureProfile } from './profile';
import { measureReaction } from './reaction';
import { page, type Section } from './report';
import { measureStartup } from './startup';

function versions(runtimes: readonly Runtime[]): string[] {
  const version = (name: string): string =>
    (createRequire(__filename)(`${name}/package.json`) as { version: string }).version;
  return runtimes.map(({ label, node }) => {
    const red = version(label === 'Node-RED 5' ? 'node-red-5' : 'node-red');
    return `Node-RED ${red} on Node.js ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`;
  });
}

type Measure = (runtimes: readonly [Runtime, ...Runtime[]], load: Load) => Promise<Section[]>;

const PARTS: Readonly<Record<string, Measure>> = {
  startup: (runtimes) => Promise.resolve([measureStartup(runtimes)]),
  many: async (runtimes) => [await measureManyPhones(runtimes)],
  port: async ([runtime], load) => [await measureOwnPort(runtime, load)],
  events: measureEvents,
  hostile: async ([runtime]) => [await measureHostile(runtime)],
  commands: (runtimes) => measureCommands(runtimes),
  reaction: (runtimes) => measureReaction(runtimes),
  plugged: async ([runtime]) => [await measurePlugged(runtime)],
  flat: async ([runtime], load) => [await measureFlatness(runtime, load)],
  profile: async ([runtime], load) => [await measureProfile(runtime, load)],
};

async function main(): Promise<void> {
  const chosen = Object.entries(PARTS).filter(([part]) => process.argv.length < 3 || process.argv.includes(part));
  const [first, ...others] = RUNTIMES.filter(({ node, script }) => existsSync(node) && existsSync(script));
  if (!first) throw new Error('no Node-RED is installed: npm ci');
  const runtimes: readonly [Runtime, ...Runtime[]] = [first, ...others];
  const load = new Load();
  const sections: Section[] = [];
  const started = performance.now();
  try {
    for (const [part, measure] of chosen) {
      sections.push(...(await measure(runtimes, load)));
      process.stderr.write(`${part}: ${Math.round((performance.now() - started) / 1000)} s\n`);
    }
  } finally {
    await load.stop();
  }
  const text = page(sections, versions(runtimes));
  process.stdout.write(text);
  if (process.argv.length < 3) writeFileSync(join(ROOT, 'docs', 'benchmarks.md'), text);
}

void main();
