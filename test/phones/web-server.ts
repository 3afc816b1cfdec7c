import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Gatekeeper, type Protection } from './gatekeeper';
import { parseRequest, type WebRequest } from './web-request';

/** How a bad web server spoils an answer; the command itself is carried out all the same. */
export type Misbehaviour =
  | 'close without answer'
  | 'reset'
  | 'silent'
  | 'LF only'
  | 'no length'
  | 'headers only'
  | 'no status'
  | 'cut in status line';

export interface WebServerOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
  /** Answer to an address that is not allowed: no document says; 403 by default, or closed, or silence. */
  readonly refusal?: number | 'close' | 'silent';
  readonly protection?: Protection;
  /** Keeps connections open for the next request; default false. */
  readonly keepAlive?: boolean;
  /** Body of a 200; no document says one. */
  readonly body?: string;
}

export interface WebRoutes {
  permits(address: string): boolean;
  /** Whether a POST is carried out; absent: 501, as of phones that know GET alone. */
  posts?(target: string): boolean;
  /** Carries the request out and says the status, with a body of its own where the phone has one for each answer. */
  handle(request: WebRequest): WebReply;
}

export type WebReply = number | { readonly status: number; readonly body: string };

const HEAD_LIMIT = 16_384;

/**
 * The small web server in a phone: takes one command at a time and answers 503 to whoever comes meanwhile, as the field
 * reports of phones with few sessions.
 */
export class WebServer {
  /** Set: every answer is spoilt so. */
  misbehaviour: Misbehaviour | undefined;
  /** Set: this status instead of the true one, and nothing is carried out. */
  status: number | undefined;
  readonly gatekeeper: Gatekeeper | undefined;
  /** Requests that got as far as a request line. */
  requests = 0;
  connections = 0;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();
  /** The connection whose command is under way. */
  #busy: Socket | undefined;
  #held: (() => void)[] | undefined;

  constructor(
    readonly options: WebServerOptions,
    readonly routes: WebRoutes,
  ) {
    this.gatekeeper = options.protection && new Gatekeeper(options.protection);
  }

  get port(): number {
    return (this.#server?.address() as AddressInfo | null | undefined)?.port ?? this.options.port;
  }

  async start(): Promise<void> {
    const accept = (socket: Socket): void => this.#accept(socket);
    const { tls } = this.options;
    this.#server = tls
      ? createTlsServer({ key: tls.key, cert: tls.cert }, accept)
      : createServer({ noDelay: true }, accept);
    this.#server.listen(this.port, this.options.host);
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    this.#held = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** From now on commands are carried out but their answers wait; the returned function lets them go. */
  holdAnswers(): () => void {
    const held: (() => void)[] = [];
    this.#held = held;
    return () => {
      if (this.#held === held) this.#held = undefined;
      for (const send of held.splice(0)) send();
    };
  }

  #accept(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    let text = '';
    const work = (): void => {
      while (this.#busy !== socket && socket.writable) {
        const end = headEnd(text);
        if (!end) break;
        const head = text.slice(0, end.start);
        const length = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0);
        if (text.length < end.stop + length) break;
        const body = text.slice(end.stop, end.stop + length);
        text = text.slice(end.stop + length);
        this.#serve(socket, head, body, work);
      }
      if (text.length > HEAD_LIMIT) socket.destroy();
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      work();
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (this.#busy === socket) this.#busy = undefined;
    });
  }

  #serve(socket: Socket, head: string, body: string, next: () => void): void {
    const parsed = parseRequest(head, (socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
    if (!parsed) return this.#answer(socket, undefined, 400);
    const isPost = parsed.method === 'POST' && this.routes.posts?.(parsed.target) === true;
    const request = isPost ? { ...parsed, body } : parsed;
    this.requests += 1;
    const { refusal = 403 } = this.options;
    if (!this.routes.permits(request.address)) {
      if (typeof refusal === 'number') this.#answer(socket, request, refusal);
      else if (refusal === 'close') socket.destroy();
      return;
    }
    if (request.method !== 'GET' && !isPost) return this.#answer(socket, request, 501);
    const admission = this.gatekeeper?.admit(request.method, request.target, request.headers.get('authorization'));
    if (admission && !admission.granted) {
      return this.#answer(socket, request, 401, `WWW-Authenticate: ${admission.challenge}`);
    }
    if (this.#busy) return this.#answer(socket, request, 503);
    const reply = this.status ?? this.routes.handle(request);
    this.#busy = socket;
    const send = (): void => {
      if (this.#busy === socket) this.#busy = undefined;
      if (typeof reply === 'number') this.#answer(socket, request, reply);
      else this.#answer(socket, request, reply.status, undefined, reply.body);
      next();
    };
    // A moment's work: whoever sends two commands at once must be found out.
    if (this.#held) this.#held.push(send);
    else setImmediate(send);
  }

  #answer(socket: Socket, request: WebRequest | undefined, status: number, header?: string, own?: string): void {
    if (!socket.writable) return;
    const kind = this.misbehaviour;
    if (kind === 'silent') return;
    if (kind === 'close without answer') return void socket.end();
    if (kind === 'reset') return void socket.resetAndDestroy();
    if (kind === 'no status') return void socket.end('<html>OK</html>');
    if (kind === 'cut in status line') return void socket.end('HTTP/1.');
    const asked = request?.headers.get('connection') ?? (request?.version === '1.1' ? 'keep-alive' : 'close');
    const keep = this.options.keepAlive === true && /keep-alive/i.test(asked) && kind !== 'no length';
    const body = own ?? (status === 200 ? (this.options.body ?? '') : '');
    const lines = [`HTTP/1.1 ${status} ${status < 400 ? 'OK' : 'Refused'}`, 'Server: Rapid Logic/1.1'];
    if (header) lines.push(header);
    if (kind !== 'no length') lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
    lines.push('Content-Type: text/html', `Connection: ${keep ? 'keep-alive' : 'close'}`);
    const eol = kind === 'LF only' ? '\n' : '\r\n';
    const text = kind === 'headers only' ? lines.join(eol) : `${lines.join(eol)}${eol}${eol}${body}`;
    if (keep) socket.write(text);
    else socket.end(text);
  }
}

function headEnd(text: string): { start: number; stop: number } | undefined {
  const match = /\r?\n\r?\n/.exec(text);
  return match ? { start: match.index, stop: match.index + match[0].length } : undefined;
}
