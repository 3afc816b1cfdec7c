/** Bytes that come in pieces. Grows by doubling: a sender of single bytes costs neither much memory nor much copying. */
export class ByteStore {
  #bytes: Buffer | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(chunk: Buffer, start = 0, end = chunk.length): void {
    const length = this.#length + end - start;
    if (!this.#bytes || length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(256, 2 * length));
      this.#bytes?.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#length, start, end);
    this.#length = length;
  }

  /** One character per byte. */
  text(from = 0): string {
    return this.#bytes?.toString('latin1', from, this.#length) ?? '';
  }

  /** The text of all bytes; the store is empty after it and holds no memory. */
  take(): string {
    const text = this.text();
    this.#bytes = undefined;
    this.#length = 0;
    return text;
  }
}
