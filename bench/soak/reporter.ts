import { connect, type Socket } from 'node:net';
import type { EventFate, Ledger } from './ledger';
import type { Random } from './random';

/** Milliseconds that phones wait for an answer. */
const PATIENCE = 5_000;

export const TOKEN = 'the-soak-token-of-all-phones';

/** What the phone does: `half` hangs up in the middle of its request, `rash` right behind it. */
const WAYS = ['wrong token', 'unknown name', 'raw bytes', 'half', 'rash'] as const;

/** What says nothing of calls: those are a `Caller`'s, who knows what must come of them. */
const EVENTS = ['registered', 'unregistered', 'dnd-on', 'dnd-off', 'forward-always-on', 'headset'] as const;

type Way = 'well' | (typeof WAYS)[number];

/** Sends a phone's events, each once, and books what came of it. */
export class Reporter {
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly address: string,
    private readonly mac: string,
    private readonly ledger: Ledger,
    private readonly random: Random,
  ) {}

  /** Some event, a fifth of them badly. */
  async send(port: number): Promise<void> {
    const way = this.random.next() < 0.8 ? 'well' : this.random.of(WAYS);
    await this.#send(port, way, way === 'unknown name' ? 'unheard-of' : this.random.of(EVENTS), '');
  }

  /** This event, and well. */
  tell(port: number, event: string, variables: string): Promise<EventFate> {
    return this.#send(port, 'well', event, variables);
  }

  async #send(port: number, way: Way, event: string, variables: string): Promise<EventFate> {
    const seq = this.ledger.nextEvent();
    const token = way === 'wrong token' ? 'not-the-token' : TOKEN;
    const name = way === 'raw bytes' ? '"M\u00c3\u00bcller & Co" <sip:1@h>' : '%22John%22';
    const target = `/phone/${event}?mac=${this.mac}&token=${token}&seq=${seq}${variables}&display_remote=${name}`;
    const request = `GET ${target} HTTP/1.0\r\n\r\n`;
    const socket = connect({ port, host: '127.0.0.1', localAddress: this.address, noDelay: true });
    this.#sockets.add(socket);
    const fate = await new Promise<EventFate>((resolve) => {
      let sent = false;
      let answer = '';
      const timer = setTimeout(() => {
        socket.destroy();
        resolve('silent');
      }, PATIENCE);
      socket.once('connect', () => {
        if (way === 'half') {
          socket.write(request.slice(0, 40), 'latin1', () => socket.destroy());
          return;
        }
        sent = true;
        socket.write(request, 'latin1', () => {
          if (way === 'rash') socket.resetAndDestroy();
        });
      });
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
      });
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        clearTimeout(timer);
        resolve(way === 'half' ? way : way === 'rash' && sent && answer === '' ? way : fateOf(sent, answer));
      });
    });
    this.#sockets.delete(socket);
    this.ledger.eventEnded(seq, fate);
    return fate;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function fateOf(sent: boolean, answer: string): EventFate {
  if (!sent) return 'unconnected';
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
  if (status === '200') return 'taken';
  if (status !== undefined) return 'refused';
  return 'lost';
}
