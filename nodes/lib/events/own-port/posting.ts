import { ByteStore } from '../byte-store';
import type { RequestHead } from './head-reader';

/** In bytes: a phone's events have a few thousand. */
const MOST = 64 * 1024;

/** For who waits with what he posts (RFC 9110 section 10.1.1). */
export const GO_ON = 'HTTP/1.1 100 Continue\r\n\r\n';

/** A request whose body is on its way. */
export class Posting {
  readonly head: RequestHead;
  readonly #length: number;
  readonly #bytes = new ByteStore();

  private constructor(head: RequestHead, length: number) {
    this.head = head;
    this.#length = length;
  }

  /**
   * @returns undefined where nothing is posted; 411 (Length Required) where no length is said, 413 (Content Too Large) for
   *   more than 64 KB
   */
  static of(head: RequestHead): Posting | 411 | 413 | undefined {
    if (head.line.method !== 'POST' || !head.body) return undefined;
    const { length } = head.body;
    if (length === undefined) return 411;
    return length > MOST ? 413 : new Posting(head, length);
  }

  /** @returns the body, one character per byte, once it is whole */
  take(chunk: Buffer): string | undefined {
    this.#bytes.append(chunk, 0, Math.min(chunk.length, this.#length - this.#bytes.length));
    return this.#bytes.length < this.#length ? undefined : this.#bytes.take();
  }
}
