/**
 * `npm run soak`: 200 simulated phones report and are commanded while much goes wrong and Node-RED is deployed again and
 * again; then the books must balance, every phone be idle,
 * every call have one record, and heap and handles be what they were. SOAK_MINUTES: how long (10, fractions
 * too). SOAK_SEED: repeats the choices. SOAK_NODE_RED=5: on Node-RED 5. The exit code tells.
 */
import { freePort, RUNTIMES } from '../test/support/node-red';
import { ProbedNodeRed } from './red';
import type { Noted } from './soak/ledger';
import { Random } from './soak/random';
import { Soak, text } from './soak/soak';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const SEED = Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Share of the time before the heap is first looked at: code is compiled, caches are filled. */
const WARM_UP = 0.25;
/** Bytes that the heap may have grown by between the two rests. */
const HEAP_GROWTH = 3e6;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Kilobytes a minute, by least squares. */
function slope(points: Soak['heaps']): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(({ minutes }) => minutes));
  const y = mean(points.map(({ bytes }) => bytes));
  const covariance = mean(points.map(({ minutes, bytes }) => (minutes - x) * (bytes - y)));
  return covariance / mean(points.map(({ minutes }) => (minutes - x) ** 2)) / 1e3;
}

async function main(): Promise<void> {
  const runtime = RUNTIMES[process.env.SOAK_NODE_RED === '5' ? 1 : 0];
  if (!runtime) throw new Error('no such Node-RED');
  say(`${runtime.label}, ${MINUTES} minutes, SOAK_SEED=${SEED}`);
  const soak = new Soak(await ProbedNodeRed.start(runtime), await freePort(), new Random(SEED));
  let violations: string[] = [];
  try {
    await soak.prepare();
    const fresh = await soak.red.state(true);
    await soak.load(MINUTES * 60_000 * WARM_UP);
    const before = await soak.rest();
    soak.heaps.length = 0;
    say(`warmed up: heap ${(before.heapUsed / 1e6).toFixed(1)} MB; ${text(before.handles)}`);
    await soak.load(MINUTES * 60_000 * (1 - WARM_UP));
    const after = await soak.rest(before);
    const { ledger } = soak;
    const noted = await soak.red.ask<Record<string, string>>('numbers', {
      used: Math.max(ledger.events, ledger.commands, ledger.calls),
    });
    const bytes = (name: string): Buffer => Buffer.from(noted[name] ?? '', 'base64');
    const balance = ledger.close({
      codes: noted.codes as unknown as Noted['codes'],
      events: bytes('events'),
      received: bytes('received'),
      completed: bytes('completed'),
      outcome: bytes('outcome'),
      records: bytes('records'),
      recorded: bytes('recorded'),
      outcomes: noted.outcomes as unknown as Noted['outcomes'],
    });
    ({ violations } = balance);
    violations.push(...(await soak.notIdle()));
    const growth = after.heapUsed - before.heapUsed;
    if (growth > HEAP_GROWTH) violations.push(`the heap has grown by ${(growth / 1e6).toFixed(1)} MB`);
    if (text(after.handles) !== text(before.handles))
      violations.push(`handles: ${text(before.handles)} became ${text(after.handles)}`);
    for (const [what, count] of Object.entries(balance.counts).toSorted()) say(`${what}: ${count}`);
    say(`deploys: ${JSON.stringify(soak.deploys)}`);
    say(
      `heap: fresh ${(fresh.heapUsed / 1e6).toFixed(1)} MB, ${(before.heapUsed / 1e6).toFixed(1)} MB at the first rest, ${(after.heapUsed / 1e6).toFixed(1)} MB at the last; ${slope(soak.heaps).toFixed(0)} kB a minute under load`,
    );
    say(`handles: ${text(fresh.handles)} when fresh; ${text(after.handles)} at the last rest`);
  } finally {
    await soak.stop();
  }
  for (const violation of violations.slice(0, 50)) say(`VIOLATION ${violation}`);
  if (violations.length > 0) for (const deploy of soak.deployLog) say(`deploy ${deploy}`);
  say(violations.length === 0 ? 'The books balance.' : `${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

void main();
