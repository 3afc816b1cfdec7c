/**
 * `npm run bench`: measures the built package, prints what it found and writes docs/benchmarks.md.
 * With names of parts behind it (`node --import tsx bench/run.ts events flat`) it measures these alone and writes nothing.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { RUNTIMES, type Runtime } from '../test/support/node-red';
import { ROOT } from '../test/support/package';
import { measureCommands } from './commands';
import { measureEvents } from './events';
import { measureFlatness } from './flat';
import { Load } from './load';
import { measureProfile } from './profile';
import { page, type Section } from './report';
import { measureStartup } from './startup';

const PARTS = ['startup', 'events', 'commands', 'flat', 'profile'] as const;
type Part = (typeof PARTS)[number];

function versions(runtimes: readonly Runtime[]): string[] {
  const version = (name: string): string =>
    (createRequire(__filename)(`${name}/package.json`) as { version: string }).version;
  return runtimes.map(({ label, node }) => {
    const red = version(label === 'Node-RED 5' ? 'node-red-5' : 'node-red');
    return `Node-RED ${red} on Node.js ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`;
  });
}

async function measure(part: Part, runtimes: readonly Runtime[], load: Load): Promise<Section[]> {
  const [first] = runtimes;
  if (!first) throw new Error('no Node-RED is installed: npm ci');
  switch (part) {
    case 'startup':
      return [measureStartup(runtimes)];
    case 'events':
      return measureEvents(runtimes, load);
    case 'commands':
      return measureCommands(runtimes);
    case 'flat':
      return [await measureFlatness(first, load)];
    case 'profile':
      return [await measureProfile(first, load)];
  }
}

async function main(): Promise<void> {
  const chosen = PARTS.filter((part) => process.argv.length < 3 || process.argv.includes(part));
  const runtimes = RUNTIMES.filter(({ node, script }) => existsSync(node) && existsSync(script));
  const load = new Load();
  const sections: Section[] = [];
  const started = performance.now();
  try {
    for (const part of chosen) {
      sections.push(...(await measure(part, runtimes, load)));
      process.stderr.write(`${part}: ${Math.round((performance.now() - started) / 1000)} s\n`);
    }
  } finally {
    await load.stop();
  }
  const text = page(sections, versions(runtimes));
  process.stdout.write(text);
  if (chosen.length === PARTS.length) writeFileSync(join(ROOT, 'docs', 'benchmarks.md'), text);
}

void main();
