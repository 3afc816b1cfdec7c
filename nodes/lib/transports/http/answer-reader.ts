import { AnswerHead } from './answer-head';
import { readStatusLine } from './status-line';

/** Bytes of one answer's heads, 1xx included, that are kept; more make no sense. */
const HEAD_LIMIT = 16 * 1024;

export interface AnswerListener {
  /** The final status, as soon as its digits are there: once, or else `onUnreadable` is called once. */
  onStatus(status: number): void;
  /** The head, after `onStatus`: complete, or as far as it came. */
  onHead(head: AnswerHead): void;
  /** `nonsense`: the bytes are no HTTP answer; `broken`: they end before a final status. */
  onUnreadable(kind: 'nonsense' | 'broken'): void;
}

/**
 * Reads the head of one answer as bytes arrive and decides what a strict parser behind it gets to see: no 1xx heads,
 * a plain head instead of the phone's own, then every byte of the body.
 */
export class AnswerReader {
  readonly #listener: AnswerListener;
  #phase: 'head' | 'body' | 'over' = 'head';
  #text = '';
  #dropped = 0;
  #status: number | undefined;

  constructor(listener: AnswerListener) {
    this.#listener = listener;
  }

  /** What of these bytes the parser gets. */
  feed(chunk: Buffer): Buffer | undefined {
    if (this.#phase === 'body') return chunk;
    if (this.#phase === 'over') return undefined;
    const seen = this.#text.length;
    this.#text += chunk.toString('latin1');
    return this.#read(seen, false);
  }

  /** The connection has ended or broken; what the parser gets before it learns that. */
  end(): Buffer | undefined {
    return this.#phase === 'head' ? this.#read(0, true) : undefined;
  }

  #read(seen: number, ended: boolean): Buffer | undefined {
    let from = seen;
    for (;;) {
      if (this.#status === undefined) {
        // Empty lines before an answer are left over from the one before (RFC 9112 §2.2 says so of requests).
        this.#drop(this.#text.length - this.#text.trimStart().length);
        from = 0;
        const reading = readStatusLine(this.#text, ended);
        if (reading === 'nonsense' || this.#dropped > HEAD_LIMIT) return this.#giveUp('nonsense');
        if (reading === 'more') return ended ? this.#giveUp('broken') : undefined;
        this.#status = reading;
        if (reading >= 200) this.#listener.onStatus(reading);
      }
      const interim = this.#status < 200;
      const end = headEnd(this.#text, from, interim) ?? (ended ? this.#text.length : undefined);
      if (end === undefined) {
        if (this.#dropped + this.#text.length <= HEAD_LIMIT) return undefined;
        return interim ? this.#giveUp('nonsense') : this.#finish(this.#text.length);
      }
      if (!interim) return this.#finish(end);
      this.#drop(end);
      this.#status = undefined;
    }
  }

  #finish(end: number): Buffer {
    const head = new AnswerHead(this.#text.slice(0, Math.min(end, HEAD_LIMIT)));
    const rest = this.#text.slice(end);
    this.#phase = 'body';
    this.#text = '';
    this.#listener.onHead(head);
    return Buffer.from(head.plain(this.#status ?? 0) + rest, 'latin1');
  }

  #giveUp(kind: 'nonsense' | 'broken'): undefined {
    this.#phase = 'over';
    this.#text = '';
    this.#listener.onUnreadable(kind);
    return undefined;
  }

  #drop(length: number): void {
    this.#text = this.#text.slice(length);
    this.#dropped += length;
  }
}

/** Where the head ends that `text` begins with, empty line included; its first `from` characters were searched before. */
function headEnd(text: string, from: number, interim: boolean): number | undefined {
  // Some web servers end lines with a lone CR throughout: the first line tells.
  const blank = /^[^\r\n]*\r[^\r\n]/.test(text) ? /\r\r/g : interim ? /\n\r{0,2}\n|\n(?=HTTP\/\d)/g : /\n\r{0,2}\n/g;
  blank.lastIndex = Math.max(0, from - 8);
  return blank.exec(text) ? blank.lastIndex : undefined;
}
