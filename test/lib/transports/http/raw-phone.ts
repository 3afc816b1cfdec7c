import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What the phone does with the n-th request (from 1) on whatever connection it came. */
export type Reaction = (socket: Socket, request: string, number: number) => void;

/** A phone's web server down to the bytes: records every request, answers as it is told. */
export class RawPhone extends EventEmitter {
  readonly requests: string[] = [];
  readonly sockets = new Set<Socket>();
  connections = 0;
  readonly #server: Server;

  constructor(react: Reaction) {
    super();
    this.#server = createServer((socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      this.emit('accepted', socket);
      let text = '';
      socket.setEncoding('latin1');
      socket.on('error', () => {});
      socket.on('close', () => {
        this.sockets.delete(socket);
        this.emit('gone');
      });
      socket.on('data', (chunk: string) => {
        text += chunk;
        for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
          const request = text.slice(0, end + 4);
          text = text.slice(end + 4);
          this.requests.push(request);
          react(socket, request, this.requests.length);
          this.emit('request', request);
        }
      });
    });
  }

  async listen(host = '127.0.0.1'): Promise<number> {
    this.#server.listen(0, host);
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when every connection so far is gone. */
  async quiet(): Promise<void> {
    while (this.sockets.size > 0) await once(this, 'gone');
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
