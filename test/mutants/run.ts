// Puts one fault of the list at a time into a copy of this tree, and expects its tests to notice.
//   npm run mutants                 all
//   npm run mutants -- E06 O03      some
//   npm run mutants -- --named      with the tests that each names, and no others
//   npm run mutants -- --tests=FILE with these tests instead of those that each names
//   npm run mutants -- --check      only whether each still finds its place
// Ends with 1 where one survived or was lost, or where the tests are red without any.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { ROOT } from '../support/package';
import { MUTANTS } from './list';
import type { Mutant } from './mutant';
import { whyLost } from './places';

/** What is tried where the tests named by a mutant do not notice it. */
const WIDE = ['test/lib/**/*.test.ts', 'test/nodes/*.test.ts', 'test/fuzz/*.test.ts'];
/** In milliseconds: the least that a run is given, and so many times as long as it takes without any mutant. */
const LIMIT = 150_000;
const SLACK = 6;
/** For the runs that tell how long that is. */
const LONGEST = 1_800_000;
/** The suites share no fixed port. More at a time would make those fail that wait for a time-out. */
const WORKERS = Math.min(2, availableParallelism());
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'resources', 'test-output']);

interface Outcome {
  /** The first test that failed, 'no end', or undefined where all passed. */
  readonly noticedBy: string | undefined;
  /** Nothing was wrong but the time: on a busy machine that may be chance. */
  readonly isLate: boolean;
}

const running = new Set<ChildProcess>();

/** With all that its tests have started. */
function end({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'voip-phone-mutants-'));
  cpSync(ROOT, folder, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(relative(ROOT, path).split(sep)[0] ?? ''),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return folder;
}

function test(folder: string, patterns: readonly string[], limit: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', join('node_modules', 'mocha', 'bin', 'mocha.js'), '--bail', '--reporter', 'dot'],
        ...patterns,
      ],
      // A group of its own: what its tests start ends with it.
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    let output = '';
    let isOver = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (isOver || !/^ *\d+ failing/m.test(output)) return;
        isOver = true;
        // What a failed test has left open is not waited for.
        setTimeout(() => end(child), 1000).unref();
      });
    }
    running.add(child);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = !isOver;
      end(child);
    }, limit);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      const first = /^ *1\) (.*(?:\n.+)*)/m.exec(output)?.[1] ?? output.trim().slice(-300);
      if (isLate) resolve({ noticedBy: 'no end', isLate });
      else if (code === 0) resolve({ noticedBy: undefined, isLate });
      else resolve({ noticedBy: first.replaceAll(/\s+/g, ' ').slice(0, 240), isLate: /timeout/i.test(first) });
    });
  });
}

/** As `test`, but what is only late is late twice, or it was chance. */
async function testTwice(folder: string, patterns: readonly string[], limit: number): Promise<string | undefined> {
  const { noticedBy, isLate } = await test(folder, patterns, limit);
  return isLate ? (await test(folder, patterns, 2 * limit)).noticedBy : noticedBy;
}

const words = process.argv.slice(2);
const ids = words.filter((word) => !word.startsWith('-'));
for (const id of ids) {
  if (!MUTANTS.some((mutant) => mutant.id === id)) throw new Error(`no mutant is called ${id}`);
}
const chosen = MUTANTS.filter(({ id }) => ids.length === 0 || ids.includes(id));
const instead = words.find((word) => word.startsWith('--tests='))?.slice('--tests='.length);
const lost = chosen.flatMap((mutant) => whyLost(mutant) ?? []);
for (const why of lost) console.log(`LOST ${why}`);
const found = chosen.filter((mutant) => whyLost(mutant) === undefined);

if (words.includes('--check')) console.log(`${found.length} of ${chosen.length} mutants find their place`);
else void tryAll();
if (lost.length > 0) process.exitCode = 1;

async function tryAll(): Promise<void> {
  const folders = Array.from({ length: WORKERS }, copyTree);
  process.once('exit', () => {
    for (const child of running) end(child);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const survivors: Mutant[] = [];

  /** Set of tests → the time that it is given. They notice a mutant only where they are green without it. */
  const limits = new Map<string, Promise<number>>();
  const limitOf = (folder: string, patterns: readonly string[]): Promise<number> => {
    const key = patterns.join(' ');
    const known = limits.get(key) ?? measure(folder, patterns);
    limits.set(key, known);
    return known;
  };

  await inParallel(folders, found, async (folder, mutant) => {
    const path = join(folder, mutant.file);
    const source = readFileSync(path, 'utf8');
    const attempt = async (patterns: readonly string[]): Promise<string | undefined> => {
      const limit = await limitOf(folder, patterns);
      writeFileSync(
        path,
        source.replace(mutant.find, () => mutant.replace),
      );
      const noticedBy = await testTwice(folder, patterns, limit);
      writeFileSync(path, source);
      return noticedBy;
    };
    const started = Date.now();
    const isWide = !words.includes('--named');
    const noticedBy =
      (await attempt(instead === undefined ? mutant.tests : [instead])) ?? (isWide ? await attempt(WIDE) : undefined);
    if (!noticedBy && !mutant.unseen) survivors.push(mutant);
    const verdict = noticedBy ? `killed by ${noticedBy}` : `SURVIVED${mutant.unseen ? `, as ${mutant.unseen}` : ''}`;
    console.log(
      `${mutant.id} ${mutant.breaks} (${mutant.file}): ${verdict}, ${Math.round((Date.now() - started) / 1000)} s`,
    );
  });
  const names = survivors.map(({ id }) => ` ${id}`).join('');
  console.log(`${found.length} mutants, ${survivors.length} survived without an excuse${names}`);
  if (survivors.length > 0) process.exitCode = 1;
}

/** @returns the time for tests of which one run took so long, in milliseconds; ends everything where they are red */
async function measure(folder: string, patterns: readonly string[]): Promise<number> {
  const started = Date.now();
  const noticedBy = await testTwice(folder, patterns, LONGEST);
  if (noticedBy === undefined) return Math.max(LIMIT, SLACK * (Date.now() - started));
  console.log(`without any mutant, ${patterns.join(' ')} fail: ${noticedBy}`);
  process.exit(1);
}

/** Runs the work for each item, one at a time in each folder. */
async function inParallel<T>(
  folders: readonly string[],
  items: readonly T[],
  work: (folder: string, item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  await Promise.all(
    folders.map(async (folder) => {
      for (const item of { [Symbol.iterator]: () => rest }) await work(folder, item);
    }),
  );
}
