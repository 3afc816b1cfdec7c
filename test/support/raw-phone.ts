import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What a phone of good health answers; it keeps the connection. */
export const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nOK';

/** A phone's web server down to the single byte: reads requests, and does with the connection what a test wants. */
export class RawPhone {
  /** Every request target that was read to the end of its head. */
  readonly targets: string[] = [];
  connections = 0;
  onConnection: (socket: Socket) => void = () => {};
  onRequest: (socket: Socket, target: string) => void = (socket) => socket.write(ANSWER, 'latin1');
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #events = new EventEmitter();

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** @param port 0: any */
  static async start(host = '127.0.0.1', port = 0): Promise<RawPhone> {
    const phone = new RawPhone();
    phone.#server.listen(port, host);
    await once(phone.#server, 'listening');
    return phone;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Resolves when no connection is open. */
  async drained(): Promise<void> {
    while (this.#sockets.size > 0) await once(this.#events, 'close');
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#events.emit('close');
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        const target = text.split(' ', 2)[1] ?? '';
        text = text.slice(end + 4);
        this.targets.push(target);
        this.onRequest(socket, target);
      }
    });
    this.onConnection(socket);
  }
}
