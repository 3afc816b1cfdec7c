import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { normaliseAddress } from '../address';
import { BareAnswers } from './bare-answers';
import type { Endpoint } from './endpoint';
import { type Answerer, type ConnectionHost, ListenerConnection } from './listener-connection';
import { DEFAULT_LIMITS, type ListenerLimits } from './listener-limits';

export interface ListenerOptions {
  readonly tls?: TlsOptions;
  readonly limits?: Partial<ListenerLimits>;
  /** Called with every connection that was one too many, after it was counted; must not throw. */
  readonly onTooMany?: () => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Between two looks for connections whose time is up. */
const SWEEP_INTERVAL = 1000;

/**
 * A server for phone events and nothing else: GET and HEAD, no bodies, 404 for all that is no node's path. Reads what
 * phones send where a full HTTP server refuses it, so that an event cannot be lost to one byte.
 */
export class Listener {
  /** Connections that were cut: unanswered because there were too many, or because they were too slow. */
  readonly counts = { tooMany: 0, tooSlow: 0 };
  readonly #limits: ListenerLimits;
  readonly #now: () => number;
  readonly #onTooMany: (() => void) | undefined;
  readonly #host: ConnectionHost;
  readonly #server: Server;
  readonly #connections = new Map<Socket, ListenerConnection>();
  /** Below TLS, where there is TLS: what counts against the limits, handshakes included. */
  readonly #sockets = new Set<Socket>();
  readonly #perAddress = new Map<string, number>();
  #sweeper: NodeJS.Timeout | undefined;

  /**
   * @param answerer must not throw
   * @throws Error where the TLS options hold no usable certificate and key
   */
  constructor(answerer: Answerer, options: ListenerOptions = {}) {
    const now = options.now ?? Date.now;
    this.#now = now;
    this.#onTooMany = options.onTooMany;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#host = { limits: this.#limits, answers: new BareAnswers(now), now, answerer };
    this.#server = options.tls ? this.#createTls(options.tls) : this.#createPlain();
    // Thrown away: a failed accept, for want of file handles, ends nothing. Failures to listen are told by listen().
    this.#server.on('error', () => {});
  }

  /** @returns where it listens; rejects with the system's error */
  listen(endpoint: Endpoint): Promise<AddressInfo> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ port: endpoint.port, ...(endpoint.address && { host: endpoint.address }) }, () => {
        this.#server.off('error', reject);
        this.#sweeper = setInterval(() => this.sweep(), SWEEP_INTERVAL);
        this.#sweeper.unref();
        resolve(this.#server.address() as AddressInfo);
      });
    });
  }

  /** Ends every connection at once; resolves when the port is free. Not to be called while `listen` is under way. */
  close(): Promise<void> {
    clearInterval(this.#sweeper);
    return new Promise((resolve) => {
      // Called with an error where it never listened: then there is nothing to wait for.
      this.#server.close(() => resolve());
      for (const socket of this.#connections.keys()) socket.destroy();
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  /** Cuts the connections whose time is up. Runs every second; one timer for all, so that a connection costs none. */
  sweep(): void {
    const now = this.#now();
    for (const [socket, connection] of this.#connections) {
      if (!connection.isOverdue(now)) continue;
      this.counts.tooSlow++;
      socket.destroy();
    }
  }

  #createPlain(): Server {
    return createServer({ noDelay: true }, (socket) => {
      if (this.#admit(socket)) this.#serve(socket);
    });
  }

  #createTls(options: TlsOptions): Server {
    // Node.js would listen, and fail every handshake.
    if (!options.pfx && !(options.cert && options.key))
      throw new Error('the TLS configuration has no certificate and key');
    const server = createTlsServer({ noDelay: true, ...options, handshakeTimeout: this.#limits.headTime });
    server.on('connection', (socket: Socket) => this.#admit(socket));
    server.on('secureConnection', (socket) => this.#serve(socket));
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    return server;
  }

  /** Counts a connection in, or cuts it: a flood from one address leaves room for the others. */
  #admit(socket: Socket): boolean {
    const address = normaliseAddress(socket.remoteAddress ?? '');
    const open = this.#perAddress.get(address) ?? 0;
    if (open >= this.#limits.connectionsPerAddress || this.#sockets.size >= this.#limits.connections) {
      this.counts.tooMany++;
      socket.destroy();
      this.#onTooMany?.();
      return false;
    }
    this.#perAddress.set(address, open + 1);
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      const left = (this.#perAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#perAddress.set(address, left);
      else this.#perAddress.delete(address);
    });
    return true;
  }

  #serve(socket: Socket): void {
    this.#connections.set(socket, new ListenerConnection(socket, this.#host));
    socket.once('close', () => this.#connections.delete(socket));
  }
}
