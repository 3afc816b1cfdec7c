import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** A request as the server received it, with the means to answer it. */
export class UasRequest {
  readonly text: string;
  readonly body: string;
  /** As it came. */
  readonly raw: Buffer;
  /** When it came, in milliseconds. */
  readonly at = performance.now();
  /** Where it came from. */
  readonly from: { readonly address: string; readonly port: number };
  readonly socket: Socket | undefined;
  readonly #send: (bytes: Buffer) => void;

  constructor(raw: Buffer, from: { address: string; port: number }, send: (bytes: Buffer) => void, socket?: Socket) {
    const text = raw.toString();
    this.raw = raw;
    this.text = text;
    this.body = text.slice(text.indexOf('\r\n\r\n') + 4);
    this.from = from;
    this.socket = socket;
    this.#send = send;
  }

  get method(): string {
    return this.text.slice(0, this.text.indexOf(' '));
  }

  get uri(): string {
    return this.text.split(' ', 2)[1] ?? '';
  }

  get branch(): string {
    return /branch=([^;\r]+)/.exec(this.header('Via'))?.[1] ?? '';
  }

  /** '' where it is absent; several of a name are joined by line feeds. */
  header(name: string): string {
    const head = this.text.slice(0, this.text.indexOf('\r\n\r\n')).split('\r\n');
    const start = `${name.toLowerCase()}:`;
    return head
      .filter((line) => line.toLowerCase().startsWith(start))
      .map((line) => line.slice(start.length).trim())
      .join('\n');
  }

  /** A response of the usual form; `changes` replaces headers by name, or removes them with ''. */
  response(status: number, changes: Record<string, string> = {}, body = ''): string {
    const headers: Record<string, string> = {
      Via: this.header('Via'),
      From: this.header('From'),
      To: `${this.header('To')};tag=uas`,
      'Call-ID': this.header('Call-ID'),
      CSeq: this.header('CSeq'),
      'Content-Length': String(Buffer.byteLength(body)),
      ...changes,
    };
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      value ? value.split('\n').map((one) => `${name}: ${one}`) : [],
    );
    return `SIP/2.0 ${status} Reason\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
  }

  reply(status: number, changes?: Record<string, string>): void {
    this.send(this.response(status, changes));
  }

  send(bytes: string | Buffer): void {
    this.#send(Buffer.from(bytes as string));
  }
}

export type Behaviour = (request: UasRequest, count: number) => void;

/** A user agent server on loopback that keeps what it received and behaves as a test tells it. */
export class Uas {
  readonly requests: UasRequest[] = [];
  /** Bytes that came over streams, whether they made a request or not. */
  bytes = 0;
  connections = 0;
  readonly #behave: Behaviour;
  readonly #events = new EventEmitter();
  readonly #sockets = new Set<Socket>();
  #server: Server | UdpSocket | undefined;

  private constructor(behave: Behaviour) {
    this.#behave = behave;
    this.#events.setMaxListeners(0);
  }

  static async udp(behave: Behaviour, address = '127.0.0.1', port = 0): Promise<Uas> {
    const uas = new Uas(behave);
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.on('message', (bytes, from) => {
      uas.#take(new UasRequest(bytes, from, (reply) => socket.send(reply, from.port, from.address)));
    });
    socket.bind(port, address);
    await once(socket, 'listening');
    uas.#server = socket;
    return uas;
  }

  static async tcp(behave: Behaviour, address = '127.0.0.1', port = 0): Promise<Uas> {
    const uas = new Uas(behave);
    return uas.#listen(
      createTcpServer((socket) => uas.#serve(socket)),
      address,
      port,
    );
  }

  static async tls(behave: Behaviour, options: TlsOptions, address = '127.0.0.1'): Promise<Uas> {
    const uas = new Uas(behave);
    const server = createTlsServer(options, (socket) => uas.#serve(socket));
    server.on('tlsClientError', () => undefined);
    return uas.#listen(server, address, 0);
  }

  get port(): number {
    const address = this.#server?.address() as AddressInfo;
    return address.port;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Resolves with the first `count` requests when that many have come. */
  async received(count: number): Promise<UasRequest[]> {
    while (this.requests.length < count) await once(this.#events, 'request');
    return this.requests.slice(0, count);
  }

  /** Sends stray bytes to an address, from this server's own (UDP). */
  sendTo(bytes: string | Buffer, address: string, port: number): void {
    (this.#server as UdpSocket).send(Buffer.from(bytes as string), port, address);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #listen(server: Server, address: string, port: number): Promise<Uas> {
    this.#server = server;
    server.listen(port, address);
    await once(server, 'listening');
    return this;
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (bytes) => {
      this.bytes += bytes.length;
      text += bytes.toString('latin1');
      for (;;) {
        const head = text.indexOf('\r\n\r\n');
        const length = Number(/\r\nContent-Length: (\d+)/i.exec(text)?.[1] ?? 0);
        if (head < 0 || text.length < head + 4 + length) return;
        const message = Buffer.from(text.slice(0, head + 4 + length), 'latin1');
        text = text.slice(head + 4 + length);
        const from = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
        this.#take(new UasRequest(message, from, (reply) => socket.write(reply), socket));
      }
    });
  }

  #take(request: UasRequest): void {
    this.requests.push(request);
    this.#behave(request, this.requests.length);
    this.#events.emit('request');
  }
}
