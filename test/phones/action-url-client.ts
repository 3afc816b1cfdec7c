import { randomBytes } from 'node:crypto';
import { connect, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Credentials, type DigestAlgorithm, digestParameters, digestResponse } from './digest';
import { type Charset, textBytes } from './text-bytes';
import type { UrlTemplate } from './url-template';

/** How a vendor's phone writes its requests. */
export interface RequestHabits {
  readonly version: '1.0' | '1.1';
  /** Header lines below the request line, without line ends; `{host}` is the server's. */
  readonly headers: readonly string[];
  readonly keepAlive: boolean;
  readonly charset: Charset;
  /** Address to send from. */
  readonly localAddress: string;
  /** Milliseconds until the phone gives up waiting for an answer. */
  readonly timeout: number;
  /** Answers a Basic or Digest challenge, once; credentials in the URL take precedence (Akuvox). */
  readonly credentials?: Credentials;
}

type Answer = { readonly status: number; readonly headers: Map<string, string>; readonly reusable: boolean };

/** Sends Action URLs by bare sockets, as phones do: once, whatever comes back, and never follows a redirect. */
export class ActionUrlClient {
  readonly #idle = new Map<string, Socket>();
  readonly #open = new Set<Socket>();

  constructor(readonly habits: RequestHabits) {}

  /** `target` is what stands in the request line, with its variables filled in. Resolves to the status; rejects with a word on why there is none. */
  async get(server: UrlTemplate, target: string): Promise<number> {
    const first = await this.#exchange(server, target);
    const credentials = server.credentials ?? this.habits.credentials;
    const challenge = first.headers.get('www-authenticate');
    if (first.status !== 401 || !credentials || !challenge) return first.status;
    return (await this.#exchange(server, target, authorize(challenge, target, credentials))).status;
  }

  async #exchange(server: UrlTemplate, target: string, authorization?: string): Promise<Answer> {
    const key = `${server.protocol}:${server.host}:${server.port}`;
    const kept = this.#idle.get(key);
    this.#idle.delete(key);
    const socket = kept && !kept.destroyed ? kept : this.#connect(server);
    try {
      const answer = await readAnswer(socket, this.#request(server, target, authorization), this.habits.timeout);
      if (answer.reusable && this.habits.keepAlive) this.#idle.set(key, socket);
      else socket.destroy();
      return answer;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  #connect({ protocol, host, port }: UrlTemplate): Socket {
    const { localAddress } = this.habits;
    const address = isIPv6(host) === isIPv6(localAddress) ? { localAddress } : {};
    // Phones do not know the authority behind a test certificate.
    const socket =
      protocol === 'https'
        ? connectTls({ host, port, ...address, rejectUnauthorized: false })
        : connect({ host, port, ...address, noDelay: true });
    this.#open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  }

  #request(server: UrlTemplate, target: string, authorization: string | undefined): Buffer {
    const { version, headers, charset } = this.habits;
    const authority = `${isIPv6(server.host) ? `[${server.host}]` : server.host}:${server.port}`;
    const lines = headers.map((line) => line.replace('{host}', authority));
    if (authorization) lines.push(`Authorization: ${authorization}`);
    return textBytes([`GET ${target} HTTP/${version}`, ...lines, '', ''].join('\r\n'), charset);
  }

  /** Gives up whatever is under way and closes idle connections. */
  close(): void {
    this.#idle.clear();
    for (const socket of this.#open) socket.destroy();
  }
}

function readAnswer(socket: Socket, request: Buffer, timeout: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const finish = (outcome: Answer | string): void => {
      clearTimeout(timer);
      socket.off('data', read).off('close', closed);
      if (typeof outcome === 'string') reject(new Error(outcome));
      else resolve(outcome);
    };
    const closed = (): void => {
      const answer = parseAnswer(text, true);
      finish(answer ?? 'connection closed without an answer');
    };
    const read = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const answer = parseAnswer(text, false);
      if (answer) finish(answer);
    };
    const timer = setTimeout(() => finish('no answer in time'), timeout);
    socket.on('data', read).once('close', closed);
    socket.write(request);
  });
}

/** Undefined while the answer is not complete; a body without length lasts until the connection closes. */
function parseAnswer(text: string, closed: boolean): Answer | undefined {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end < 0 ? text.length : end).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1] ?? Number.NaN);
  if (Number.isNaN(status) || (end < 0 && !closed)) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  const length = headers.has('content-length') ? Number(headers.get('content-length')) : Number.NaN;
  const complete = text.length - end - 4 >= length;
  if (!complete && !closed) return undefined;
  return { status, headers, reusable: complete && !closed && !/close/i.test(headers.get('connection') ?? '') };
}

function authorize(challenge: string, uri: string, { username, password }: Credentials): string {
  if (/^basic/i.test(challenge)) return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const asked = digestParameters(challenge.replace(/^Digest\s+/i, ''));
  const algorithm: DigestAlgorithm = /sha-256/i.test(asked.get('algorithm') ?? '') ? 'SHA-256' : 'MD5';
  const realm = asked.get('realm') ?? '';
  const nonce = asked.get('nonce') ?? '';
  const cnonce = randomBytes(8).toString('hex');
  const fresh = asked.has('qop') ? { qop: 'auth', nc: '00000001', cnonce } : {};
  const response = digestResponse({ username, password, algorithm, realm, nonce, method: 'GET', uri, ...fresh });
  const quoted = { username, realm, nonce, uri, response };
  const parts = Object.entries(quoted).map(([name, value]) => `${name}="${value}"`);
  if (asked.has('qop')) parts.push(`cnonce="${cnonce}"`, 'qop=auth', 'nc=00000001');
  return `Digest ${parts.join(', ')}, algorithm=${algorithm}`;
}
