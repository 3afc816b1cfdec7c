import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** Certificates of every kind; `make.sh` beside them says what is wrong with each. */
export const pem = (name: string): Buffer =>
  readFileSync(join(__dirname, '../../../fixtures/tls/faults', `${name}.pem`));

/** All that OpenSSL can do, however weak. */
export const EVERY_STRENGTH = 'DEFAULT:@SECLEVEL=0';

/** Certificate and key of one file, and what else a server is to be. */
export const having = (name: string, more: TlsOptions = {}): TlsOptions => ({
  key: pem(name),
  cert: pem(name),
  ...more,
});

/** What answers on a connection by itself. */
export type Behaviour = (socket: Socket) => void;

/**
 * A phone's server, for HTTP and SIP alike, that keeps what reached it: with TLS as it is told, or doing with each
 * connection what a test wants.
 */
export class FaultyServer {
  /** Requests that came through TLS, or without it where there is none. */
  readonly requests: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(kind: TlsOptions | Behaviour) {
    if (typeof kind === 'function') this.#server = createServer(kind);
    else {
      this.#server = createTlsServer(kind, (socket) => {
        socket.on('error', () => undefined);
        this.serve(socket);
      }).on('tlsClientError', () => undefined);
    }
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(kind: TlsOptions | ((server: FaultyServer) => Behaviour)): Promise<FaultyServer> {
    let server: FaultyServer;
    if (typeof kind === 'function') {
      server = new FaultyServer((socket) => kind(server)(socket));
    } else server = new FaultyServer(kind);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Takes a connection that another server accepted. */
  adopt(socket: Socket): void {
    this.#server.emit('connection', socket);
  }

  /** Answers each request that comes on a connection. */
  readonly serve = (socket: Socket): void => {
    socket.on('data', (chunk) => socket.write(this.answer(chunk.toString('latin1'))));
  };

  /** 200 in the language of the request. */
  readonly answer = (text: string): string => {
    if (!/^[A-Z]+ /.test(text)) return 'HTTP/1.1 400 Bad Request\r\n\r\n';
    this.requests.push(text);
    if (!text.includes('SIP/2.0')) return 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
    const echoed = text.split('\r\n').filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/.test(line));
    return `SIP/2.0 200 OK\r\n${echoed.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`;
  };

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A fatal alert's record (RFC 8446 section 6). */
export const alertRecord = (description: number): Buffer => Buffer.from([21, 3, 3, 0, 2, 2, description]);

/** Waits for the client's hello, then says this alert and ends. */
export const alert = (description: number): Behaviour => {
  return (socket) => socket.once('data', () => socket.end(alertRecord(description)));
};

/** Passes connections whose hello pleases on to another server, as if they were one; does with others what is said. */
export function choosy(
  pleases: (hello: Buffer) => boolean,
  other: FaultyServer,
  otherwise: (socket: Socket) => void,
): Behaviour {
  return (socket) => {
    socket.once('data', (hello) => {
      if (!pleases(hello)) {
        otherwise(socket);
        return;
      }
      // As if the bytes had arrived there.
      socket.pause();
      socket.unshift(hello);
      other.adopt(socket);
    });
  };
}
