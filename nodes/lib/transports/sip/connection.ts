import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { TimerHandle, Timers } from '../../timers';
import { refusesHandshake } from '../tls/fault';
import { Handshake } from '../tls/handshake';
import { connectionOptions } from '../tls/options';
import { muteFailure, tlsFailure } from '../tls/words';
import type { Channel, Opening, Target } from './channel';
import { NotSent } from './exchange';
import { NoTls } from './failures';
import { Framing } from './framing';
import { sentBy } from './message';
import type { MessageHead } from './response';

/**
 * How long a connection that nobody uses stays for the next command. Longer saves handshakes, but risks that the other
 * side closes it just as a NOTIFY goes out, which then must not be repeated.
 */
const IDLE = 10_000;

export interface ConnectionUse {
  readonly timers: Timers;
  readonly received: (head: MessageHead, body: Uint8Array) => void;
  /** Called once, when the connection can take no further request. */
  readonly ended: () => void;
}

/** A TCP or TLS connection that several transactions share. Its errors end in the transactions that wait on it. */
export class Connection {
  readonly closed: Promise<void>;
  readonly #protocol: 'TCP' | 'TLS';
  readonly #socket: Socket;
  readonly #handshake: Handshake;
  readonly #timers: Timers;
  readonly #ended: () => void;
  /** Rejects where the connection fails or its certificate is not trusted: nothing was sent then. */
  readonly #established: Promise<void>;
  readonly #awaiting = new Set<(error: Error) => void>();
  #users = 0;
  #received = 0;
  #isEstablished = false;
  #hasHeard = false;
  #idle: TimerHandle;
  #failure: Error | undefined;
  #hasEnded = false;

  constructor(
    target: Target,
    localAddress: string | undefined,
    tls: ConnectionOptions | undefined,
    use: ConnectionUse,
  ) {
    this.#timers = use.timers;
    this.#ended = use.ended;
    this.#protocol = target.transport === 'tls' ? 'TLS' : 'TCP';
    const address = { host: target.address, port: target.port, ...(localAddress !== undefined && { localAddress }) };
    const name = target.name === target.address ? '' : target.name;
    this.#socket =
      target.transport === 'tls' ? connectTls({ ...connectionOptions(tls, name), ...address }) : connectTcp(address);
    this.#handshake = new Handshake(this.#socket, tls);
    this.#socket.setNoDelay(true);
    const framing = new Framing(use.received);
    this.#socket.on('data', (segment) => {
      this.#received += 1;
      this.#hasHeard = true;
      try {
        framing.push(segment);
      } catch (error) {
        this.#socket.destroy(error as Error);
      }
    });
    this.#socket.on('error', (error) => (this.#failure ??= error));
    // The other side wants no more requests; what it still owes was read before.
    this.#socket.on('end', () => this.destroy());
    this.#established = new Promise((resolve, reject) => {
      this.#socket.once(target.transport === 'tls' ? 'secureConnect' : 'connect', () => {
        this.#isEstablished = true;
        resolve();
      });
      this.#socket.once('close', () => reject(this.#reason()));
    });
    this.#established.catch(() => undefined);
    this.closed = new Promise((resolve) => {
      this.#socket.once('close', () => {
        this.#end();
        this.#failAll();
        resolve();
      });
    });
  }

  use(): Opening {
    this.#users += 1;
    this.#timers.clear(this.#idle);
    let awaiting: ((error: Error) => void) | undefined;
    let used = true;
    const release = (): void => {
      if (!used) return;
      used = false;
      if (awaiting) this.#awaiting.delete(awaiting);
      this.#users -= 1;
      if (this.#users > 0 || this.#hasEnded) return;
      if (this.#isEstablished) this.#idle = this.#timers.set(IDLE, () => this.destroy());
      else this.destroy();
    };
    const received = (): number => this.#received;
    const ready = this.#established.then((): Channel => {
      const { localAddress = '', localPort = 0 } = this.#socket;
      return {
        protocol: this.#protocol,
        reliable: true,
        sentBy: sentBy(localAddress, localPort),
        send: (message, failed) => {
          awaiting = failed;
          this.#awaiting.add(failed);
          if (this.#socket.destroyed) queueMicrotask(() => this.#failAll());
          else this.#socket.write(message);
        },
        yieldTurn: () => undefined,
        get received() {
          return received();
        },
        release,
      };
    });
    const unfinished = (): Error | undefined =>
      !this.#isEstablished && this.#handshake.isSecure && this.#handshake.taken
        ? new NoTls(muteFailure('sip'))
        : undefined;
    return { ready, abandon: release, unfinished };
  }

  /** Ends it at once; transactions that wait on it fail. */
  destroy(): void {
    this.#end();
    this.#socket.destroy();
  }

  #failAll(): void {
    const waiting = [...this.#awaiting];
    this.#awaiting.clear();
    const reason = this.#reason();
    // Told of our part of the handshake, it has read nothing that was written meanwhile.
    const isUnread = !this.#hasHeard && refusesHandshake(this.#failure, this.#handshake);
    for (const failed of waiting) failed(isUnread ? new NotSent(reason) : reason);
  }

  /** Why it ended: in words, where TLS did not come about. */
  #reason(): Error {
    const error = this.#failure ?? new Error('the connection was closed');
    const failure = tlsFailure(error, this.#handshake, 'sip');
    return failure ? new NoTls(failure) : error;
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#timers.clear(this.#idle);
    this.#ended();
  }
}
