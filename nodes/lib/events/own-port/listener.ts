import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { BareAnswers } from './bare-answers';
import { Doorstep } from './doorstep';
import type { Endpoint } from './endpoint';
import { Farewells } from './farewells';
import { type Answerer, type ConnectionHost, ListenerConnection } from './listener-connection';
import { DEFAULT_LIMITS, type ListenerLimits } from './listener-limits';
import { ARRIVING, type Guest, Room } from './room';
import { Turns } from './turns';

export interface ListenerOptions {
  readonly tls?: TlsOptions;
  /** Clients that know only TLS 1.0 or 1.1 are served as well, with the ciphers and signatures of their time. */
  readonly legacyTls?: boolean;
  /** Every connection begins with a PROXY header from one of these addresses and ranges. Absent: none is ever read. */
  readonly proxies?: string | undefined;
  readonly limits?: Partial<ListenerLimits>;
  /** Called after every change of `counts` but for `tooSlow`; must not throw. */
  readonly onCount?: () => void;
  /** Milliseconds since the epoch: for dates. */
  readonly now?: () => number;
  /** Milliseconds that only go forward: for all that has a limit in time. */
  readonly clock?: () => number;
}

/** What a listener refused by itself, before any node was asked. */
export interface ListenerCounts {
  /** Connections that were cut since there were too many: one of them makes room for each that is new. */
  tooMany: number;
  /** Connections that were cut since they were too slow. */
  tooSlow: number;
  /** Requests that were neither GET nor HEAD nor a posted event, on a node's path. */
  method: number;
  /** TLS handshakes that failed: an old phone, one that distrusts the certificate, or somebody who speaks no TLS. */
  handshake: number;
  /** Connections that did not begin with a PROXY header of a listed proxy, where they must. */
  proxy: number;
}

/** Between two looks for connections whose time is up. */
const SWEEP_INTERVAL = 1000;

/**
 * Old versions come with SHA-1 and short keys, which OpenSSL takes at its security level 0 alone; then all that phones
 * of today use is offered first, as ever.
 */
const LEGACY_TLS: TlsOptions = { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' };
const TODAYS_TLS: TlsOptions = { minVersion: 'TLSv1.2' };

/**
 * A server for phone events and nothing else: GET and HEAD, POST of what phones post, 404 for all that is no node's path. Reads what
 * phones send where a full HTTP server refuses it, so that an event cannot be lost to one byte.
 */
export class Listener {
  readonly counts: ListenerCounts = { tooMany: 0, tooSlow: 0, method: 0, handshake: 0, proxy: 0 };
  readonly #limits: ListenerLimits;
  readonly #clock: () => number;
  readonly #onCount: () => void;
  readonly #host: ConnectionHost;
  readonly #server: Server;
  readonly #doorstep: Doorstep | undefined;
  readonly #room: Room;
  #sweeper: NodeJS.Timeout | undefined;
  #isClosed = false;

  /**
   * @param answerer must not throw
   * @throws Error where the TLS options hold no usable certificate and key
   */
  constructor(answerer: Answerer, options: ListenerOptions = {}) {
    const { now = Date.now, clock = () => performance.now() } = options;
    this.#clock = clock;
    this.#onCount = options.onCount ?? (() => undefined);
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#room = new Room(this.#limits);
    this.#host = {
      limits: this.#limits,
      answers: new BareAnswers(now),
      answerer,
      turns: new Turns(this.#limits, clock),
      farewells: new Farewells(),
      now,
      clock,
      answered: (status) => {
        if (status === 405) this.#count('method');
      },
    };
    const { tls, legacyTls = false, proxies } = options;
    const server = tls ? this.#createTls({ ...tls, ...(legacyTls ? LEGACY_TLS : TODAYS_TLS) }) : this.#createPlain();
    this.#doorstep = proxies === undefined ? undefined : this.#createDoorstep(server, proxies);
    this.#server = this.#doorstep?.server ?? server;
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
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    return new Promise((resolve) => {
      // Called with an error where it never listened: then there is nothing to wait for.
      this.#server.close(() => resolve());
      for (const { connection, socket } of this.#room.guests) {
        connection?.destroy();
        socket.destroy();
      }
    });
  }

  /** Cuts the connections whose time is up. Runs every second; one timer for all, so that a connection costs none. */
  sweep(): void {
    const now = this.#clock();
    for (const { connection } of this.#room.guests) {
      if (!connection?.isOverdue(now)) continue;
      this.counts.tooSlow++;
      connection.destroy();
    }
    this.#doorstep?.sweep(now);
    this.#room.forget();
  }

  #createDoorstep(inner: Server, proxies: string): Doorstep {
    return new Doorstep(inner, proxies, {
      headTime: this.#limits.headTime,
      clock: this.#clock,
      admit: (socket) => {
        const guest = this.#admit(socket, ARRIVING);
        return guest && (() => this.#room.leave(guest));
      },
      refused: () => {
        if (!this.#isClosed) this.#count('proxy');
      },
    });
  }

  #createPlain(): Server {
    return createServer((socket) => {
      const guest = this.#admit(socket);
      if (guest) this.#serve(socket, guest);
    });
  }

  #createTls(options: TlsOptions): Server {
    // Node.js would listen, and fail every handshake.
    if (!options.pfx && !(options.cert && options.key))
      throw new Error('the TLS configuration has no certificate and key');
    const server = createTlsServer({ noDelay: true, ...options, handshakeTimeout: this.#limits.headTime });
    /** Who is shaking hands, by the connection's two ends: a TLS socket does not say which socket lies below it. */
    const arriving = new Map<string, Guest>();
    server.on('connection', (socket: Socket) => {
      const guest = this.#admit(socket);
      if (!guest) return;
      const ends = endsOf(socket);
      arriving.set(ends, guest);
      socket.once('close', () => {
        if (arriving.get(ends) !== guest) return;
        arriving.delete(ends);
        // Who said nothing has not failed: programs that watch ports do so. Nor has whom we cut.
        const before = this.#doorstep?.headerOf(socket)?.length ?? 0;
        if (socket.bytesRead > before && !guest.isCut && !this.#isClosed) this.#count('handshake');
      });
    });
    server.on('secureConnection', (socket) => {
      const ends = endsOf(socket);
      const guest = arriving.get(ends);
      arriving.delete(ends);
      if (guest) this.#serve(socket, guest);
      else socket.destroy();
    });
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    return server;
  }

  #admit(socket: Socket, address = this.#doorstep?.headerOf(socket)?.address): Guest | undefined {
    return this.#room.admit(socket, this.#clock(), () => this.#count('tooMany'), address);
  }

  #serve(socket: Socket, guest: Guest): void {
    guest.connection = new ListenerConnection(socket, guest.origin, this.#host);
  }

  #count(what: keyof ListenerCounts): void {
    this.counts[what]++;
    this.#onCount();
  }
}

function endsOf({ remoteAddress, remotePort, localAddress }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`;
}
