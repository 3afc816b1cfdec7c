/**
 * `npm start`: a real Node-RED with the package, three simulated phones, a fourth that is plugged in and knows
 * nothing, and a scenario that comes again every half minute. PORT: the editor's port (else 1880, or the next that is free). DEMO_ONCE=1: one round, then the exit code
 * says whether all went well.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { deafness } from './adoption';
import { type DebugLine, DebugPane } from './debug-pane';
import { Newcomer } from './newcomer';
import { freePort, NodeRed } from './node-red';
import { DemoPhones } from './phones';
import { ADOPTION, NEWCOMER, OPENING, STEPS, type Stage, type Step } from './scenario';

const ONCE = process.env.DEMO_ONCE === '1';
const PAUSE = 30_000;
const DEADLINE = 30_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function describe({ name, content }: DebugLine): string {
  const phone = (content.phone as { name?: string } | undefined)?.name ?? '';
  if (name === 'state' && Array.isArray(content)) return `flow: the states of ${content.length} phones, asked at start`;
  if (name === 'state') return `${phone} is ${String(content.state)}${content.dnd === true ? ', do not disturb' : ''}`;
  if (name === 'call') return `${phone}: a call is over, ${String(content.direction)}, ${String(content.outcome)}`;
  if (name === 'event') return `${phone} → flow: ${String(content.event)}`;
  if (content.ok === true) return `flow → ${phone}: ${String(content.action)} (${String(content.sent)})`;
  return `${name}: ${JSON.stringify(content)}`;
}

async function play(step: Step, stage: Stage, quit: AbortSignal): Promise<boolean> {
  say(`\n${step.story}`);
  for (const phone of stage.phones.all) phone.forget();
  const deadline = AbortSignal.any([quit, stage.nodeRed.ended, AbortSignal.timeout(DEADLINE)]);
  try {
    const playing = step.play(stage);
    // When the phones stop, what an abandoned step waits for comes to nothing: no news.
    playing.catch(() => {});
    await Promise.race([playing, stopped(deadline)]);
    say(`demo: ${step.name} ok`);
    return true;
  } catch (error) {
    // Cut short by Ctrl-C is no failure.
    if (!quit.aborted) say(`demo: ${step.name} failed: ${(error as Error).message}`);
    return quit.aborted;
  }
}

async function stopped(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new Error('it did not happen (in time)');
}

/** @returns whether anybody hears it */
async function plugIn({ nodeRed, newcomer }: Stage, quit: AbortSignal): Promise<boolean> {
  const why = await deafness(nodeRed, quit).catch((error: unknown) => String(error));
  const trouble = why ?? (await newcomer.start().then(() => undefined, String));
  if (trouble !== undefined) {
    if (!quit.aborted) say(`\nNo phone is plugged in this time: ${trouble}. The demo goes on without.`);
    return false;
  }
  say('\na fourth phone (Yealink) is plugged in: it asks the network for its settings');
  if (!ONCE) say('Adopt it in the sidebar "VoIP phones", under "Asking for settings", and deploy.');
  newcomer.settle(quit).catch((error: unknown) => say(`the phone that is plugged in: ${String(error)}`));
  return true;
}

async function rounds(stage: Stage, quit: AbortSignal): Promise<boolean> {
  let good = await play(OPENING, stage, quit);
  const isHeard = await plugIn(stage, quit);
  if (ONCE && isHeard) good = (await play(ADOPTION, stage, quit)) && good;
  do {
    for (const step of [...STEPS, ...(stage.newcomer.isSetUp ? [NEWCOMER] : [])]) {
      if (quit.aborted || stage.nodeRed.ended.aborted) return good;
      good = (await play(step, stage, quit)) && good;
    }
    if (ONCE) return good;
    say(`\nAgain in ${PAUSE / 1000} s; Ctrl-C stops and cleans up.`);
    await pause(PAUSE, undefined, { signal: AbortSignal.any([quit, stage.nodeRed.ended]) }).catch(() => {});
  } while (!quit.aborted && !stage.nodeRed.ended.aborted);
  return good && quit.aborted;
}

async function main(): Promise<boolean> {
  const quit = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => quit.abort());
  const phones = new DemoPhones();
  const newcomer = new Newcomer();
  const nodeRed = new NodeRed(process.env.PORT ? Number(process.env.PORT) : await freePort(1880));
  // Whatever happens, nothing stays behind.
  process.once('exit', () => nodeRed.clear());
  const token = randomBytes(12).toString('hex');
  let pane: DebugPane | undefined;
  try {
    await phones.start();
    const setup = `127.0.0.1:${await freePort(nodeRed.port + 1)}`;
    const environment = {
      DEMO_ATCOM_PORT: String(phones.desk.port),
      DEMO_FANVIL_PORT: String(phones.door.port),
      DEMO_AKUVOX_PORT: String(phones.guard.port),
      DEMO_SETUP_PORT: setup,
      DEMO_SETUP_URL: `http://${setup}`,
      DEMO_TOKEN: token,
    };
    say(`Starting Node-RED ${nodeRed.version} …`);
    await Promise.race([nodeRed.start(environment), stopped(quit.signal)]);
    say(`Node-RED runs at ${nodeRed.url}/ : open it, and its debug pane.`);
    pane = await DebugPane.open(nodeRed.url);
    pane.watch((line) => say(`  ${describe(line)}`));
    phones.reportTo(`${nodeRed.url}/phone`, token);
    return await rounds({ phones, newcomer, nodeRed, pane }, quit.signal);
  } catch (error) {
    if (quit.signal.aborted) return true;
    say(`demo: failed: ${(error as Error).message}`);
    return false;
  } finally {
    quit.abort();
    await pane?.close();
    await newcomer.stop();
    await phones.stop();
    await nodeRed.stop();
  }
}

main().then(
  (good) => {
    process.exitCode = good ? 0 : 1;
  },
  (error: unknown) => {
    say(`demo: failed: ${String(error)}`);
    process.exitCode = 1;
  },
);
