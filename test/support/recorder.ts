import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server that notes every request target and answers as told: what a phone's transport sees, nothing simulated. */
export class Recorder {
  readonly targets: string[] = [];
  readonly requests: IncomingMessage[] = [];
  port = 0;
  #server: Server;
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end();

  constructor() {
    this.#server = createServer((request, response) => {
      this.targets.push(request.url ?? '');
      this.requests.push(request);
      this.answer(request, response);
    });
  }

  async start(host = '127.0.0.1'): Promise<this> {
    this.#server.listen(0, host);
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
