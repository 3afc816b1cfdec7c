import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import type { Client } from 'undici';
import { OVER, within } from '../../deadline';
import type { Attempt } from './attempt';
import { Connection } from './connection';
import type { Exchange } from './exchange';
import { cutBeforeSending, unreachable, unusableTls } from './failure';
import { httpClient } from './http-client';

/** How long an answer that is judged already may take to its end, in milliseconds. */
const GRACE = 300;

/**
 * How long a phone must keep quiet after its first answer on a connection that it keeps, in milliseconds: one that
 * answers each request twice would have every answer taken for that to the next request.
 */
const QUIET = 100;

/** The connections to one phone: one in use at most, then kept for a moment if the phone asked for that. */
export class Connections {
  readonly #tls: ConnectionOptions | undefined;
  readonly #open = new Set<Connection>();
  #parked: Connection | undefined;
  #settled: Promise<void> | undefined;
  /** False once a kept connection has cost a command: the phone promises what it does not do. */
  #keepAlive = true;
  /** True once it has kept quiet. */
  #isProven = false;
  #closed = false;

  constructor(tls: ConnectionOptions | undefined) {
    this.#tls = tls;
  }

  /** Resolves when the last answer has ended or was dropped, undefined once it has: many phones serve one connection at a time. */
  get settled(): Promise<void> | undefined {
    return this.#settled;
  }

  /** A connection ready to send on: the kept one, else a new one. Throws UNREACHABLE, CLOSED or INTERNAL. */
  async acquire(attempt: Attempt): Promise<Connection> {
    const parked = this.#parked;
    this.#parked = undefined;
    // What lies in its socket unread would be taken for the answer to what is sent now.
    if (parked?.idle) await this.#watch(parked, attempt);
    if (parked?.idle) return parked;
    parked?.destroy();

    const { Client: HttpClient } = await httpClient();
    if (attempt.deadline.isOver) throw cutBeforeSending(attempt);
    const connection = this.#begin(attempt, HttpClient);
    const failure = await attempt.deadline.wait(connection.opened);
    if (failure === undefined) return connection;
    this.discard(connection);
    const { handshake } = connection;
    throw failure === OVER ? cutBeforeSending(attempt, handshake) : unreachable(attempt, failure, handshake);
  }

  /** Lets the answer end in the background, then keeps the connection or drops it. */
  release(connection: Connection, exchange: Exchange): void {
    this.#awaitEnd(this.#settle(connection, exchange));
  }

  /** Drops the connection with whatever of the command has not left this machine yet. */
  discard(connection: Connection): void {
    connection.reset();
    this.#awaitEnd(connection.closed);
  }

  /**
   * The phone closed a kept connection under a command, or said something on it unasked: from now on each command gets
   * a connection of its own.
   */
  readonly distrust = (): void => {
    this.#keepAlive = false;
  };

  /** Resolves when no connection is left. */
  async close(): Promise<void> {
    this.#closed = true;
    const open = [...this.#open];
    for (const connection of open) connection.destroy();
    await Promise.all(open.map((connection) => connection.closed));
  }

  /** Finds out whether the phone says something on it unasked. It is destroyed then. */
  async #watch(connection: Connection, { deadline, options }: Attempt): Promise<void> {
    if (!this.#isProven) {
      await deadline.wait(within(connection.closed, Math.min(QUIET, options.timeout / 4)));
      this.#isProven = connection.idle;
    }
    await nextTurn();
  }

  #awaitEnd(end: Promise<void>): void {
    const settled = end.then(() => {
      if (this.#settled === settled) this.#settled = undefined;
    });
    this.#settled = settled;
  }

  #begin(attempt: Attempt, HttpClient: typeof Client): Connection {
    let connection: Connection;
    try {
      connection = new Connection(attempt.endpoint, this.#tls, HttpClient, this.distrust);
    } catch (error) {
      throw unusableTls(attempt, error instanceof Error ? error : new Error('connect'), this.#tls);
    }
    this.#open.add(connection);
    void this.#forget(connection);
    return connection;
  }

  async #forget(connection: Connection): Promise<void> {
    await connection.closed;
    this.#open.delete(connection);
    if (this.#parked === connection) this.#parked = undefined;
  }

  async #settle(connection: Connection, exchange: Exchange): Promise<void> {
    if (!exchange.over) await within(exchange.end, GRACE);
    // Reuse only where the phone asked for it: a connection that it closes just as the next command goes out loses that.
    const wanted = exchange.complete && exchange.head?.keepAlive === true && this.#keepAlive;
    // An end that came with the answer is seen in the next turn.
    if (wanted) await nextTurn();
    if (wanted && connection.idle && !this.#closed) {
      this.#parked = connection;
    } else {
      // It promised to keep the connection, and ended it, or said more than was asked.
      if (wanted && !this.#closed) this.distrust();
      connection.destroy();
      await connection.closed;
    }
  }
}
