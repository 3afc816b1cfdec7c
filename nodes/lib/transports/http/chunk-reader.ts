import type { BodyState } from './body-reader';

/** Characters of a line that says a chunk's size, and of all fields behind the last chunk; more make no sense. */
const LINE_LIMIT = 1024;
const TRAILER_LIMIT = 16 * 1024;

/** Hexadecimal, perhaps padded with blanks, as small web servers write it; what may follow a semicolon says nothing here. */
const SIZE = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i;

/** Takes a body in chunks apart (RFC 9112 §7.1); lines may end with a bare LF. */
export class ChunkReader {
  readonly #onPart: (part: Buffer) => void;
  #phase: 'size' | 'bytes' | 'break' | 'trailer' = 'size';
  #left = 0;
  #line = '';
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
      this.#line += bytes.toString('latin1', at, end);
      if (this.#line.length > LINE_LIMIT) return 'broken';
      if (lineFeed < 0) return 'more';
      at = end + 1;
      const state = this.#readLine(this.#line.replace(/\r+$/, ''));
      this.#line = '';
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

  #readLine(line: string): BodyState {
    if (this.#phase === 'break') {
      this.#phase = 'size';
      return line === '' ? 'more' : 'broken';
    }
    if (this.#phase === 'trailer') {
      this.#trailer += line.length;
      if (this.#trailer > TRAILER_LIMIT) return 'broken';
      return line === '' ? 'end' : 'more';
    }
    const size = SIZE.exec(line)?.[1];
    if (size === undefined) return 'broken';
    this.#left = Number.parseInt(size, 16);
    this.#phase = this.#left === 0 ? 'trailer' : 'bytes';
    return 'more';
  }
}
