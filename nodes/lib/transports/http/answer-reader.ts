import { AnswerHead } from './answer-head';
import { readStatusLine } from './status-line';

/** Bytes of one answer's heads, 1xx included, that are kept; more make no sense. */
const HEAD_LIMIT = 16 * 1024;
const NOTHING = Buffer.alloc(0);

export interface AnswerListener {
  /** The final status, as soon as its digits are there: once, or else `onUnreadable` is called once. */
  onStatus(status: number): void;
  /** The head, after `onStatus`: complete, or as far as it came. */
  onHead(head: AnswerHead, status: number): void;
  /** Bytes behind the head, after `onHead`. */
  onBody(bytes: Buffer): void;
  /** `nonsense`: the bytes are no HTTP answer; `broken`: they end before a final status. */
  onUnreadable(kind: 'nonsense' | 'broken'): void;
}

/**
 * Reads the head of one answer as bytes arrive, past all 1xx heads, and hands on every byte behind it.
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

  feed(chunk: Buffer): void {
    if (this.#phase === 'body') this.#listener.onBody(chunk);
    if (this.#phase !== 'head') return;
    const seen = this.#text.length;
    this.#text += chunk.toString('latin1');
    this.#read(seen, false);
  }

  /** The connection has ended or broken. */
  end(): void {
    if (this.#phase === 'head') this.#read(0, true);
  }

  #read(seen: number, ended: boolean): void {
    let from = seen;
    for (;;) {
      if (this.#status === undefined) {
        // Empty lines before an answer are left over from the one before (RFC 9112 §2.2 says so of requests).
        this.#drop(this.#text.length - this.#text.trimStart().length);
        from = 0;
        const reading = readStatusLine(this.#text, ended);
        if (reading === 'nonsense' || this.#dropped > HEAD_LIMIT) {
          this.#giveUp('nonsense');
          return;
        }
        if (reading === 'more') {
          if (ended) this.#giveUp('broken');
          return;
        }
        this.#status = reading;
        if (reading >= 200) this.#listener.onStatus(reading);
      }
      const interim = this.#status < 200;
      const found = headEnd(this.#text, from, interim);
      const end = found ?? (ended ? this.#text.length : undefined);
      if (end === undefined) {
        if (this.#dropped + this.#text.length <= HEAD_LIMIT) return;
        if (interim) this.#giveUp('nonsense');
        else this.#finish(this.#text.length, this.#status, false);
        return;
      }
      if (!interim) {
        this.#finish(end, this.#status, found !== undefined && found <= HEAD_LIMIT);
        return;
      }
      this.#drop(end);
      this.#status = undefined;
    }
  }

  #finish(end: number, status: number, isWhole: boolean): void {
    const head = new AnswerHead(this.#text.slice(0, Math.min(end, HEAD_LIMIT)), isWhole);
    const rest = this.#text.slice(end);
    this.#phase = 'body';
    this.#text = '';
    this.#listener.onHead(head, status);
    this.#listener.onBody(rest === '' ? NOTHING : Buffer.from(rest, 'latin1'));
  }

  #giveUp(kind: 'nonsense' | 'broken'): void {
    this.#phase = 'over';
    this.#text = '';
    this.#listener.onUnreadable(kind);
  }

  #drop(length: number): void {
    this.#text = this.#text.slice(length);
    this.#dropped += length;
  }
}

/** Where the head ends that `text` begins with, empty line included; its first `from` characters were searched before. */
function headEnd(text: string, from: number, interim: boolean): number | undefined {
  // Some web servers end lines with a lone CR throughout: their heads have no LF, others may have a CR in the reason.
  const isBare = /^[^\r\n]*\r[^\r\n][^\n]*?(?:\r\r|$)/.test(text);
  const blank = isBare ? /\r\r/g : interim ? /\n\r{0,2}\n|\n(?=HTTP\/\d)/g : /\n\r{0,2}\n/g;
  blank.lastIndex = Math.max(0, from - 8);
  return blank.exec(text) ? blank.lastIndex : undefined;
}
