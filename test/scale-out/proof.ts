import { connectAsync, type MqttClient } from 'mqtt';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { macOf } from '../../bench/phones';
import type { Random } from '../../bench/soak/random';
import { Commander } from './commander';
import { Phones, type SentEvent } from './phones';
import { Site } from './site';
import { type Book, judge, type Verdict } from './judge';

export interface ProofOptions {
  readonly configured: number;
  readonly talking: number;
  readonly seconds: number;
  readonly random: Random;
  readonly say: (text: string) => void;
}

/** What is told by MQTT, as a board and a consumer of records see it. */
class Listening {
  readonly states = new Map<string, string>();
  readonly records: { key: string; id: string; mac: string; outcome: string }[] = [];

  constructor(readonly mqtt: MqttClient) {
    mqtt.on('message', (topic, payload) => {
      const told = JSON.parse(payload.toString()) as Record<string, string>;
      const mac = topic.split('/')[2] ?? '';
      if (topic.startsWith('voip/state/')) this.states.set(mac, told.unattended ? 'unattended' : (told.state ?? ''));
      if (topic.startsWith('voip/record/'))
        this.records.push({ key: told.key ?? '', id: told.id ?? '', mac, outcome: told.outcome ?? '' });
    });
  }
}

/** Runs the recipe, has everything go wrong that the recipe is for, and keeps the books. */
export async function prove({ configured, talking, seconds, random, say }: ProofOptions): Promise<Verdict> {
  let target = 0;
  const phones = new Phones(talking, random, () => target);
  const phonePort = await phones.listen();
  const site = await Site.start(configured, phonePort);
  const mqtt = await connectAsync(`mqtt://127.0.0.1:${site.broker.port}`);
  try {
    const heard = new Listening(mqtt);
    await mqtt.subscribeAsync(['voip/state/+', 'voip/record/+', 'voip/result/+'], { qos: 1 });
    target = site.ports.phones;
    const began = Date.now();
    const until = began + seconds * 1000;
    const commander = new Commander(phones, random, site.ports.commands, mqtt);
    const chaos = goWrong(site, began, seconds, say);
    const [{ killed, deployed }] = await Promise.all([
      chaos,
      phones.talk(until, Math.max(6, talking / 40)),
      commander.work(until, 500),
    ]);
    const talked = (Date.now() - began) / 1000;
    // Records wait two seconds for a late reason.
    await pause(3_000);
    const before: readonly SentEvent[] = [...phones.events];
    const truth = await phones.settle();
    await pause(3_000);
    const book: Book = {
      seconds: talked,
      before: before.length,
      events: phones.events,
      calls: phones.calls,
      dialled: phones.dialled,
      commands: commander.sent,
      noted: site.noted(),
      records: heard.records,
      killed,
      deployed,
      states: truth.map((state, phone) => ({
        phone,
        truth: state,
        told: heard.states.get(macOf(phone).replaceAll(':', '')) ?? 'nothing',
      })),
    };
    return judge(book);
  } finally {
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
): Promise<Pick<Book, 'killed' | 'deployed'>> {
  const at = async (share: number, what: string): Promise<void> => {
    await pause(Math.max(0, began + seconds * 1000 * share - Date.now()));
    say(`${((Date.now() - began) / 1000).toFixed(1)} s: ${what}`);
  };
  const [one, two, three] = site.reds;
  if (!one || !two || !three) throw new Error('three Node-REDs');
  await at(0.15, 'nr1 is killed (SIGKILL)');
  const killed = { instance: 0, at: Date.now() };
  await one.killAndRestart(() => at(0.3, 'nr1 is started again'));
  await at(0.43, 'nr2 is deployed (full)');
  const flows = (await (await fetch(`${two.url}/flows`)).json()) as object[];
  const from = Date.now();
  await two.deploy(flows);
  const deployed = { from, to: Date.now() };
  await at(0.52, 'nr3 stands still (SIGSTOP) for 5 s');
  three.child.kill('SIGSTOP');
  await pause(5_000);
  three.child.kill('SIGCONT');
  await at(0.8, 'Redis is restarted');
  site.redis.child?.kill('SIGTERM');
  if (site.redis.child) await once(site.redis.child, 'exit');
  await site.redis.start();
  await at(0.9, 'HAProxy is reloaded');
  await site.reloadHaproxy();
  return { killed, deployed };
}
