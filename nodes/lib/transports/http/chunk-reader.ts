import type { BodyState } from './body-reader';

/** Characters of a chunk's size, of a whole line that says one, and of all fields behind the last chunk; more make no sense. */
const SIZE_LIMIT = 1024;
const LINE_LIMIT = 16 * 1024;
const TRAILER_LIMIT = 16 * 1024;

/** Hexadecimal with any zeros, perhaps padded with blanks, as small web servers write it. */
const SIZE = /^0*([0-9a-f]{1,8})[ \t]*\r*$/i;
/** What may become one. */
const BEGINNING = /^0*[0-9a-f]{0,8}[ \t]*\r*$/i;
const EMPTY = /^\r*$/;

/** Takes a body in chunks apart (RFC 9112 §7.1); lines may end with a bare LF. */
export class ChunkReader {
  readonly #onPart: (part: Buffer) => void;
  #phase: 'size' | 'bytes' | 'break' | 'trailer' = 'size';
  #left = 0;
  /** Without what follows a semicolon behind a size: it says nothing here. */
  #line = '';
  #lineBytes = 0;
  #isExtension = false;
  #trailer = 0;

  constructor(onPart: (part: Buffer) => void) {
    this.#onPart = onPart;
  }

  read(bytes: Buffer): BodyState {
    for (let at = 0; at < bytes.length; ) {
      if (this.#phase === 'bytes') {
        at += this.#take(bytes.subarray(at, at + this.#left));
        continue;
      }
      const lineFeed = bytes.indexOf(0x0a, at);
      const end = lineFeed < 0 ? bytes.length : lineFeed;
      if (!this.#isPossible(bytes.toString('latin1', at, end))) return 'broken';
      if (lineFeed < 0) return 'more';
      at = end + 1;
      const state = this.#readLine(this.#line);
      this.#line = '';
      this.#lineBytes = 0;
      this.#isExtension = false;
      if (state === 'end') return at < bytes.length ? 'excess' : 'end';
      if (state === 'broken') return state;
    }
    return 'more';
  }

  #take(part: Buffer): number {
    this.#onPart(part);
    this.#left -= part.length;
    if (this.#left === 0) this.#phase = 'break';
    return part.length;
  }

  /** Whether a line may go on like this: one that cannot become a size is told at once, since its end may never come. */
  #isPossible(part: string): boolean {
    this.#lineBytes += part.length;
    if (this.#phase === 'trailer') {
      this.#line += part;
      return this.#trailer + this.#lineBytes <= TRAILER_LIMIT;
    }
    if (this.#lineBytes > LINE_LIMIT) return false;
    if (this.#isExtension) return true;
    if (this.#phase === 'break') return EMPTY.test(part);
    this.#line += part;
    const semicolon = this.#line.indexOf(';');
    if (semicolon >= 0) {
      this.#isExtension = true;
      this.#line = this.#line.slice(0, semicolon);
    }
    return this.#line.length <= SIZE_LIMIT && BEGINNING.test(this.#line);
  }

  #readLine(line: string): BodyState {
    if (this.#phase === 'break') {
      this.#phase = 'size';
      return 'more';
    }
    if (this.#phase === 'trailer') {
      this.#trailer += line.length;
      return EMPTY.test(line) ? 'end' : 'more';
    }
    const size = SIZE.exec(line)?.[1];
    if (size === undefined) return 'broken';
    this.#left = Number.parseInt(size, 16);
    this.#phase = this.#left === 0 ? 'trailer' : 'bytes';
    return 'more';
  }
}
