import type { Socket } from 'node:net';
import { type ConnectionOptions, TLSSocket } from 'node:tls';
import type { Client } from 'undici';
import type { Handshake } from '../tls/handshake';
import { connect } from './connect';
import type { Endpoint } from './endpoint';
import { BODY_LIMIT, Exchange } from './exchange';
import { Tap } from './socket-tap';

/** How long an unused connection is kept, in milliseconds: phones close theirs without warning after a few seconds. */
const IDLE = 1500;
/** Taken off what the phone's Keep-Alive field promises, for the way there. */
const IDLE_MARGIN = 500;

/** One connection to a phone, for one request at a time. undici writes the requests and ends the answers. */
export class Connection {
  /** undefined: ready; else why there is no connection. Never rejects. */
  readonly opened: Promise<Error | undefined>;
  readonly closed: Promise<void>;
  readonly handshake: Handshake;
  readonly #socket: Socket;
  readonly #tap: Tap;
  readonly #client: Client;
  #exchange: Exchange | undefined;
  #used = false;
  #error: Error | undefined;

  /**
   * Begins to connect. Throws where the TLS options are unusable.
   * @param onUnasked called when the phone says something after the end of an answer; the connection is gone then
   */
  constructor(
    endpoint: Endpoint,
    tls: ConnectionOptions | undefined,
    HttpClient: typeof Client,
    onUnasked: () => void,
  ) {
    const { socket, opened, handshake } = connect(endpoint, tls);
    this.#socket = socket;
    this.opened = opened;
    this.handshake = handshake;
    this.#tap = new Tap(socket, onUnasked);
    this.#client = clientOn(HttpClient, socket, endpoint.origin);
    socket.once('error', (error: Error) => {
      this.#error = error;
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#exchange?.abandon();
        resolve();
      });
    });
  }

  /** Served a request before: the phone may be closing it at this moment. */
  get used(): boolean {
    return this.#used;
  }

  /** Free for a request, as far as this side knows. */
  get idle(): boolean {
    return !this.#socket.destroyed && this.#socket.writable && this.#exchange === undefined;
  }

  /** What broke the connection, where something did. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Sends one GET, or a POST with a body. `target` and `headers` must fit a request's lines. */
  send(target: string, headers: Readonly<Record<string, string>>, wantBody: boolean, body?: Buffer): Exchange {
    const exchange = new Exchange(
      wantBody,
      (reader) => this.#tap.listen(reader),
      () => {
        this.#used = true;
        this.#exchange = undefined;
        this.#tap.park();
      },
    );
    this.#exchange = exchange;
    try {
      const method = body ? 'POST' : 'GET';
      this.#client.dispatch({ method, path: target, headers, ...(body && { body }) }, exchange);
    } catch {
      exchange.abandon();
    }
    return exchange;
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
}

/** An undici client that has this one socket and never gets another, so that it cannot send anything twice. */
function clientOn(HttpClient: typeof Client, socket: Socket, origin: string): Client {
  let given = false;
  return new HttpClient(origin, {
    connect: (_options, callback) => {
      if (given) {
        callback(new Error('the connection is gone'), null);
        return;
      }
      given = true;
      // undici must not be called back while it calls.
      queueMicrotask(() => callback(null, socket));
    },
    keepAliveTimeout: IDLE,
    keepAliveMaxTimeout: IDLE,
    keepAliveTimeoutThreshold: IDLE_MARGIN,
    maxResponseSize: 2 * BODY_LIMIT,
    // The transport has its own times.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}
