import type { Socket } from 'node:net';
import type { AnswerReader } from './answer-reader';

/** What a phone may send before it was asked; more, and it is no phone. */
const EARLY_LIMIT = 16 * 1024;

/**
 * Stands between a socket and whoever reads it, so that an answer is judged from its first bytes, whatever the HTTP
 * parser behind thinks of the rest. Node hands every chunk that arrives to `push`, for TCP and TLS alike.
 */
export class Tap {
  readonly #socket: Socket;
  readonly #push: (chunk: Buffer | null) => boolean;
  #reader: AnswerReader | undefined;
  /** What came before the first request was sent: some servers say 503 as they accept. */
  #early: (Buffer | null)[] | undefined = [];
  #earlyBytes = 0;
  readonly #onUnasked: () => void;

  /** @param onUnasked something came after the end of an answer: it may be the answer that the next request gets */
  constructor(socket: Socket, onUnasked: () => void) {
    this.#socket = socket;
    this.#onUnasked = onUnasked;
    this.#push = socket.push.bind(socket);
    socket.push = (chunk: Buffer | null) => this.#receive(chunk);
  }

  /** From now on bytes belong to this answer. */
  listen(reader: AnswerReader): void {
    this.#reader = reader;
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const chunk of early) this.#receive(chunk);
  }

  /** The answer is over: whatever comes now, its end included, makes the connection useless. */
  park(): void {
    this.#reader = undefined;
  }

  #receive(chunk: Buffer | null): boolean {
    try {
      // An end without a word is the connection's, not an answer's: whoever waits for the handshake learns of it at once.
      if (chunk === null && this.#early?.length === 0) return this.#push(null);
      if (this.#early) return this.#keep(this.#early, chunk);
      if (!this.#reader) {
        if (chunk !== null) this.#onUnasked();
        this.#socket.destroy();
        return false;
      }
      const passed = chunk === null ? this.#reader.end() : this.#reader.feed(chunk);
      const wantsMore = passed && passed.length > 0 ? this.#push(passed) : true;
      return chunk === null ? this.#push(null) : wantsMore;
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : undefined);
      return false;
    }
  }

  #keep(early: (Buffer | null)[], chunk: Buffer | null): boolean {
    early.push(chunk);
    this.#earlyBytes += chunk?.length ?? 0;
    if (this.#earlyBytes > EARLY_LIMIT) this.#socket.destroy();
    return true;
  }
}
