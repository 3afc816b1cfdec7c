import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

type Done = (error?: Error | null) => void;

/**
 * A connection that a server reads a mended request from, and whose answer goes out on the phone's own socket. To all who
 * look at the peer it is that socket: the addresses are taken from it once and cannot be set.
 */
export class MendedConnection extends Duplex {
  readonly #socket: Socket;

  /** @param head the request's head, all that will ever be read; later bytes of the socket are dropped */
  constructor(socket: Socket, head: Buffer) {
    super();
    this.#socket = socket;
    const facts: Record<string, unknown> = {
      remoteAddress: socket.remoteAddress,
      remoteFamily: socket.remoteFamily,
      remotePort: socket.remotePort,
      localAddress: socket.localAddress,
      localPort: socket.localPort,
    };
    if (socket instanceof TLSSocket) {
      facts['encrypted'] = true;
      facts['authorized'] = socket.authorized;
      facts['getPeerCertificate'] = socket.getPeerCertificate.bind(socket);
    }
    for (const [name, value] of Object.entries(facts)) Object.defineProperty(this, name, { value, enumerable: true });

    // A peer that is gone shows as a failed write; the server then ends the exchange as it always does.
    this.on('error', () => {});
    socket.on('data', () => {});
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
    this.push(head);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: Done): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#socket.destroy();
    done(error);
  }

  /** As on a net.Socket: what was written still leaves. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  /** Servers and middlewares call these on every connection. */
  setTimeout(milliseconds: number, onTimeout?: () => void): this {
    this.#socket.setTimeout(milliseconds, onTimeout);
    return this;
  }

  setNoDelay(noDelay?: boolean): this {
    this.#socket.setNoDelay(noDelay);
    return this;
  }

  setKeepAlive(enable?: boolean, delay?: number): this {
    this.#socket.setKeepAlive(enable, delay);
    return this;
  }
}
