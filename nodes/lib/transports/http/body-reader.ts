import type { Framing } from './answer-head';
import { ChunkReader } from './chunk-reader';

/** 'more': goes on; 'end': ended with these bytes; 'excess': the same, and more than the body came; 'broken': no body ends like this. */
export type BodyState = 'more' | 'end' | 'excess' | 'broken';

/** Takes a body's bytes apart as the head says, as they come. */
export class BodyReader {
  readonly #onPart: (part: Buffer) => void;
  readonly #chunks: ChunkReader | undefined;
  /** Bytes that are left. */
  #left: number;

  constructor({ by }: Framing, onPart: (part: Buffer) => void) {
    this.#onPart = onPart;
    this.#chunks = by === 'chunks' ? new ChunkReader(onPart) : undefined;
    this.#left = typeof by === 'number' ? by : Number.POSITIVE_INFINITY;
  }

  /** @param bytes none, to ask whether there is a body at all */
  read(bytes: Buffer): BodyState {
    if (this.#chunks) return this.#chunks.read(bytes);
    const part = bytes.length > this.#left ? bytes.subarray(0, this.#left) : bytes;
    this.#left -= part.length;
    if (part.length > 0) this.#onPart(part);
    if (part.length < bytes.length) return 'excess';
    return this.#left === 0 ? 'end' : 'more';
  }
}
