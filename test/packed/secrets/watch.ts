import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'undici';
import { Journal } from '../../phones/journal';

/** What the flow posts: messages, errors, statuses. */
export class Collector {
  readonly posted = new Journal<string>();
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end();
      this.posted.add(Buffer.concat(chunks).toString('utf8'));
    });
  });

  /** @returns where to post */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** All that Node-RED sends to open editors: statuses, notifications, the event log. */
export class EditorWatch {
  readonly #socket: WebSocket;
  text = '';

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace(/^http/, 'ws')}/comms`);
    this.#socket.addEventListener('message', (event) => {
      this.text += `${String(event.data)}\n`;
    });
  }

  async open(): Promise<this> {
    await once(this.#socket as unknown as EventTarget, 'open');
    for (const topic of ['#', 'debug', 'status/#', 'notification/#', 'event-log/#']) {
      this.#socket.send(JSON.stringify({ subscribe: topic }));
    }
    return this;
  }

  async close(): Promise<void> {
    const closed = once(this.#socket as unknown as EventTarget, 'close');
    this.#socket.close();
    await closed;
  }
}
