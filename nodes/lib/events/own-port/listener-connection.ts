import type { Socket } from 'node:net';
import { normaliseAddress } from '../address';
import type { RoutesAnswer } from '../routes';
import type { Arrival } from '../types';
import type { BareAnswers } from './bare-answers';
import { HeadReader, type RequestHead } from './head-reader';
import type { ListenerLimits } from './listener-limits';

/** Who judges requests; see `Routes`. */
export interface Answerer {
  /** Undefined where no node is on the path. */
  answer(arrival: Arrival): RoutesAnswer | undefined;
  /** Resolves when the nodes on the path, which are being redeployed, are back; undefined where there is nothing to wait for. */
  returning(target: string): Promise<void> | undefined;
}

/** What a listener lends to each of its connections. */
export interface ConnectionHost {
  readonly limits: ListenerLimits;
  readonly answers: BareAnswers;
  readonly answerer: Answerer;
  now(): number;
}

/** One phone's connection to an own listener. */
export class ListenerConnection {
  readonly #socket: Socket;
  readonly #host: ConnectionHost;
  readonly #reader: HeadReader;
  readonly #address: string;
  #deadline: number;
  #hasAnswered = false;
  #isOver = false;
  /** The peer does not take its answers. */
  #isBlocked = false;
  /** The peer sends nothing more. */
  #hasEnded = false;
  /** A request waits for its nodes, and all further ones wait for that. */
  #isWaiting = false;
  /** Bytes that wait for this connection's next turn. */
  #rest: Buffer | undefined;

  constructor(socket: Socket, host: ConnectionHost) {
    this.#socket = socket;
    this.#host = host;
    this.#reader = new HeadReader(host.limits);
    this.#address = normaliseAddress(socket.remoteAddress ?? '');
    this.#deadline = host.now() + host.limits.headTime;
    // Who ends his side still gets his answers.
    socket.allowHalfOpen = true;
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('drain', () => {
      this.#isBlocked = false;
      this.#goOn();
    });
    socket.on('end', () => {
      this.#hasEnded = true;
      this.#goOn();
    });
  }

  isOverdue(now: number): boolean {
    return !this.#isWaiting && now >= this.#deadline;
  }

  #onData(chunk: Buffer): void {
    // After the last answer the peer's bytes are read and dropped: closing on unread bytes would reset the connection,
    // and the answer might be lost with it.
    if (this.#isOver) return;
    const wasIdle = this.#reader.idle;
    let out = '';
    let requests = 0;
    const deliveries: (() => void)[] = [];
    const fault = this.#reader.read(chunk, (head) => {
      const arrival = this.#arrival(head);
      const returning = this.#host.answerer.returning(arrival.target);
      if (returning) {
        this.#wait(returning, head, arrival);
        return false;
      }
      out += this.#answer(head, arrival, deliveries);
      return !this.#isOver && ++requests < this.#host.limits.requestsPerTurn;
    });
    if (fault !== undefined) {
      out += this.#host.answers.text(fault, 'close');
      this.#isOver = true;
    }
    this.#endTurn(out, deliveries, wasIdle);
    if (this.#isOver) return;
    if (this.#reader.position < chunk.length) this.#rest = chunk.subarray(this.#reader.position);
    if (this.#isWaiting) this.#socket.pause();
    else if (this.#rest) this.#yield();
  }

  /** @returns the answer's text */
  #answer(head: RequestHead, arrival: Arrival, deliveries: (() => void)[]): string {
    const answered = this.#host.answerer.answer(arrival) ?? { status: 404, deliveries: [] };
    deliveries.push(...answered.deliveries);
    this.#isOver = !head.persistent;
    const connection = this.#isOver ? 'close' : head.line.version === '1.1' ? 'keep' : 'keep-1.0';
    return this.#host.answers.text(answered.status, connection);
  }

  #endTurn(out: string, deliveries: readonly (() => void)[], wasIdle: boolean): void {
    this.#write(out);
    this.#setDeadline(out !== '' || (wasIdle && this.#hasAnswered));
    this.#hasAnswered ||= out !== '';
    // One packet may hold several requests: those of a turn are answered before the first flow runs.
    if (deliveries.length > 0) setImmediate(() => deliveries.forEach((deliver) => deliver()));
  }

  /** The event has arrived: it is judged even where the peer has gone by then. */
  #wait(returning: Promise<void>, head: RequestHead, arrival: Arrival): void {
    this.#isWaiting = true;
    void returning.then(() => {
      this.#isWaiting = false;
      const deliveries: (() => void)[] = [];
      const out = this.#answer(head, arrival, deliveries);
      this.#endTurn(out, deliveries, false);
      this.#goOn();
    });
  }

  #arrival({ line: { method, target }, forwardedFor }: RequestHead): Arrival {
    return {
      method,
      target,
      address: this.#address,
      time: new Date(this.#host.now()),
      // Nothing but the token can vouch for a phone here.
      authenticated: false,
      ...(forwardedFor !== undefined && { forwardedFor }),
    };
  }

  #write(out: string): void {
    if (this.#isOver) {
      this.#socket.end(out, 'latin1');
    } else if (out !== '' && !this.#socket.write(out, 'latin1')) {
      // A peer that does not take its answers sends no further requests.
      this.#isBlocked = true;
      this.#socket.pause();
    }
  }

  /** One peer's thousand requests in one packet must not keep the others waiting. */
  #yield(): void {
    this.#socket.pause();
    setImmediate(() => this.#goOn());
  }

  #goOn(): void {
    if (this.#isWaiting || this.#isBlocked || this.#socket.destroyed) return;
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest) this.#onData(rest);
    if (this.#rest || this.#isWaiting || this.#isBlocked) return;
    if (this.#hasEnded) {
      // Ended already with the last answer: a second end() would make Node.js build an error for it.
      if (!this.#isOver) this.#socket.end();
    } else this.#socket.resume();
  }

  /** A byte now and then buys no time. @param hasBegun a request began with these bytes that is not the connection's first */
  #setDeadline(hasBegun: boolean): void {
    const { lingerTime, idleTime, headTime } = this.#host.limits;
    if (this.#isOver) this.#deadline = this.#host.now() + lingerTime;
    else if (this.#reader.idle) this.#deadline = this.#host.now() + idleTime;
    else if (hasBegun) this.#deadline = this.#host.now() + headTime;
  }
}
