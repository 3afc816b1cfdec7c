import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { phoneNodes } from '../../bench/phones';
import { type Haproxy, runHaproxy } from '../proxies/haproxy';
import { freePort, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { ROOT } from '../support/package';
import type { Noted, Pause } from './book';
import { type Mosquitto, startMosquitto } from './mosquitto';
import { HAPROXY, onLoopback, type Place, recipe } from './recipe';
import { RedisServer } from './redis';

export const TOKEN = 'the-token-of-the-commands';

interface FlowNode {
  readonly id: string;
  readonly type: string;
  wires?: string[][];
}

/** Milliseconds between two signs of life of an instance's loop. */
const BEAT = 100;

const flowOf = (file: string): FlowNode[] => JSON.parse(recipe(`flows/${file}`)) as FlowNode[];

/** The recipe's flows with so many phones, and a node that notes each event. */
function flows(phones: number, phonePort: number, file: string): object[] {
  const nodes = [...flowOf('board.json'), ...flowOf('commands.json')];
  const events = nodes.find(({ type }) => type === 'action-url in');
  events?.wires?.[0]?.push('note');
  const note = `global.get('note')(msg.variables.seq);`;
  return [
    ...nodes,
    { id: 'note', type: 'function', z: nodes[0]?.id, name: file, x: 1, y: 1, func: note, wires: [] },
    ...phoneNodes(phones).map((phone) => ({
      ...phone,
      vendor: 'fanvil',
      model: '',
      store: 'redis',
      port: String(phonePort),
    })),
  ];
}

/** Three Node-REDs, HAProxy, Redis and mosquitto, as the recipe has them, on this machine. */
export class Site {
  readonly reds: RunningNodeRed[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'scale-out-'));
  readonly #proxies: Haproxy[] = [];
  #configuration = '';
  readonly ports = { phones: 0, commands: 0 };

  private constructor(
    readonly redis: RedisServer,
    readonly broker: Mosquitto,
  ) {}

  static async start(phones: number, phonePort: number): Promise<Site> {
    const site = new Site(await RedisServer.at(), await startMosquitto());
    try {
      await site.redis.start();
      site.ports.phones = await freePort();
      site.ports.commands = await freePort();
      const places: Place[] = [];
      // One after the other: each takes a whole processor for its start.
      for (const name of [1, 2, 3]) places.push(await site.#startRed(name, phones, phonePort));
      site.#configuration = onLoopback(recipe('haproxy.cfg'), site.ports, places).replaceAll('{folder}', site.folder);
      site.#proxies.push(await runHaproxy(site.ports.phones, site.#configuration));
      return site;
    } catch (error) {
      await site.stop();
      throw error;
    }
  }

  /** A new HAProxy takes the ports over from the old one, which ends when its connections have. */
  async reloadHaproxy(): Promise<void> {
    const old = this.#proxies.at(-1);
    const args = ['-db', '-sf', String(old?.child.pid), '-x', join(this.folder, 'admin.sock')];
    this.#proxies.push(await runHaproxy(this.ports.phones, this.#configuration, args));
  }

  /** The file's path is asked of nobody: the instance may be dead. */
  noted(): Noted[] {
    return [1, 2, 3].flatMap((name) =>
      this.#notes(name)
        .filter(([what]) => what !== 'beat')
        .map(([seq, at]) => ({ instance: name - 1, seq: Number(seq), at: Number(at) })),
    );
  }

  /** When an instance's loop did not turn. @param until the end of the killed one: its last pause has no end of its own */
  pauses(killed: number, until: number): Pause[] {
    return [1, 2, 3].flatMap((name) => {
      const instance = name - 1;
      const beats = this.#notes(name)
        .filter(([what]) => what === 'beat')
        .map(([, at]) => Number(at));
      const last = beats.findLast((at) => at <= until);
      const all = beats.flatMap((at, index) => {
        const before = beats[index - 1] ?? at;
        // From its last beat to the first one of its next life it was not late but dead.
        const wasDead = instance === killed && before <= until && at > until;
        return wasDead ? [] : [{ instance, at, milliseconds: at - before - BEAT }];
      });
      const cut =
        instance === killed && last !== undefined ? [{ instance, at: until, milliseconds: until - last }] : [];
      return [...all, ...cut].filter(({ milliseconds }) => milliseconds > BEAT);
    });
  }

  #notes(name: number): string[][] {
    const lines = readFileSync(this.#noteFile(name), 'utf8').split('\n');
    return lines.filter(Boolean).map((line) => line.split(' '));
  }

  async stop(): Promise<void> {
    for (const red of this.reds) red.child.kill('SIGCONT');
    await Promise.all(this.reds.map((red) => red.stop()));
    await Promise.all(this.#proxies.map((proxy) => proxy.stop()));
    await this.redis.stop();
    await this.broker.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #noteFile(name: number): string {
    return join(this.folder, `noted-${name}`);
  }

  async #startRed(name: number, phones: number, phonePort: number): Promise<Place> {
    const [runtime] = RUNTIMES;
    if (!runtime) throw new Error('no Node-RED');
    const events = await freePort();
    const store = JSON.stringify(join(ROOT, 'scale-out', 'redis-context'));
    const red = await startNodeRed(runtime, {
      settings: { apiMaxLength: '50mb', logging: { console: { level: 'info', metrics: false, audit: false } } },
      code: `
const { openSync, writeSync } = require('node:fs');
const notes = openSync(${JSON.stringify(this.#noteFile(name))}, 'a');
setInterval(() => void writeSync(notes, 'beat ' + Date.now() + '\\n'), ${BEAT}).unref();
module.exports.functionGlobalContext = { note: (seq) => void writeSync(notes, seq + ' ' + Date.now() + '\\n') };
module.exports.contextStorage = {
  default: { module: 'memory' },
  redis: { module: require(${store}), config: { url: '${this.redis.url}' } },
};`,
      env: {
        VOIP_INSTANCE: `nr${name}`,
        VOIP_INSTANCE_TOPIC: `voip/instance/nr${name}`,
        VOIP_LISTEN: `127.0.0.1:${events}`,
        VOIP_PROXY: HAPROXY,
        VOIP_COMMAND_TOKEN: TOKEN,
        VOIP_COMMANDS: `http://127.0.0.1:${this.ports.commands}/voip/command`,
        MQTT_HOST: '127.0.0.1',
        MQTT_PORT: String(this.broker.port),
      },
    });
    this.reds.push(red);
    await red.deploy(flows(phones, phonePort, `noted-${name}`));
    return { events, web: red.port };
  }
}
