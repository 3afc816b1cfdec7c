import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, macOf } from '../../bench/phones';
import type { Random } from '../../bench/soak/random';

/** Longer than anything that is stopped here stands still. */
const PATIENCE = 15_000;

export interface SentEvent {
  readonly seq: number;
  readonly phone: number;
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Answered 200, anything else, or nothing at all. */
  fate: 'taken' | 'refused' | 'lost' | 'under way';
  took: number;
}

export interface SentCall {
  readonly phone: number;
  readonly id: string;
  readonly outcome: 'answered' | 'missed' | 'unanswered';
  readonly events: SentEvent[];
}

/** Events of one call or one door, on average. */
const EVENTS_EACH = 0.2 * 2 + 0.8 * (2 + 0.6 + 0.6 * 0.3 * 2);

/**
 * A phone's own callers: as long as all others. Who ends in another's digits is one party with him, an extension with and
 * without its prefix, and a call that was missed here and taken there would be one call.
 */
const partyOf = (prefix: number, phone: number): string => `${prefix}${String(phone).padStart(5, '0')}`;

/** Simulated phones with addresses of their own: each tells one call after the other, and dials what it is told. */
export class Phones {
  readonly events: SentEvent[] = [];
  readonly calls: SentCall[] = [];
  /** How often each dialled number was dialled. */
  readonly dialled = new Map<string, number>();
  readonly #busy = new Set<number>();
  readonly #byAddress = new Map<string, number>();
  readonly #server: Server;
  readonly #dialling = new Set<Promise<void>>();

  constructor(
    readonly count: number,
    private readonly random: Random,
    private readonly target: () => number,
  ) {
    for (let phone = 0; phone < count; phone++) this.#byAddress.set(addressOf(phone), phone);
    this.#server = createServer((request, response) => {
      const number = /(7\d{6})/.exec((request.url ?? '').replace(/;|%3b/gi, ''))?.[1];
      const phone = this.#byAddress.get(request.socket.localAddress ?? '');
      response.end('OK');
      if (number === undefined || phone === undefined) return;
      this.dialled.set(number, (this.dialled.get(number) ?? 0) + 1);
      const dialling = this.#call(phone, 'outgoing-call', number).finally(() => this.#dialling.delete(dialling));
      this.#dialling.add(dialling);
    });
  }

  /** @returns the port at which each of them takes commands, at its own address */
  async listen(): Promise<number> {
    this.#server.listen(0, '0.0.0.0');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /**
   * All at once, each by a plan of its own that waits for no answer: what comes late makes nothing else rarer.
   * @param rate events a second, of all together
   */
  async talk(isOver: () => boolean, rate: number): Promise<void> {
    const every = (this.count * EVENTS_EACH * 1000) / rate;
    const began = Date.now();
    const all = Array.from({ length: this.count }, async (_, phone) => {
      let due = began + this.random.between(0, every);
      for (;;) {
        while (!isOver() && Date.now() < due) await pause(Math.min(1_000, due - Date.now()));
        if (isOver()) return;
        if (!this.#busy.has(phone)) await this.#something(phone);
        due += this.random.between(0.5 * every, 1.5 * every);
      }
    });
    await Promise.all(all);
    await Promise.all(this.#dialling);
  }

  /**
   * The phones that are idle by their own word: all whose calls ended, but for those of whose calls something was lost.
   * @param isKnown the event became a message
   */
  idle(isKnown: (seq: number) => boolean): number[] {
    const idle = new Set(this.calls.map(({ phone }) => phone));
    for (const { phone, events } of this.calls) {
      const isWhole = events.at(-1)?.event === 'call-terminated' && events.every(({ seq }) => isKnown(seq));
      if (!isWhole) idle.delete(phone);
    }
    return [...idle];
  }

  /** An idle phone, which is kept free for a command until `done` is called. */
  reserve(): { readonly phone: number; readonly done: () => void } | undefined {
    const phone = Math.floor(this.random.next() * this.count);
    if (this.#busy.has(phone)) return undefined;
    this.#busy.add(phone);
    // A call that it was told to make goes on behind the command's outcome: a phone dials one number at a time.
    const done = (): void => void Promise.all(this.#dialling).then(() => this.#busy.delete(phone));
    return { phone, done };
  }

  /** The last word of each: a tenth talk, all others are idle. @returns the state of each */
  async settle(): Promise<string[]> {
    const states: string[] = [];
    // Not all at once: they would be more than one listener takes at a time.
    for (let first = 0; first < this.count; first += 100) {
      const some = Array.from({ length: Math.min(100, this.count - first) }, (_, index) => first + index);
      await Promise.all(
        some.map(async (phone) => {
          await this.#send(phone, 'busy-to-idle', '');
          if (phone % 10 === 0) {
            const variables = `&call_id=settled${phone}&remote=${partyOf(5, phone)}`;
            await this.#send(phone, 'incoming-call', variables);
            await this.#send(phone, 'call-established', variables);
          }
          states[phone] = phone % 10 === 0 ? 'talking' : 'idle';
        }),
      );
    }
    return states;
  }

  async #something(phone: number): Promise<void> {
    this.#busy.add(phone);
    if (this.random.next() < 0.2) {
      await this.#send(phone, 'door-opened', '');
      await pause(this.random.between(100, 1_000));
      await this.#send(phone, 'door-closed', '');
    } else {
      await this.#call(phone, this.random.next() < 0.5 ? 'incoming-call' : 'outgoing-call');
    }
    this.#busy.delete(phone);
  }

  async #call(phone: number, begin: 'incoming-call' | 'outgoing-call', number?: string): Promise<void> {
    const answered = this.random.next() < 0.6;
    const held = answered && this.random.next() < 0.3;
    const id = `${number ?? 'c'}x${10_000_000 + this.calls.length}`;
    const outcome = answered ? 'answered' : begin === 'incoming-call' ? 'missed' : 'unanswered';
    const call: SentCall = { phone, id, outcome, events: [] };
    this.calls.push(call);
    const events = [
      begin,
      ...(answered ? ['call-established'] : []),
      ...(held ? ['hold', 'unhold'] : []),
      'call-terminated',
    ];
    let due = Date.now();
    for (const event of events) {
      if (event !== begin) due += this.random.between(300, 3_000);
      await pause(Math.max(0, due - Date.now()));
      call.events.push(await this.#send(phone, event, `&call_id=${id}&remote=${number ?? partyOf(6, phone)}`));
    }
  }

  async #send(phone: number, event: string, variables: string): Promise<SentEvent> {
    const seq = this.events.length;
    const sent: SentEvent = { seq, phone, event, at: Date.now(), fate: 'under way', took: 0 };
    this.events.push(sent);
    const socket = connect({ port: this.target(), host: '127.0.0.1', localAddress: addressOf(phone), noDelay: true });
    let answer = '';
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.write(`GET /phone/${event}?mac=${macOf(phone)}&seq=${seq}${variables} HTTP/1.0\r\n\r\n`);
    await new Promise((resolve) => socket.once('close', resolve));
    sent.took = Date.now() - sent.at;
    sent.fate = answer.startsWith('HTTP/1.1 200') ? 'taken' : answer === '' ? 'lost' : 'refused';
    return sent;
  }
}
