import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { CHALLENGE, isGranted } from '../digest-login';
import type { Ledger } from './ledger';
import type { Random } from './random';

/** What may be wrong with a phone's web server. */
const MOODS = [
  'refused',
  'reset at once',
  'reset after request',
  'silent',
  'slow',
  'closing',
  '401',
  '403',
  '500',
  'LF only',
  'no length',
  'broken off',
] as const;
type Mood = 'well' | (typeof MOODS)[number];

const REFUSALS: Partial<Record<Mood, string>> = { '401': 'Unauthorized', '403': 'Forbidden', '500': 'Error' };

/** What a phone of good health answers; it keeps the connection. */
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nOK';

/** The number that a command dials is the command's own. */
export function commandNumber(text: string): number | undefined {
  const digits = /SPEAKER(\d+)ENTER/.exec(text.replace(/;|%3b/gi, ''))?.[1];
  return digits === undefined ? undefined : Number(digits) - FIRST_NUMBER;
}

/** Dialled numbers have seven digits, so that none is a part of another. */
export const FIRST_NUMBER = 1_000_000;

/** A phone's web server that is well most of the time. */
export class HttpPhone {
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();
  #mood: Mood = 'well';
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    readonly address: string,
    readonly port: number,
    readonly asksLogin: boolean,
    private readonly ledger: Ledger,
    private readonly random: Random,
  ) {}

  async start(): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    this.#server = server;
    server.listen(this.port, this.address);
    await once(server, 'listening');
  }

  /** One time in three something is wrong until the next change. */
  async change(): Promise<void> {
    await this.be(this.random.next() < 0.67 ? 'well' : this.random.of(MOODS));
  }

  async be(mood: Mood): Promise<void> {
    this.#mood = mood;
    if (mood === 'refused') await this.stop();
    else if (!this.#server) await this.start();
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
    if (this.#mood === 'reset at once') {
      socket.resetAndDestroy();
      return;
    }
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end);
        text = text.slice(end + 4);
        this.#serve(socket, head);
      }
    });
  }

  #serve(socket: Socket, head: string): void {
    const mood = this.#mood;
    if (mood === '401') return void socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    if (this.asksLogin && !isGranted(head)) {
      socket.write(`HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: ${CHALLENGE}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const refusal = REFUSALS[mood];
    if (refusal) return void socket.end(`HTTP/1.1 ${mood} ${refusal}\r\nContent-Length: 0\r\n\r\n`);
    const seq = commandNumber(head.split(' ', 2)[1] ?? '');
    if (seq !== undefined) this.ledger.done(seq);
    this.#answer(socket, mood);
  }

  /** The command is done; what the phone says of it is another matter. */
  #answer(socket: Socket, mood: Mood): void {
    if (mood === 'silent') return;
    if (mood === 'reset after request') socket.resetAndDestroy();
    else if (mood === 'slow') this.#later(() => socket.write(ANSWER), this.random.between(50, 800));
    else if (mood === 'closing') socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK');
    else if (mood === 'LF only') socket.end('HTTP/1.1 200 OK\nContent-Length: 2\n\nOK');
    else if (mood === 'no length') socket.end('HTTP/1.0 200 OK\r\n\r\nOK');
    else if (mood === 'broken off') socket.end('HTTP/1.');
    else socket.write(ANSWER);
  }

  #later(work: () => void, milliseconds: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    this.#timers.add(timer);
  }
}
