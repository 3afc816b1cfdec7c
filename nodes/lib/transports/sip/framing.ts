import { BODY_LIMIT, findHeadEnd, HEAD_LIMIT, type MessageHead, parseHead } from './response';

/** The stream holds something that is no SIP message, or a too long one: nothing after it can be told apart any more. */
export class FramingError extends Error {}

/** Cuts a stream into messages by Content-Length (RFC 3261 section 18.3), however it is cut into segments. */
export class Framing {
  readonly #received: (head: MessageHead, body: Uint8Array) => void;
  #buffer = Buffer.alloc(2048);
  #length = 0;
  /** How far the end of the head has been looked for. */
  #searched = 0;
  #current: { readonly head: MessageHead; readonly body: number; readonly end: number } | undefined;

  constructor(received: (head: MessageHead, body: Uint8Array) => void) {
    this.#received = received;
  }

  /** @throws FramingError, after which the stream is of no use */
  push(segment: Buffer): void {
    for (let start = 0; start < segment.length; ) {
      // One message's limits at a time: a segment may hold many small ones.
      const room = HEAD_LIMIT + BODY_LIMIT + 4 - this.#length;
      const part = segment.subarray(start, start + room);
      this.#append(part);
      start += part.length;
      while (this.#takeMessage()) continue;
    }
  }

  #append(part: Buffer): void {
    if (this.#length + part.length > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(this.#buffer.length * 2, this.#length + part.length));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    part.copy(this.#buffer, this.#length);
    this.#length += part.length;
  }

  /** @returns whether there was a whole one */
  #takeMessage(): boolean {
    this.#current ??= this.#readHead();
    const current = this.#current;
    if (!current || this.#length < current.end) return false;
    this.#received(current.head, Buffer.from(this.#buffer.subarray(current.body, current.end)));
    this.#current = undefined;
    this.#drop(current.end);
    return true;
  }

  #readHead(): { head: MessageHead; body: number; end: number } | undefined {
    // Line ends between messages are keep-alives (RFC 5626 section 3.5.1).
    let blank = 0;
    while (blank < this.#length && (this.#buffer[blank] === 0x0d || this.#buffer[blank] === 0x0a)) blank += 1;
    if (blank > 0) this.#drop(blank);
    const received = this.#buffer.subarray(0, this.#length);
    const border = findHeadEnd(received, this.#searched);
    if (!border) {
      if (this.#length > HEAD_LIMIT) throw new FramingError('a message head is longer than any SIP device writes');
      // The blank line may have come in parts: up to two of its bytes are looked at again.
      this.#searched = Math.max(0, this.#length - 2);
      return undefined;
    }
    const head = border.end <= HEAD_LIMIT ? parseHead(received.subarray(0, border.end)) : undefined;
    // Content-Length is mandatory here; where it is missing, there is no body as far as anybody can tell.
    const length = head?.contentLength ?? 0;
    if (!head || length > BODY_LIMIT) throw new FramingError('a message has no usable length');
    return { head, body: border.body, end: border.body + length };
  }

  #drop(count: number): void {
    this.#buffer.copyWithin(0, count, this.#length);
    this.#length -= count;
    this.#searched = 0;
  }
}
