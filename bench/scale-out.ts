/**
 * `npm run scale-out`: the recipe beyond one machine, on this one: three Node-REDs, HAProxy, Redis and mosquitto, phones
 * that talk, and everything that goes wrong. SCALE_MINUTES (5), SCALE_PHONES (10000 configured), SCALE_TALKING (2000),
 * SCALE_EVENTS (60 a second), SCALE_SEED. Ends with 1 where the books don't balance, with 2 where the run says nothing, since
 * the simulator itself stood still. What it prints is docs/scale-out.md's table.
 */
import { prove } from '../test/scale-out/proof';
import { Random } from './soak/random';

const SEED = Number(process.env.SCALE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  say(`SCALE_SEED=${SEED}`);
  const { table, violations, forgiven, failed } = await prove({
    configured: Number(process.env.SCALE_PHONES ?? 10_000),
    talking: Number(process.env.SCALE_TALKING ?? 2_000),
    rate: Number(process.env.SCALE_EVENTS ?? 60),
    seconds: Number(process.env.SCALE_MINUTES ?? 5) * 60,
    random: new Random(SEED),
    say,
  });
  for (const [what, value] of Object.entries(table)) say(`| ${what} | ${value} |`);
  for (const words of forgiven) say(`forgiven: ${words}`);
  for (const violation of violations.slice(0, 50)) say(`VIOLATION ${violation}`);
  if (failed !== undefined) say(`NOT MEASURED: ${failed}`);
  else say(violations.length === 0 ? 'The books balance.' : `${violations.length} violations`);
  process.exitCode = failed !== undefined ? 2 : violations.length === 0 ? 0 : 1;
}

void main();
