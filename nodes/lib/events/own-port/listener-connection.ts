import type { Socket } from 'node:net';
import type { RoutesAnswer } from '../routes';
import type { Arrival } from '../types';
import { normaliseAddress } from '../../identity/address';
import type { BareAnswers } from './bare-answers';
import type { ServedFile } from './beside';
import type { Farewells } from './farewells';
import { HeadReader, type RequestHead } from './head-reader';
import type { ListenerLimits } from './listener-limits';
import { GO_ON, Posting } from './posting';
import { withFile, withReply } from './reply';
import type { Origin } from './room';
import type { Account, Turns, Worker } from './turns';

/** Who judges requests; see `Routes`. */
export interface Answerer {
  /** Undefined where no node is on the path. @param refused the status that is sent whatever it says */
  answer(arrival: Arrival, refused?: number): RoutesAnswer | undefined;
  /** What is served beside events, which is asked first; see `Beside`. Absent: nothing is. */
  file?(arrival: Arrival, localAddress: () => string | undefined): ServedFile | 'none' | undefined;
  /** Resolves when the nodes on the path, which are being redeployed, are back; undefined where there is nothing to wait for. */
  returning(target: string, body?: string): Promise<void> | undefined;
  /** Whether what is posted there may be an event; absent: nothing is. */
  takesBody?(target: string): boolean;
}

/** What a listener lends to each of its connections. */
export interface ConnectionHost {
  readonly limits: ListenerLimits;
  readonly answers: BareAnswers;
  readonly answerer: Answerer;
  readonly turns: Turns;
  readonly farewells: Farewells;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that only go forward. */
  clock(): number;
  /** Called after a request was answered. */
  answered(status: number): void;
}

/**
 * `working`: a request waits for us, not for its sender; `greedy`: so many that no phone sends them; `incomplete`: we wait
 * for the rest of it, or until answers are taken.
 */
export type Activity = 'working' | 'greedy' | 'incomplete' | 'idle';

/** One phone's connection to an own listener. */
export class ListenerConnection implements Worker {
  readonly account: Account = { spent: 0 };
  readonly origin: Origin;
  readonly #socket: Socket;
  readonly #host: ConnectionHost;
  readonly #reader: HeadReader;
  #since: number;
  #patience: number;
  #posting: Posting | undefined;
  #hasAnswered = false;
  #isOver = false;
  /** It has been written to, and was not ended with that. */
  #isKept = false;
  /** The peer does not take its answers. */
  #isBlocked = false;
  /** The peer sends nothing more. */
  #hasEnded = false;
  /** A request waits for its nodes, or its answer for a store, and all further ones wait for that. */
  #isWaiting = false;
  /** Bytes that wait for this connection's next turn. */
  #rest: Buffer | undefined;
  /** They are more than a turn took. */
  #isGreedy = false;

  constructor(socket: Socket, origin: Origin, host: ConnectionHost) {
    this.#socket = socket;
    this.origin = origin;
    this.#host = host;
    this.#reader = new HeadReader(host.limits);
    this.#since = host.clock();
    this.#patience = host.limits.headTime;
    // Who ends his side still gets his answers.
    socket.allowHalfOpen = true;
    socket.on('error', ignore);
    socket.on('close', () => host.turns.leave(this));
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('end', () => {
      this.#hasEnded = true;
      this.#goOn();
    });
  }

