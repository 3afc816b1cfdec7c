import { createServer, type Server, type Socket } from 'node:net';
import { normaliseAddress } from '../../identity/address';
import { parseAllowList } from '../allow';
import { type ProxyHeader, readProxyHeader } from './proxy-protocol';

/** What a doorstep asks of its listener. */
export interface DoorstepHost {
  /** Milliseconds from a connection's opening to the end of its header. */
  readonly headTime: number;
  /** Milliseconds that only go forward. */
  clock(): number;
  /** Nobody knows yet whose connection it is. @returns gives its place back; undefined where there was none */
  admit(socket: Socket): (() => void) | undefined;
  /** Something else came than a header of a listed proxy. */
  refused(): void;
}

type Named = Extract<ProxyHeader, { kind: 'header' }>;

interface Waiting {
  readonly since: number;
  /** Cuts it; counted where it has said something. */
  readonly giveUp: () => void;
}

/**
 * Stands before a listener whose connections all begin with a PROXY header: takes it off, and hands the connection on as
 * if it came from the address that the header names. Nothing is guessed: without a header there is no connection.
 */
export class Doorstep {
  readonly server: Server;
  readonly #inner: Server;
  readonly #host: DoorstepHost;
  readonly #isProxy: (address: string) => boolean;
  readonly #waiting = new Map<Socket, Waiting>();
  readonly #named = new WeakMap<Socket, Named>();

  /**
   * @param inner gets connections without their headers, as its own; it listens nowhere
   * @param proxies comma list of addresses and ranges; one that is blank or cannot be read lists nobody
   */
  constructor(inner: Server, proxies: string, host: DoorstepHost) {
    this.#inner = inner;
    this.#host = host;
    this.#isProxy = listed(proxies);
    this.server = createServer({ noDelay: true }, (socket) => this.#meet(socket));
  }

  /** What its header said; undefined as long as there was none. */
  headerOf(socket: Socket): Named | undefined {
    return this.#named.get(socket);
  }

  sweep(now: number): void {
    for (const { since, giveUp } of this.#waiting.values()) if (now >= since + this.#host.headTime) giveUp();
  }

  #meet(socket: Socket): void {
    socket.on('error', () => {});
    // Checks that only connect are gone by now, and leave no address: they are nothing to count.
    const peer = socket.remoteAddress;
    const leave = peer === undefined ? undefined : this.#host.admit(socket);
    if (peer === undefined || !leave) {
      socket.destroy();
      return;
    }
    const isProxy = this.#isProxy(normaliseAddress(peer));
    let bytes: Buffer | undefined;
    const giveUp = (): void => {
      this.#waiting.delete(socket);
      socket.destroy();
      if (bytes) this.#host.refused();
    };
    const onData = (chunk: Buffer): void => {
      bytes = bytes ? Buffer.concat([bytes, chunk]) : chunk;
      const header = isProxy ? readProxyHeader(bytes) : undefined;
      if (header?.kind === 'incomplete') return;
      if (header?.kind !== 'header') {
        giveUp();
        return;
      }
      this.#waiting.delete(socket);
      socket.off('data', onData).off('end', giveUp).off('close', onClose);
      leave();
      this.#handOver(socket, header, bytes.subarray(header.length));
    };
    const onClose = (): void => {
      if (this.#waiting.has(socket)) giveUp();
    };
    this.#waiting.set(socket, { since: this.#host.clock(), giveUp });
    socket.on('data', onData).once('end', giveUp).once('close', onClose);
  }

  #handOver(socket: Socket, header: Named, rest: Buffer): void {
    this.#named.set(socket, header);
    socket.pause();
    if (rest.length > 0) socket.unshift(rest);
    this.#inner.emit('connection', socket);
    // TLS has taken the connection away from its socket by now, with what stood in it.
    if (socket.listenerCount('data') > 0) socket.resume();
  }
}

/** A blank list allows anybody elsewhere. What cannot be read is told by the nodes that have it. */
function listed(proxies: string): (address: string) => boolean {
  try {
    if (proxies.trim() !== '') return parseAllowList(proxies);
  } catch {
    // Nobody.
  }
  return () => false;
}
