import type { MqttClient } from 'mqtt';
import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, macOf } from '../../bench/phones';
import type { Random } from '../../bench/soak/random';
import type { Phones } from './phones';
import { TOKEN } from './site';

export interface SentCommand {
  readonly phone: number;
  readonly number: string;
  readonly way: 'http' | 'mqtt';
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Statuses of its outcomes; 0: the connection broke, which is one, too. */
  readonly outcomes: number[];
}

/** Milliseconds that an outcome by MQTT is waited for. */
const PATIENCE = 15_000;

/** Has idle phones dial, each number once, by the recipe's two ways. */
export class Commander {
  readonly sent: SentCommand[] = [];
  readonly #byNumber = new Map<string, (status: number) => void>();

  constructor(
    private readonly phones: Phones,
    private readonly random: Random,
    private readonly port: number,
    private readonly mqtt: MqttClient,
  ) {
    mqtt.on('message', (topic, payload) => {
      if (!topic.startsWith('voip/result/')) return;
      const { id, status } = JSON.parse(payload.toString()) as { id: string; status: number };
      this.#byNumber.get(id)?.(status);
    });
  }

  /** @param every milliseconds between two commands, at most */
  async work(isOver: () => boolean, every: number): Promise<void> {
    const running: Promise<void>[] = [];
    while (!isOver()) {
      const free = this.phones.reserve();
      if (free) running.push(this.#send(free.phone).finally(free.done));
      await pause(this.random.between(every / 2, every));
    }
    await Promise.all(running);
  }

  async #send(phone: number): Promise<void> {
    const number = String(7_000_000 + this.sent.length);
    const way = this.sent.length % 4 === 3 ? 'mqtt' : 'http';
    const command: SentCommand = { phone, number, way, at: Date.now(), outcomes: [] };
    this.sent.push(command);
    const mac = macOf(phone).replaceAll(':', '');
    const body = { action: 'dial', number, confirm: 'effect' };
    if (way === 'http') command.outcomes.push(await this.#post(phone, mac, body));
    else await this.#publish(phone, mac, body, command);
    // It rings on for a while: no other command to this phone meanwhile.
    await pause(1_000);
  }

  async #post(phone: number, mac: string, command: object): Promise<number> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}/voip/command`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${TOKEN}`,
          'x-phone': addressOf(phone),
          connection: 'close',
        },
        body: JSON.stringify({ phone: mac, command }),
        signal: AbortSignal.timeout(PATIENCE),
      });
      await answer.text();
      return answer.status;
    } catch {
      return 0;
    }
  }

  async #publish(phone: number, mac: string, command: object, { number, outcomes }: SentCommand): Promise<void> {
    const first = new Promise<void>((resolve) => {
      this.#byNumber.set(number, (status) => {
        outcomes.push(status);
        resolve();
      });
    });
    const payload = JSON.stringify({ id: number, address: addressOf(phone), command });
    await this.mqtt.publishAsync(`voip/command/${mac}`, payload);
    await Promise.race([first, pause(PATIENCE)]);
  }
}
