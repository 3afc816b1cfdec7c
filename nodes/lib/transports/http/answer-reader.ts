import { AnswerHead } from './answer-head';
import { HeadEnd } from './head-end';
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
  /** Of the head whose status is known. */
  #end = new HeadEnd(false);

  constructor(listener: AnswerListener) {
    this.#listener = listener;
  }

  /** Something of an answer has come, and its status has not. */
  get hasBegun(): boolean {
    return this.#phase === 'head' && this.#text !== '';
  }

  feed(chunk: Buffer): void {
    if (this.#phase === 'body') this.#listener.onBody(chunk);
    if (this.#phase !== 'head') return;
    const text = chunk.toString('latin1');
    this.#text += text;
    this.#read(text, false);
  }

  /** The connection has ended or broken. */
  end(): void {
    if (this.#phase === 'head') this.#read('', true);
  }

  /** @param fresh what has come just now: all before was searched, if its status is known */
  #read(fresh: string, ended: boolean): void {
    for (let unsearched = fresh; ; ) {
      const isBegun = this.#status !== undefined;
      const status = this.#status ?? this.#readStatus(ended);
      if (status === undefined) return;
      if (!isBegun) unsearched = this.#text;
      // Nothing behind the limit counts, however it comes.
      const room = HEAD_LIMIT - this.#dropped;
      const found = this.#end.read(unsearched.slice(0, Math.max(0, room - this.#end.length)));
      const isInterim = status < 200;
      if (found === undefined && this.#text.length > room) {
        if (isInterim) this.#giveUp('nonsense');
        else this.#finish(room, status, false);
        return;
      }
      const end = found ?? (ended ? this.#text.length : undefined);
      if (end === undefined) return;
      if (!isInterim) {
        this.#finish(end, status, found !== undefined);
        return;
      }
      this.#drop(end);
      this.#status = undefined;
    }
  }

  /** Undefined: it is not there yet, or will not come. */
  #readStatus(ended: boolean): number | undefined {
    // Empty lines before an answer are left over from the one before (RFC 9112 §2.2 says so of requests).
    this.#drop(this.#text.length - this.#text.trimStart().length);
    const reading = readStatusLine(this.#text, ended);
    if (reading === 'nonsense' || this.#dropped > HEAD_LIMIT) this.#giveUp('nonsense');
    else if (reading !== 'more') {
      this.#status = reading;
      this.#end = new HeadEnd(reading < 200);
      if (reading >= 200) this.#listener.onStatus(reading);
      return reading;
    } else if (ended) this.#giveUp('broken');
    return undefined;
  }

  #finish(end: number, status: number, isWhole: boolean): void {
    const head = new AnswerHead(this.#text.slice(0, end), isWhole);
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
