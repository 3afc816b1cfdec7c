import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import type { Interfaces } from '../networks';

/** 6,500 questions that come while nobody reads; the system may allow less. */
const RECEIVE_BUFFER = 4 * 1024 * 1024;

export interface GroupSocketOptions {
  /** Of the multicast group. */
  readonly address: string;
  readonly port: number;
  readonly interfaces: Interfaces;
  /** Must not throw. */
  readonly received: (datagram: Buffer, from: RemoteInfo) => void;
  readonly opened: () => void;
  /** It is closed then. */
  readonly failed: (error: NodeJS.ErrnoException) => void;
}

/** Hears what is sent to a multicast group, on every IPv4 network of this host. Nothing is sent from it. */
export class GroupSocket {
  readonly #options: GroupSocketOptions;
  readonly #socket: Socket;
  #isOpen = false;
  #isClosed = false;
  #hasLoopback = false;
  #joined: readonly string[] = [];

  constructor(options: GroupSocketOptions) {
    this.#options = options;
    const { address, port } = options;
    // Who allows others beside himself (a second Node-RED, some SIP programs) hears the group as well.
    this.#socket = createSocket({ type: 'udp4', reuseAddr: true });
    this.#socket.on('message', (datagram, from) => options.received(datagram, from));
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#isClosed) return;
      this.close();
      options.failed(error);
    });
    // Bound to the group it hears nothing that was sent to this host alone. Windows knows no such binding.
    const bound = process.platform === 'win32' ? {} : { address };
    this.#socket.bind({ port, exclusive: true, ...bound }, () => {
      if (this.#isClosed) return;
      this.#isOpen = true;
      this.#askForBuffer();
      this.join();
      options.opened();
    });
  }

  /** Where it is bound; 0 before. */
  get port(): number {
    return this.#isOpen ? this.#socket.address().port : 0;
  }

  /** Phones of this host itself are heard, too. */
  set hasLoopback(hasLoopback: boolean) {
    this.#hasLoopback = hasLoopback;
    this.join();
  }

  /** Networks come and go: asked for again, what is joined already stays so. */
  join(): void {
    if (!this.#isOpen || this.#isClosed) return;
    const { address, interfaces } = this.#options;
    const wanted = joinable(interfaces, this.#hasLoopback);
    for (const local of this.#joined)
      if (!wanted.includes(local)) unlessGone(() => this.#socket.dropMembership(address, local));
    // One that went and came back with its address has to be joined anew, and does not say so.
    for (const local of wanted) unlessGone(() => this.#socket.addMembership(address, local));
    this.#joined = wanted;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isOpen = false;
    this.#socket.close();
  }

  #askForBuffer(): void {
    try {
      this.#socket.setRecvBufferSize(RECEIVE_BUFFER);
    } catch {
      // The system's own limit stands then.
    }
  }
}

/** What is joined already (EADDRINUSE), or has gone meanwhile, needs nothing. */
function unlessGone(step: () => void): void {
  try {
    step();
  } catch {
    // Another look follows.
  }
}

/** By which of its addresses this host joins a group. */
function joinable(interfaces: Interfaces, hasLoopback: boolean): string[] {
  const own = Object.values(interfaces()).flatMap((of) => of ?? []);
  const outer = own.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
  return hasLoopback ? [...outer, '127.0.0.1'] : outer;
}

/** @param host as a URL writes it */
export function isLoopback(host: string): boolean {
  return ['localhost', '[::1]'].includes(host) || (isIPv4(host) && host.startsWith('127.'));
}
