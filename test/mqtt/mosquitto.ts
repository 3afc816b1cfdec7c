import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type MqttClient } from 'mqtt';
import { freePort } from '../support/node-red';

/** Debian puts it where only root looks. */
const PROGRAMS = ['mosquitto', '/usr/sbin/mosquitto'];
const program = PROGRAMS.find((name) => spawnSync(name, ['-h']).error === undefined);
export const hasMosquitto = program !== undefined;

export interface Mosquitto {
  readonly port: number;
  /** Ends it, with all that it has retained, and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a broker on 127.0.0.1 that keeps nothing on disk; resolves when it takes connections. */
export async function startMosquitto(): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'mosquitto-'));
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const launch = async () => {
    const child = spawn(program ?? 'mosquitto', ['-c', config], { stdio: 'ignore' });
    while (!(await accepts(port))) {
      if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return child;
  };
  let child = await launch();
  const end = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    port,
    restart: async () => {
      await end();
      child = await launch();
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

interface Seen {
  readonly topic: string;
  readonly payload: string;
  /** It was stored when we came. */
  readonly retain: boolean;
  /** When it came: milliseconds since 1970. */
  readonly at: number;
}

/** Somebody at the broker, as Home Assistant is: it hears everything, in its order. */
export class Listener {
  readonly seen: Seen[] = [];
  readonly #client: MqttClient;
  readonly #waiting: (() => void)[] = [];

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on('message', (topic, payload, { retain }) => {
      this.seen.push({ topic, payload: payload.toString(), retain, at: Date.now() });
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  static async at({ port }: Mosquitto): Promise<Listener> {
    const client = connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 50 });
    const listener = new Listener(client);
    await new Promise<void>((resolve) => void client.once('connect', () => resolve()));
    await client.subscribeAsync('#');
    return listener;
  }

  /** Resolves with the first message of which this is true, from `after` on. */
  async until(isIt: (seen: Seen) => boolean, after = 0): Promise<Seen> {
    for (;;) {
      const found = this.seen.slice(after).find(isIt);
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  /** Resolves when this comes. */
  topic(topic: string, payload?: string, after = 0): Promise<Seen> {
    return this.until((one) => one.topic === topic && (payload === undefined || one.payload === payload), after);
  }

  async publish(topic: string, payload: string, options: { retain?: boolean; qos?: 0 | 1 | 2 } = {}): Promise<void> {
    await this.#client.publishAsync(topic, payload, options);
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }
}

/** What the broker has retained by now: somebody who comes gets all of it, and then what he says himself. */
export async function retainedAt(broker: Mosquitto): Promise<Map<string, string>> {
  const listener = await Listener.at(broker);
  try {
    await listener.publish('test/marker', 'x');
    await listener.topic('test/marker');
    return new Map(listener.seen.filter(({ retain }) => retain).map(({ topic, payload }) => [topic, payload]));
  } finally {
    await listener.close();
  }
}
