import { createSocket, type Socket } from 'node:dgram';
import { internalError } from '../../internal-error';
import { sentence } from '../../sentences/sentence';
import type { TimerHandle, Timers } from '../../timers';
import type { Channel, Opening, Target } from './channel';
import { causeOf } from './failures';
import { sentBy } from './message';
import { Pacing } from './pacing';
import { SourceAddresses } from './source-address';
import type { TellTrouble } from './troubles';
import type { HostPort } from './uri';

/** How many requests of one socket await their answer at a time. The default receive buffer of Linux holds some 200 answers. */
const OPEN_AT_A_TIME = 100;
/**
 * How long a request may keep others waiting, in milliseconds. A phone that lives answers sooner; a thousand silent ones
 * must not use up the time of those behind them.
 */
const TURN = 100;
const RECEIVE_BUFFER = 4 * 1024 * 1024;
/** An unused socket, and the port that it occupies, is given back. */
const IDLE = 60_000;

export interface UdpOptions {
  readonly timers: Timers;
  /** Every datagram, from wherever. */
  readonly received: (datagram: Buffer) => void;
  readonly tell: TellTrouble;
}

/** One socket for each local address and family, bound at first use and shared by all phones. */
export class UdpTransport {
  readonly #options: UdpOptions;
  readonly #sources: SourceAddresses;
  readonly #sockets = new Map<string, SharedSocket>();
  readonly #closing = new Set<Promise<void>>();

  constructor(options: UdpOptions) {
    this.#options = options;
    this.#sources = new SourceAddresses(options.timers);
  }

  /** `ready` rejects with the system's error where the local address cannot be had or no route leads to the target. */
  open(target: Target, local: HostPort | undefined): Opening {
    const shared = this.#share(target.family, local);
    const release = shared.use();
    const turn = shared.pacing.take();
    const abandon = (): void => {
      turn.end();
      release();
    };
    const ready = (async (): Promise<Channel> => {
      const [port] = await Promise.all([shared.port, turn.come]);
      const address = local?.host ?? (await this.#sources.towards(target));
      return {
        protocol: 'UDP',
        reliable: false,
        sentBy: sentBy(address, port),
        send: (message, failed) => shared.send(message, target, failed),
        yieldTurn: turn.end,
        get received() {
          return shared.received;
        },
        release: abandon,
      };
    })();
    return { turn: turn.come, ready, abandon };
  }

  /** Resolves when every port is free again. */
  async close(): Promise<void> {
    for (const shared of [...this.#sockets.values()]) shared.close();
    await Promise.all(this.#closing);
  }

  #share(family: 4 | 6, local: HostPort | undefined): SharedSocket {
    const key = `${family} ${local?.host ?? ''} ${local?.port ?? ''}`;
    const existing = this.#sockets.get(key);
    if (existing) return existing;
    const shared = new SharedSocket(family, local, this.#options, () => {
      if (this.#sockets.get(key) === shared) this.#sockets.delete(key);
      this.#closing.add(shared.closed);
      void shared.closed.then(() => this.#closing.delete(shared.closed));
    });
    this.#sockets.set(key, shared);
    return shared;
  }
}

class SharedSocket {
  readonly pacing: Pacing;
  /** The bound port; rejects where it cannot be bound. */
  readonly port: Promise<number>;
  readonly closed: Promise<void>;
  /** Datagrams so far. */
  received = 0;
  readonly #socket: Socket;
  readonly #timers: Timers;
  readonly #ended: () => void;
  #users = 0;
  #idle: TimerHandle;
  #isClosed = false;

  constructor(family: 4 | 6, local: HostPort | undefined, options: UdpOptions, ended: () => void) {
    this.#timers = options.timers;
    this.#ended = ended;
    this.pacing = new Pacing(OPEN_AT_A_TIME, TURN, options.timers);
    this.#socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      ipv6Only: family === 6,
      // Targets are numeric already: no look-up for each datagram.
      lookup: (host, _family, found) => found(null, host, family),
    });
    this.closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.on('message', (datagram) => {
      this.received += 1;
      try {
        options.received(datagram);
      } catch (error) {
        // Thrown from here, it would end the whole process.
        const { message, words } = internalError(error);
        options.tell(message, sentence('sip.datagram', { error: words }));
      }
    });
    this.port = new Promise((resolve, reject) => {
      this.#socket.on('error', (error) => {
        options.tell(causeOf(error).code ?? error.name, sentence('sip.socket', { error: error.message }));
        reject(error);
        // A failing bind reports at once, while the constructor still runs.
        queueMicrotask(() => this.close());
      });
      this.#socket.once('close', () => reject(new Error('the socket was closed')));
      this.#socket.bind({ port: local?.port ?? 0, ...(local && { address: local.host }), exclusive: true }, () => {
        this.#askForBuffer();
        resolve(this.#socket.address().port);
      });
    });
    this.port.catch(() => undefined);
  }

  /** @returns gives the use up, however often it is called */
  use(): () => void {
    this.#users += 1;
    this.#timers.clear(this.#idle);
    let used = true;
    return () => {
      if (!used) return;
      used = false;
      this.#users -= 1;
      if (this.#users === 0 && !this.#isClosed) this.#idle = this.#timers.set(IDLE, () => this.close());
    };
  }

  send(message: Buffer, target: Target, failed: (error: Error) => void): void {
    if (this.#isClosed) {
      // Its transactions hear of it like of any datagram that could not leave.
      queueMicrotask(() => failed(new Error('the socket was closed')));
      return;
    }
    this.#socket.send(message, target.port, target.address, (error) => {
      if (error) failed(error);
    });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#timers.clear(this.#idle);
    this.#socket.close();
    this.#ended();
  }

  #askForBuffer(): void {
    try {
      this.#socket.setRecvBufferSize(RECEIVE_BUFFER);
    } catch {
      // The system's own limit stands then; pacing keeps below it.
    }
  }
}