  get activity(): Activity {
    if (this.#isBlocked) return 'incomplete';
    if (this.#isWaiting) return 'working';
    if (this.#rest) return this.#isGreedy || this.#rest.length > this.#host.limits.requestLine ? 'greedy' : 'working';
    return this.#isOver || this.#isIdle ? 'idle' : 'incomplete';
  }

  get #isIdle(): boolean {
    return this.#reader.idle && !this.#posting;
  }

  /** By the clock: since when it has been idle, or its request incomplete. */
  get since(): number {
    return this.#since;
  }

  get pending(): number {
    return this.#rest?.length ?? 0;
  }

  isOverdue(now: number): boolean {
    const isOurTurn = this.#isWaiting || (this.#rest !== undefined && !this.#isBlocked);
    return !isOurTurn && now >= this.#since + this.#patience;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #onData(chunk: Buffer): void {
    // After the last answer the peer's bytes are read and dropped: closing on unread bytes would reset the connection,
    // and the answer might be lost with it.
    if (this.#isOver) return;
    this.#rest = chunk;
    this.#goOn();
    // Who waits for his turn sends no further requests.
    if (this.#rest) this.#socket.pause();
  }

  /** One turn: one peer's thousand requests in one packet must not keep the others waiting. */
  take(until: number): void {
    const chunk = this.#rest;
    this.#rest = undefined;
    if (!chunk || this.#socket.destroyed) return;
    const wasIdle = this.#isIdle;
    const deliveries: (() => void)[] = [];
    const posting = this.#posting;
    const out = posting ? this.#receive(chunk, posting, deliveries) : this.#readHeads(chunk, until, deliveries);
    this.#endTurn(out, deliveries, wasIdle);
    // Behind a body nothing is read.
    const isRead = posting !== undefined || this.#posting !== undefined || this.#isOver;
    if (!isRead && this.#reader.position < chunk.length) this.#rest = chunk.subarray(this.#reader.position);
    this.#isGreedy = this.#rest !== undefined && !this.#isWaiting;
    if (this.#isWaiting) this.#socket.pause();
    this.#goOn();
  }

  /** @returns the answers' text */
  #readHeads(chunk: Buffer, until: number, deliveries: (() => void)[]): string {
    let out = '';
    let requests = 0;
    const fault = this.#reader.read(chunk, (head) => {
      const arrival = this.#arrival(head);
      const posting = head.body && this.#host.answerer.takesBody?.(arrival.target) ? Posting.of(head) : undefined;
      if (posting instanceof Posting) {
        this.#posting = posting;
        return false;
      }
      const returning = posting ? undefined : this.#host.answerer.returning(arrival.target);
      if (returning) {
        this.#wait(returning, head, arrival);
        return false;
      }
      out += this.#answer(head, arrival, deliveries, posting);
      return (
        !this.#isOver &&
        !this.#isWaiting &&
        ++requests < this.#host.limits.requestsPerTurn &&
        this.#host.clock() < until
      );
    });
    if (fault !== undefined) {
      out += this.#host.answers.text(fault, 'close');
      this.#isOver = true;
    }
    if (!this.#posting) return out;
    if (this.#posting.head.body?.waits) out += GO_ON;
    return out + this.#receive(chunk.subarray(this.#reader.position), this.#posting, deliveries);
  }

  /** @returns the answer's text, once the body is whole */
  #receive(chunk: Buffer, posting: Posting, deliveries: (() => void)[]): string {
    const body = posting.take(chunk);
    if (body === undefined) return '';
    this.#posting = undefined;
    const { head } = posting;
    const arrival = { ...this.#arrival(head), body };
    const returning = this.#host.answerer.returning(arrival.target, body);
    if (!returning) return this.#answer(head, arrival, deliveries);
    this.#wait(returning, head, arrival);
    return '';
  }

  /**
   * @param refused what is answered in place of the status, as the body is not read
   * @returns the answer's text; '' where it is yet to come
   */
  #answer(head: RequestHead, arrival: Arrival, deliveries: (() => void)[], refused?: number): string {
    this.#isOver = !head.persistent;
    const connection = this.#isOver ? 'close' : head.line.version === '1.1' ? 'keep' : 'keep-1.0';
    const file = this.#host.answerer.file?.(arrival, this.#localAddress);
    if (file) {
      const bare = this.#host.answers.text(file === 'none' ? 404 : 200, connection);
      return withFile(bare, file, arrival.method === 'HEAD');
    }
    const answered = this.#host.answerer.answer(arrival, refused) ?? { status: 404, deliveries: [] };
    this.#host.answered(answered.status);
    const bare = this.#host.answers.text(refused ?? answered.status, connection);
    const text = answered.reply ? withReply(bare, answered.reply) : bare;
    if (answered.first) {
      this.#hold(answered.first, text, answered.deliveries);
      return '';
    }
    deliveries.push(...answered.deliveries);
    return text;
  }

  /** The answer waits for a store, and what comes behind it for the answer. */
  #hold(first: (done: () => void) => void, text: string, deliveries: readonly (() => void)[]): void {
    const isLast = this.#isOver;
    this.#isOver = false;
    this.#isWaiting = true;
    const goOn = (): void => {
      this.#isWaiting = false;
      this.#isOver = isLast;
      if (isLast) this.#rest = undefined;
      this.#endTurn(text, deliveries, false);
      this.#goOn();
    };
    this.#host.turns.deliver(this, [() => first(goOn)]);
  }

  #endTurn(out: string, deliveries: readonly (() => void)[], wasIdle: boolean): void {
    this.#write(out, deliveries.length > 0);
    this.#settle(out !== '' || (wasIdle && this.#hasAnswered));
    this.#hasAnswered ||= out !== '';
    // One packet may hold several requests: those of a turn are answered before the first flow runs.
    this.#host.turns.deliver(this, deliveries);
  }

  /** The event has arrived: it is judged even where the peer has gone by then. */
  #wait(returning: Promise<void>, head: RequestHead, arrival: Arrival): void {
    this.#isWaiting = true;
    void returning.then(() => {
      this.#isWaiting = false;
      const deliveries: (() => void)[] = [];
      const out = this.#answer(head, arrival, deliveries);
      // What lay behind a request that is the connection's last may be its body.
      if (this.#isOver) this.#rest = undefined;
      this.#endTurn(out, deliveries, false);
      this.#goOn();
    });
  }

  readonly #localAddress = (): string | undefined => {
    const { localAddress } = this.#socket;
    return localAddress === undefined ? undefined : normaliseAddress(localAddress);
  };

  #arrival({ line: { method, target }, forwardedFor, fromWebPage, userAgent }: RequestHead): Arrival {
    return {
      method,
      target,
      address: this.origin.address,
      time: new Date(this.#host.now()),
      // Nothing but the token can vouch for a phone here.
      authenticated: false,
      ...(forwardedFor !== undefined && { forwardedFor }),
      ...(fromWebPage && { fromWebPage }),
      ...(userAgent !== undefined && { userAgent }),
    };
  }

  /** @param isFollowed something more urgent than the connection's end follows from what is answered */
  #write(out: string, isFollowed: boolean): void {
    if (this.#isOver) {
      if (isFollowed && this.#host.farewells.isQuiet) this.#part(out);
      else this.#socket.end(out, 'latin1');
      return;
    }
    if (out === '') return;
    if (!this.#isKept) {
      // An answer waits for none before it. Who gets but one need not be told so: the call costs 2 % of such a connection.
      this.#isKept = true;
      this.#socket.setNoDelay(true);
    }
    if (!this.#socket.write(out, 'latin1')) {
      // A peer that does not take its answers sends no further requests.
      this.#isBlocked = true;
      this.#socket.pause();
      this.#socket.once('drain', () => {
        this.#isBlocked = false;
        this.#goOn();
      });
    }
  }

  /** What is not taken at once, `end` waits for. */
  #part(last: string): void {
    this.#socket.write(last, 'latin1');
    this.#host.farewells.add(() => {
      // Cut, or gone: then end() would make Node.js build an error for it.
      if (!this.#socket.destroyed) this.#socket.end();
    });
  }

  #goOn(): void {
    if (this.#isWaiting || this.#isBlocked || this.#socket.destroyed) return;
    if (this.#rest) this.#host.turns.ask(this);
    else if (!this.#hasEnded) {
      if (this.#socket.isPaused()) this.#socket.resume();
    } else if (!this.#isOver) {
      // Ended already with the last answer: a second end() would make Node.js build an error for it.
      this.#socket.end();
    }
  }

  /** A byte now and then buys no time. @param hasBegun a request began with these bytes that is not the connection's first */
  #settle(hasBegun: boolean): void {
    const { lingerTime, idleTime, headTime } = this.#host.limits;
    if (this.#isOver) this.#patience = lingerTime;
    else if (this.#isIdle) this.#patience = idleTime;
    else if (hasBegun) this.#patience = headTime;
    else return;
    this.#since = this.#host.clock();
  }
}

/** What goes wrong ends in 'close', where it counts. */
const ignore = (): void => {};
