import type { Socket } from 'node:net';
import { type ConnectionOptions, TLSSocket } from 'node:tls';
import { Moment } from '../../moment';
import { Handshake } from '../tls/handshake';
import { connect } from './connect';
import type { Endpoint } from './endpoint';
import { Exchange } from './exchange';

/** What a phone may send before it was asked, in bytes; more, and it is no phone. */
const EARLY_LIMIT = 16 * 1024;
/** How long an unused connection is kept, in milliseconds: phones close theirs without warning after a few seconds. */
const IDLE = 1500;
/** Taken off what the phone's Keep-Alive field promises, for the way there. */
const IDLE_MARGIN = 500;

/** Told by a connection. */
export interface ConnectionOwner {
  /** The phone said something after the end of an answer: it may be the answer that the next request gets. The connection is gone. */
  onUnasked(): void;
  onClosed(connection: Connection): void;
}

/**
 * Whether a phone may still be asked that said this before: a refusal may be meant, and blank lines or 100 stand before
 * an answer. A success answers nothing, nor does what has begun and may become one.
 */
function leavesRoom(early: readonly Buffer[], hasEnded: boolean): boolean {
  const exchange = new Exchange(false);
  for (const bytes of early) exchange.receive(bytes);
  const { value } = exchange.outcome;
  return typeof value === 'number' ? value >= 400 : !hasEnded && !exchange.hasBegun;
}

/** One connection to a phone, for one request at a time; listens to its socket itself. */
export class Connection {
  /** undefined: ready; else why there is no connection. */
  readonly opened = new Moment<Error | undefined>();
  readonly closed = new Moment();
  readonly handshake: Handshake;
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  #exchange: Exchange | undefined;
  /** What came before the first request was sent: some servers say 503 as they accept. */
  #early: Buffer[] = [];
  #earlyBytes = 0;
  /** The phone has ended its side. */
  #hasEnded = false;
  #used = false;
  #heard = false;
  #error: Error | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  /** When an unused connection is too old, by `performance.now()`. */
  #staleAt = Number.POSITIVE_INFINITY;

  /** Begins to connect. Throws where the TLS options are unusable. */
  constructor(endpoint: Endpoint, tls: ConnectionOptions | undefined, owner: ConnectionOwner) {
    this.#owner = owner;
    const socket = connect(endpoint, tls);
    this.#socket = socket;
    this.handshake = new Handshake(socket, tls);
    socket.once(endpoint.protocol === 'https' ? 'secureConnect' : 'connect', () => this.opened.pass(undefined));
    socket.on('data', (bytes: Buffer) => this.#safely(() => this.#receive(bytes)));
    socket.on('end', () => this.#safely(() => this.#ended()));
    // Stays for the socket's life: an error event without a listener would end the process.
    socket.on('error', (error: Error) => {
      this.#error ??= error;
      this.opened.pass(error);
    });
    socket.on('close', () => this.#gone());
  }

  /** Served a request before: the phone may be closing it at this moment. */
  get used(): boolean {
    return this.#used;
  }

  /** The phone has said something. */
  get heard(): boolean {
    return this.#heard;
  }

  /** Free for a request, as far as this side knows; by the clock, since a timer that is due may not have run. */
  get idle(): boolean {
    return this.#canWrite && !this.#hasEnded && this.#exchange === undefined && performance.now() < this.#staleAt;
  }

  /** What broke the connection, where something did. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Sends one request; undefined: it does not fit its lines. */
  send(request: Buffer | undefined, wantBody: boolean): Exchange {
    clearTimeout(this.#idleTimer);
    this.#staleAt = Number.POSITIVE_INFINITY;
    const exchange = new Exchange(wantBody);
    const isOpen = this.#early.length > 0 ? leavesRoom(this.#early, this.#hasEnded) : !this.#hasEnded;
    if (!request || !this.#canWrite || !isOpen) {
      exchange.drop();
      return exchange;
    }
    this.#socket.write(request);
    this.#exchange = exchange;
    if (this.#early.length > 0) this.#safely(() => this.#replay());
    return exchange;
  }

  /**
   * Keeps it for the next request, for a moment.
   * @param patience seconds for which the phone says that it keeps it, where it says so
   */
  park(patience: number | undefined): void {
    const limit = patience === undefined ? IDLE : Math.min(IDLE, patience * 1000 - IDLE_MARGIN);
    this.#staleAt = performance.now() + limit;
    if (limit <= 0) this.destroy();
    else this.#idleTimer = setTimeout(() => this.destroy(), limit);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Takes back what is not delivered yet: a key press must not arrive after its failure was reported. */
  reset(): void {
    // Node resets plain TCP alone.
    if (this.#socket instanceof TLSSocket) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  get #canWrite(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** A fault in reading costs this connection; thrown at Node.js it would end the process. */
  #safely(read: () => void): void {
    try {
      read();
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : undefined);
    }
  }

  #receive(bytes: Buffer): void {
    this.#heard = true;
    if (this.#exchange) {
      this.#exchange.receive(bytes);
      this.#checkEnd(this.#exchange);
    } else if (this.#used) {
      this.#owner.onUnasked();
      this.destroy();
    } else {
      this.#early.push(bytes);
      this.#earlyBytes += bytes.length;
      if (this.#earlyBytes > EARLY_LIMIT) this.destroy();
    }
  }

  #replay(): void {
    for (const bytes of this.#early) this.#receive(bytes);
    this.#early = [];
    if (this.#hasEnded) this.#ended();
  }

  #ended(): void {
    this.#hasEnded = true;
    // What came before the first request may be an answer to it nevertheless.
    if (!this.#exchange && this.#early.length > 0) return;
    this.#exchange?.stop(true);
    this.destroy();
  }

  /** Whatever comes behind an answer, its end included, makes the connection useless. */
  #checkEnd(exchange: Exchange): void {
    if (!exchange.end.isPast) return;
    this.#used = true;
    this.#exchange = undefined;
    if (!exchange.isClean) this.destroy();
  }

  #gone(): void {
    clearTimeout(this.#idleTimer);
    if (!this.opened.isPast) this.opened.pass(new Error('closed'));
    this.#safely(() => this.#exchange?.stop());
    this.#exchange = undefined;
    this.closed.pass();
    this.#owner.onClosed(this);
  }
}
