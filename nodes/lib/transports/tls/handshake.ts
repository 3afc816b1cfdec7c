import type { Socket } from 'node:net';
import { type ConnectionOptions, type PeerCertificate, TLSSocket } from 'node:tls';

/** What is known of a connection while it is being set up, for the words that tell why it was not. */
export class Handshake {
  /** TLS settings, for a connection that has any. */
  readonly tls: ConnectionOptions | undefined;
  readonly isSecure: boolean;
  #taken = false;
  #isDone = false;
  #clientEndsIt = false;
  #certificate: PeerCertificate | undefined;

  constructor(socket: Socket, tls: ConnectionOptions | undefined) {
    this.tls = tls;
    this.isSecure = socket instanceof TLSSocket;
    socket.once('connect', () => {
      this.#taken = true;
    });
    if (!(socket instanceof TLSSocket)) return;
    const look = (): void => {
      // Not getPeerX509Certificate: it takes the certificate away from Node.js's own check of the name.
      const certificate = socket.getPeerCertificate();
      if (certificate?.raw) this.#certificate ??= certificate;
    };
    // Node.js judges the certificate in this event and destroys what it distrusts; afterwards nothing can be asked.
    // It is Node.js's own, and undocumented: without it the words name no issuer.
    socket.prependOnceListener('secure', look);
    socket.prependOnceListener('error', look);
    socket.once('secureConnect', () => {
      this.#certificate = undefined;
      this.#isDone = true;
      this.#clientEndsIt = socket.getProtocol() === 'TLSv1.3';
    });
  }

  /** The TCP connection came about. */
  get taken(): boolean {
    return this.#taken;
  }

  /** This side thinks the handshake done: the other side's certificate was found good. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** This side's part came last, so that it may write before the other side has judged it (TLS 1.3). */
  get clientEndsIt(): boolean {
    return this.#clientEndsIt;
  }

  /** The other side's certificate, where it came as far as that and was not found good. */
  get certificate(): PeerCertificate | undefined {
    return this.#certificate;
  }
}
