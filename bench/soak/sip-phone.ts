import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { commandNumber } from './http-phone';
import type { Ledger } from './ledger';
import type { Random } from './random';

type Mood = 'well' | 'silent' | '486 Busy Here' | '403 Forbidden';
const MOODS = ['silent', '486 Busy Here', '403 Forbidden'] as const;

/** Transactions that are remembered, to answer copies as RFC 3261 section 17.2.2 says. */
const REMEMBERED = 200;

/** A phone that takes NOTIFY over UDP. */
export class SipPhone {
  #socket: Socket | undefined;
  #mood: Mood = 'well';
  readonly #answers = new Map<string, string>();

  constructor(
    readonly address: string,
    readonly port: number,
    private readonly ledger: Ledger,
    private readonly random: Random,
  ) {}

  async start(): Promise<void> {
    const socket = createSocket('udp4');
    this.#socket = socket;
    socket.on('message', (bytes, from) => {
      const answer = this.#answer(bytes.toString('latin1'));
      if (answer) socket.send(answer, from.port, from.address);
    });
    socket.bind(this.port, this.address);
    await once(socket, 'listening');
  }

  change(): Promise<void> {
    return this.be(this.random.next() < 0.67 ? 'well' : this.random.of(MOODS));
  }

  be(mood: Mood): Promise<void> {
    this.#mood = mood;
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    socket.close();
    await once(socket, 'close');
  }

  #answer(request: string): string | undefined {
    const lines = request.split('\r\n');
    const line = (name: string): string => lines.find((one) => one.startsWith(name)) ?? '';
    const branch = /branch=([^;\s]+)/.exec(line('Via:'))?.[1] ?? '';
    const known = this.#answers.get(branch);
    if (known !== undefined) return known || undefined;
    const refused = this.#mood === '486 Busy Here' || this.#mood === '403 Forbidden';
    const seq = commandNumber(request);
    if (seq !== undefined && !refused) this.ledger.done(seq);
    const status = refused ? this.#mood : '200 OK';
    const kept = ['Via:', 'From:', 'Call-ID:', 'CSeq:'].map(line);
    const head = [`SIP/2.0 ${status}`, ...kept, `${line('To:')};tag=phone`, 'Content-Length: 0', '', ''].join('\r\n');
    const answer = this.#mood === 'silent' ? '' : head;
    this.#answers.set(branch, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > REMEMBERED && oldest !== undefined) this.#answers.delete(oldest);
    return answer || undefined;
  }
}
