import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import { Duplex } from 'node:stream';

/** A server that says nothing for so long asks for no login. */
const PATIENCE = 10_000;

/** Known to Node.js, taken by no flow: nothing but a guard before the flows answers it. */
const METHOD = 'PROPFIND';

/**
 * Whether a login is asked for before a request gets to the HTTP nodes. The setting httpNodeAuth alone does not tell:
 * Node-RED's own start script enforces it, while a program that embeds Node-RED must do so itself and may not. So the
 * server is asked, once, for a path of ours without credentials: only where it answers 401 is the login believed in.
 */
export class Login {
  readonly #root: string;
  readonly #user: string | undefined;
  #isEnforced = false;

  /**
   * @param root where the HTTP nodes are mounted
   * @param setting httpNodeAuth. Only a name and a password (hash) are a login of which it is known what it checks; a
   *   function of the user's may let some paths or addresses pass
   */
  constructor(root: string, setting: unknown) {
    this.#root = root.replace(/\/+$/, '').toLowerCase();
    const { user, pass } = (setting ?? {}) as { readonly user?: unknown; readonly pass?: unknown };
    this.#user = typeof user === 'string' && typeof pass === 'string' && pass !== '' ? user : undefined;
  }

  /** Asks the server, which need not listen yet. @returns resolves when it is known; never rejects */
  async ask(server: Server): Promise<void> {
    if (this.#user === undefined || this.#isEnforced) return;
    const head = `${METHOD} ${this.#root}/${randomBytes(12).toString('hex')} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    this.#isEnforced = (await answerOf(server, head)).startsWith('HTTP/1.1 401 ');
  }

  /** Whether this request has passed the login: it came by the mount point that asks for it, with its user's name. */
  covers(request: IncomingMessage & { readonly baseUrl?: string }): boolean {
    if (!this.#isEnforced || (request.baseUrl ?? '').toLowerCase() !== this.#root) return false;
    const [, credentials = ''] = /^basic +([a-z0-9+/=_-]+) *$/i.exec(request.headers.authorization ?? '') ?? [];
    return Buffer.from(credentials, 'base64').toString('utf8').startsWith(`${this.#user}:`);
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
