import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { own } from '../../support/own';

/** A client that sends bytes as they are (one character per byte) and keeps what comes back. */
export class Wire {
  readonly socket: Socket;
  received = '';
  readonly closed: Promise<void>;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.received += text;
    });
    // A reset is one of the ways in which a server ends a connection.
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.on('close', () => resolve());
    });
  }

  /** Sends in one packet, and resolves when the system has taken it. */
  send(bytes: string): Promise<void> {
    return new Promise((resolve) => {
      this.socket.write(bytes, 'latin1', () => resolve());
    });
  }

  /** Resolves with all that was received once it holds so many answers without a body. */
  async answers(count: number): Promise<string> {
    while (this.received.split('\r\n\r\n').length <= count) {
      if (this.socket.destroyed) throw new Error(`closed after ${JSON.stringify(this.received)}`);
      await Promise.race([once(this.socket, 'data'), this.closed]);
    }
    return this.received;
  }
}

/** The test that opens it owns it. */
export async function openWire(port: number, from?: string, host = '127.0.0.1'): Promise<Wire> {
  const socket = connect({ port, host, noDelay: true, ...(from && { localAddress: from }) });
  const wire = new Wire(socket);
  own(socket);
  await once(socket, 'connect');
  return wire;
}

/** Sends pieces as packets of their own, and returns all that the server says until it ends the connection. */
export async function exchange(port: number, pieces: string | readonly string[], from?: string): Promise<string> {
  const wire = await openWire(port, from);
  for (const piece of typeof pieces === 'string' ? [pieces] : pieces) {
    await wire.send(piece);
    // Lets the piece arrive alone: the other side's read callback runs in this same event loop.
    await turn();
    await turn();
  }
  await wire.closed;
  return wire.received;
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}

export function statusesIn(answers: string): number[] {
  return [...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** One turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
