import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import { Duplex } from 'node:stream';

/** Milliseconds: a server that says nothing for so long asks for no login, and it is not asked again before. */
const PATIENCE = 10_000;

/** Known to Node.js, taken by no flow: nothing but a guard before the flows answers it. */
const METHOD = 'PROPFIND';

/**
 * Whether a login is asked for before a request gets to the HTTP nodes. The setting httpNodeAuth alone does not tell:
 * Node-RED's own start script enforces it, while a program that embeds Node-RED must do so itself and may not. So the
 * server is asked for something below the mount point without credentials: only where it answers 401 is the login
 * believed in.
 */
export class Login {
  readonly #root: string;
  readonly #user: string | undefined;
  readonly #server: Server;
  readonly #now: () => number;
  #isEnforced = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #answered = Promise.resolve();

  /**
   * @param server need not listen yet
   * @param root where the HTTP nodes are mounted
   * @param setting httpNodeAuth. Only a name and a password (hash) are a login of which it is known what it checks; a
   *   function of the user's may let some paths or addresses pass
   * @param now a clock in milliseconds that only goes forward
   */
  constructor(server: Server, root: string, setting: unknown, now: () => number = () => performance.now()) {
    this.#server = server;
    this.#now = now;
    this.#root = root.replace(/\/+$/, '').toLowerCase();
    const { user, pass } = (setting ?? {}) as { readonly user?: unknown; readonly pass?: unknown };
    this.#user = typeof user === 'string' && typeof pass === 'string' && pass !== '' ? user : undefined;
  }

  /** Asks the server, now and then. @returns resolves when the latest answer is known; never rejects */
  ask(): Promise<void> {
    const isDue = this.#user !== undefined && !this.#isEnforced && this.#now() - this.#askedAt >= PATIENCE;
    if (isDue) this.#answered = this.#ask();
    return this.#answered;
  }

  async #ask(): Promise<void> {
    this.#askedAt = this.#now();
    const target = `${this.#root}/${randomBytes(12).toString('hex')}`;
    const head = `${METHOD} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    this.#isEnforced = (await answerOf(this.#server, head)).startsWith('HTTP/1.1 401 ');
  }

  /** Whether this request has passed the login: it came by the mount point that asks for it, with its user's name. */
  covers(request: IncomingMessage & { readonly baseUrl?: string }): boolean {
    if (this.#user === undefined || (request.baseUrl ?? '').toLowerCase() !== this.#root) return false;
    const [, credentials = ''] = /^basic +([a-z0-9+/=_-]+) *$/i.exec(request.headers.authorization ?? '') ?? [];
    if (!Buffer.from(credentials, 'base64').toString('utf8').startsWith(`${this.#user}:`)) return false;
    // A program that embeds Node-RED may have put its login up later: then the next request is believed.
    void this.ask();
    return this.#isEnforced;
  }
}

/** The first bytes of the answer to a request that comes by no network. '' where none comes. */
function answerOf(server: Server, head: string): Promise<string> {
  return new Promise((resolve) => {
    const connection = new InnerConnection(resolve);
    const timer = setTimeout(() => connection.destroy(), PATIENCE).unref();
    connection.once('close', () => {
      clearTimeout(timer);
      resolve('');
    });
    // A TLS server reads requests after `secureConnection`.
    server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', connection);
    connection.push(head);
  });
}

/** A connection as servers take one from elsewhere (`net.Socket` in the documentation of http's `connection`). */
class InnerConnection extends Duplex {
  readonly #onAnswer: (bytes: string) => void;

  constructor(onAnswer: (bytes: string) => void) {
    super();
    this.#onAnswer = onAnswer;
    this.on('error', () => {});
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#onAnswer(chunk.toString('latin1'));
    this.destroy();
    done();
  }

  destroySoon(): void {
    this.destroy();
  }

  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }
}
