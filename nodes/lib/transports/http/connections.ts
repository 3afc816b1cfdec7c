import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import { type Deadline, OVER, within } from '../../deadline';
import { Moment } from '../../moment';
import type { Attempt } from './attempt';
import { Connection, type ConnectionOwner } from './connection';
import type { Exchange } from './exchange';
import { cutBeforeSending, unreachable, unusableTls } from './failure';

/** How long an answer that is judged already may take to its end, in milliseconds. */
const GRACE = 300;

/**
 * How long a phone must keep quiet after its first answer on a connection that it keeps, in milliseconds: one that
 * answers each request twice would have every answer taken for that to the next request.
 */
const QUIET = 100;

/** A turn of the event loop that took longer, in milliseconds, may have begun long ago with what the sockets held then. */
const LONG_TURN = 50;
/** So many turns are tried. */
const TURNS = 6;

/** The connections to one phone: one in use at most, then kept for a moment if the phone asked for that. */
export class Connections implements ConnectionOwner {
  readonly #tls: ConnectionOptions | undefined;
  readonly #open = new Set<Connection>();
  #parked: Connection | undefined;
  /** The connection that was dropped last, and the end of the answer that was released last. */
  #dropped: Connection | undefined;
  #settled: Moment | undefined;
  /** False once a kept connection has cost a command: the phone promises what it does not do. */
  #keepAlive = true;
  /** True once it has kept quiet. */
  #isProven = false;
  #closed = false;

  constructor(tls: ConnectionOptions | undefined) {
    this.#tls = tls;
  }

  /** When the last answer has ended or was dropped, undefined once it has: many phones serve one connection at a time. */
  get settled(): Moment | undefined {
    return this.#settled ?? this.#dropped?.closed;
  }

  /** A connection ready to send on: the kept one, else a new one. Throws UNREACHABLE, CLOSED or INTERNAL. */
  async acquire(attempt: Attempt): Promise<Connection> {
    const parked = this.#parked;
    this.#parked = undefined;
    // What lies in its socket unread would be taken for the answer to what is sent now.
    if (parked?.idle && (await this.#watch(parked, attempt)) && parked.idle) return parked;
    parked?.destroy();

    if (attempt.deadline.isOver) throw cutBeforeSending(attempt);
    const connection = this.#begin(attempt);
    const failure = await attempt.deadline.until(connection.opened);
    if (failure === undefined) return connection;
    this.discard(connection);
    const { handshake } = connection;
    throw failure === OVER ? cutBeforeSending(attempt, handshake) : unreachable(attempt, failure, handshake);
  }

  /** Lets the answer end in the background, then keeps the connection or drops it. */
  release(connection: Connection, exchange: Exchange): void {
    if (exchange.end.isPast && !this.#isWorthKeeping(exchange)) this.#drop(connection);
    else void this.#settle(connection, exchange);
  }

  /** Drops the connection with whatever of the command has not left this machine yet. */
  discard(connection: Connection): void {
    connection.reset();
    this.#drop(connection);
  }

  /**
   * The phone closed a kept connection under a command, or said something on it unasked: from now on each command gets
   * a connection of its own.
   */
  distrust(): void {
    this.#keepAlive = false;
  }

  onUnasked(): void {
    this.distrust();
  }

  onClosed(connection: Connection): void {
    this.#open.delete(connection);
    if (this.#dropped === connection) this.#dropped = undefined;
    if (this.#parked === connection) this.#parked = undefined;
  }

  /** Resolves when no connection is left. */
  async close(): Promise<void> {
    this.#closed = true;
    const open = [...this.#open];
    for (const connection of open) connection.destroy();
    await Promise.all(open.map(({ closed }) => closed.promise));
  }

  /** Finds out whether the phone says something on it unasked; it is destroyed then. False: it could not be seen. */
  async #watch(connection: Connection, { deadline, options }: Attempt): Promise<boolean> {
    if (!this.#isProven) {
      await deadline.wait(within(connection.closed.promise, Math.min(QUIET, options.timeout / 4)));
      this.#isProven = connection.idle;
    }
    return isLookedInto(deadline);
  }

  #begin(attempt: Attempt): Connection {
    try {
      const connection = new Connection(attempt.endpoint, this.#tls, this);
      this.#open.add(connection);
      return connection;
    } catch (error) {
      throw unusableTls(attempt, error instanceof Error ? error : new Error('connect'), this.#tls);
    }
  }

  #drop(connection: Connection): void {
    connection.destroy();
    if (!connection.closed.isPast) this.#dropped = connection;
  }

  /** Only where the phone asked for it: a connection that it closes just as the next command goes out loses that. */
  #isWorthKeeping({ isComplete, head }: Exchange): boolean {
    return isComplete && head?.keepAlive === true && this.#keepAlive && !this.#closed;
  }

  async #settle(connection: Connection, exchange: Exchange): Promise<void> {
    const settled = new Moment();
    this.#settled = settled;
    await this.#keepOrDrop(connection, exchange);
    if (this.#settled === settled) this.#settled = undefined;
    settled.pass();
  }

  async #keepOrDrop(connection: Connection, exchange: Exchange): Promise<void> {
    if (!exchange.end.isPast) await within(exchange.end.promise, GRACE);
    if (this.#isWorthKeeping(exchange)) {
      // An end that came with the answer is seen in the next turn.
      await nextTurn();
      if (connection.idle && !this.#closed) {
        this.#parked = connection;
        connection.park(exchange.head?.patience);
        return;
      }
      // It promised to keep the connection, and ended it, or said more than was asked.
      if (!this.#closed) this.distrust();
    }
    connection.destroy();
    await connection.closed.promise;
  }
}

/**
 * Has the event loop read its sockets once more, this moment: where a process stood still, an answer that nobody asked
 * for, or the end, lies there unread. Turns are counted from after the sockets: the first ends before they are read
 * again, the second behind that. False: the loop is too busy to say.
 */
async function isLookedInto(deadline: Deadline): Promise<boolean> {
  await nextTurn();
  for (let turn = 1; turn < TURNS && !deadline.isOver; turn += 1) {
    const began = performance.now();
    await nextTurn();
    // Else something stood still within it, perhaps after the sockets were read.
    if (performance.now() - began < LONG_TURN) return true;
  }
  return false;
}
