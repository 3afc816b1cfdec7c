import { connectAsync, type MqttClient } from 'mqtt';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { macOf } from '../../bench/phones';
import type { Random } from '../../bench/soak/random';
import { Commander } from './commander';
import { Phones } from './phones';
import { Site } from './site';
import type { Book } from './book';
import { judge, type Verdict } from './judge';

export interface ProofOptions {
  readonly configured: number;
  readonly talking: number;
  /** Events a second, of all phones together. */
  readonly rate: number;
  /** At least: phones talk until the last incident is over. */
  readonly seconds: number;
  readonly random: Random;
  readonly say: (text: string) => void;
}

/** Milliseconds that what is told at last is waited for, while something is told. */
const PATIENCE = 20_000;
/**
 * Milliseconds in which nothing is told any more: a record comes two seconds after its call, and an instance that stands
 * still for three makes the run worthless.
 */
const QUIET = 6_000;
/** Milliseconds: a record waits two seconds, and one too many would come as late. */
const LATE_RECORDS = 3_000;

/** How long this process itself did nothing, at worst: what it says of others is worth no more. */
class Lag {
  worst = 0;
  #last = performance.now();
  readonly #timer = setInterval(() => {
    const now = performance.now();
    this.worst = Math.max(this.worst, Math.round(now - this.#last - 50));
    this.#last = now;
  }, 50);

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Until it is so, or nothing new was heard for as long as anything may take. */
async function waitFor(heard: Listening, isSo: () => boolean): Promise<void> {
  const began = Date.now();
  while (!isSo() && Date.now() < Math.max(began, heard.last) + QUIET && Date.now() < began + PATIENCE) await pause(100);
}

/** What is told by MQTT, as a board and a consumer of records see it. */
class Listening {
  readonly states = new Map<string, string>();
  readonly records: { key: string; id: string; mac: string; outcome: string }[] = [];
  /** When: milliseconds since 1970. */
  last = 0;

  constructor(readonly mqtt: MqttClient) {
    mqtt.on('message', (topic, payload) => {
      this.last = Date.now();
      const told = JSON.parse(payload.toString()) as Record<string, string>;
      const mac = topic.split('/')[2] ?? '';
      if (topic.startsWith('voip/state/')) this.states.set(mac, told.unattended ? 'unattended' : (told.state ?? ''));
      if (topic.startsWith('voip/record/'))
        this.records.push({ key: told.key ?? '', id: told.id ?? '', mac, outcome: told.outcome ?? '' });
    });
  }
}

/** Runs the recipe, has everything go wrong that the recipe is for, and keeps the books. */
export async function prove({ configured, talking, rate, seconds, random, say }: ProofOptions): Promise<Verdict> {
  let target = 0;
  const phones = new Phones(talking, random, () => target);
  const phonePort = await phones.listen();
  const site = await Site.start(configured, phonePort);
  const mqtt = await connectAsync(`mqtt://127.0.0.1:${site.broker.port}`);
  const lag = new Lag();
  try {
    const heard = new Listening(mqtt);
    await mqtt.subscribeAsync(['voip/state/+', 'voip/record/+', 'voip/result/+'], { qos: 1 });
    target = site.ports.phones;
    const toldOf = (phone: number): string => heard.states.get(macOf(phone).replaceAll(':', '')) ?? 'nothing';
    const began = Date.now();
    let isChaos = true;
    const isOver = (): boolean => !isChaos && Date.now() > began + seconds * 1000;
    const commander = new Commander(phones, random, site.ports.commands, mqtt);
    const [{ killed, stopped, deployed, back }] = await Promise.all([
      goWrong(site, began, seconds, say).finally(() => (isChaos = false)),
      phones.talk(isOver, rate),
      commander.work(isOver, 500),
    ]);
    const talked = (Date.now() - began) / 1000;
    // A call without a record is waited for in vain, once.
    await waitFor(heard, () => {
      const recorded = new Set(heard.records.map(({ id }) => id));
      return phones.calls.every(({ id }) => recorded.has(id));
    });
    const messages = new Set(site.noted().map(({ seq }) => seq));
    const idle = phones.idle((seq) => messages.has(seq));
    await waitFor(heard, () => idle.every((phone) => toldOf(phone) === 'idle'));
    const afterwards = idle.map((phone) => ({ phone, truth: 'idle', told: toldOf(phone) }));
    const before = phones.events.length;
    const truth = await phones.settle();
    await waitFor(heard, () => truth.every((state, phone) => toldOf(phone) === state));
    await pause(LATE_RECORDS);
    return judge({
      seconds: talked,
      before,
      events: phones.events,
      calls: phones.calls,
      dialled: phones.dialled,
      commands: commander.sent,
      noted: site.noted(),
      pauses: site.pauses(killed.instance, killed.from).filter(({ instance, at, milliseconds }) => {
        const isStart =
          at - milliseconds < began || (instance === killed.instance && at > killed.to && at < back + 1_000);
        const isStop = instance === stopped.instance && at > stopped.from && at - milliseconds < stopped.to;
        return !isStart && !isStop;
      }),
      records: heard.records,
      killed,
      stopped,
      deployed,
      afterwards,
      states: truth.map((state, phone) => ({ phone, truth: state, told: toldOf(phone) })),
      lag: lag.worst,
    });
  } finally {
    lag.stop();
    await mqtt.endAsync(true);
    await site.stop();
    phones.close();
  }
}

/** Each at its share of the time. @returns what has to be allowed for */
async function goWrong(
  site: Site,
  began: number,
  seconds: number,
  say: (text: string) => void,
): Promise<Pick<Book, 'killed' | 'stopped' | 'deployed'> & { readonly back: number }> {
  const at = async (share: number, what: string): Promise<void> => {
    await pause(Math.max(0, began + seconds * 1000 * share - Date.now()));
    say(`${((Date.now() - began) / 1000).toFixed(1)} s: ${what}`);
  };
  const [one, two, three] = site.reds;
  if (!one || !two || !three) throw new Error('three Node-REDs');
  await at(0.15, 'nr1 is killed (SIGKILL)');
  const killed = { instance: 0, from: Date.now(), to: 0 };
  await one.killAndRestart(() => {
    killed.to = Date.now();
    return at(0.3, 'nr1 is started again');
  });
  const back = Date.now();
  await at(0.43, 'nr2 is deployed (full)');
  const flows = (await (await fetch(`${two.url}/flows`)).json()) as object[];
  const deployed = { instance: 1, from: Date.now(), to: 0 };
  await two.deploy(flows);
  deployed.to = Date.now();
  await at(0.52, 'nr3 stands still (SIGSTOP) for 5 s');
  const stopped = { instance: 2, from: Date.now(), to: 0 };
  three.child.kill('SIGSTOP');
  await pause(5_000);
  three.child.kill('SIGCONT');
  stopped.to = Date.now();
  await at(0.8, 'Redis is restarted');
  site.redis.child?.kill('SIGTERM');
  if (site.redis.child) await once(site.redis.child, 'exit');
  await site.redis.start();
  await at(0.9, 'HAProxy is reloaded');
  await site.reloadHaproxy();
  return { killed, stopped, deployed, back };
}
