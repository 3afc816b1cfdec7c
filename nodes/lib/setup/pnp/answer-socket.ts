import { createSocket, type Socket } from 'node:dgram';
import type { Source } from './offers';

export interface AnswerSocketOptions {
  /** Must not throw. */
  readonly received: (datagram: Buffer, from: Source) => void;
  /** It is closed then. */
  readonly failed: () => void;
}

/** Sends answers, from any port: what phones answer to them comes by unicast, which the group's socket does not hear. */
export class AnswerSocket {
  readonly #socket: Socket;
  #port: number | undefined;
  #isClosed = false;

  constructor({ received, failed }: AnswerSocketOptions) {
    this.#socket = createSocket({
      type: 'udp4',
      // Targets are numeric: no look-up for each datagram.
      lookup: (host, _family, found) => found(null, host, 4),
    });
    this.#socket.on('message', (datagram, from) => received(datagram, from));
    this.#socket.on('error', () => {
      if (this.#isClosed) return;
      this.close();
      failed();
    });
    this.#socket.bind({ port: 0, exclusive: true }, () => {
      if (!this.#isClosed) this.#port = this.#socket.address().port;
    });
  }

  /** Undefined: nothing can be sent yet. */
  get port(): number | undefined {
    return this.#port;
  }

  send(datagram: Buffer, { address, port }: Source): void {
    if (this.#isClosed) return;
    // One that does not leave is as one that is lost.
    this.#socket.send(datagram, port, address, () => undefined);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#port = undefined;
    this.#socket.close();
  }
}
