import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Takes Action URLs and keeps each request's text, one character per byte. */
export class EventServer {
  readonly requests: string[] = [];
  /** What it answers to every request. */
  answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
  readonly sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.endsWith('\r\n\r\n')) return;
      this.requests.push(text);
      text = '';
      socket.write(this.answer);
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

/** The whole answer to one request, as it came. */
export async function exchange(
  phone: { host: string; port: number },
  request: string,
  localAddress = '127.0.0.1',
): Promise<string> {
  const socket = connect({ host: phone.host, port: phone.port, localAddress });
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  // Not `end`: a phone that sees the half-closed connection may hang up.
  socket.write(request);
  await once(socket, 'close');
  return text;
}

/** The status of a GET; undefined where none came. */
export async function ask(
  phone: { host: string; port: number },
  target: string,
  localAddress?: string,
): Promise<number | undefined> {
  const text = await exchange(phone, `GET ${target} HTTP/1.1\r\nConnection: close\r\n\r\n`, localAddress);
  const status = /^HTTP\/1\.[01] (\d{3}) /.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}
