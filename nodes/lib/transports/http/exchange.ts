import { Moment } from '../../moment';
import type { AnswerHead, Framing } from './answer-head';
import { type AnswerListener, AnswerReader } from './answer-reader';
import { BodyReader } from './body-reader';

/** Bytes of a body that are kept. */
export const BODY_LIMIT = 64 * 1024;
/** Bytes of a body that are read, with all that frames it; one that goes on costs its connection. */
const READ_LIMIT = 2 * BODY_LIMIT;

/** A final status; or that nothing was sent, that the connection broke off before a status, that it was no HTTP. */
export type Outcome = number | 'unsent' | 'broken' | 'nonsense';

/** One request's answer. All of its moments come, with the connection's end at the latest. */
export class Exchange implements AnswerListener {
  readonly outcome = new Moment<Outcome>();
  /** `head` is there, or will not come. */
  readonly headSeen = new Moment();
  /** Nothing more will be read. */
  readonly end = new Moment();
  readonly #reader = new AnswerReader(this);
  readonly #kept: Buffer[] | undefined;
  #bodyReader: BodyReader | undefined;
  #bodyBytes = 0;
  #readBytes = 0;
  #framing: Framing | undefined;
  /** The answer's head, as far as it came. */
  head: AnswerHead | undefined;
  /** The whole answer was read; false where its head does not tell for sure where it ends. */
  isComplete = false;
  /** It ended where both sides know it, with nothing behind it: another may follow on its connection. */
  isClean = false;

  constructor(wantBody: boolean) {
    this.#kept = wantBody ? [] : undefined;
  }

  /** What came of the body. Phones mostly say nothing of its encoding. */
  get body(): string {
    return new TextDecoder().decode(Buffer.concat(this.#kept ?? []));
  }

  /** Something of an answer has come, and its status has not. */
  get hasBegun(): boolean {
    return this.#reader.hasBegun;
  }

  receive(bytes: Buffer): void {
    this.#reader.feed(bytes);
  }

  /** Nothing more comes, or is wanted. @param isEnd the phone has ended its side of the connection */
  stop(isEnd = false): void {
    if (this.end.isPast) return;
    // Three digits may wait for the end of the connection to be a status.
    this.#reader.end();
    if (isEnd && this.head?.isWhole && this.#framing?.by === 'close') this.isComplete = true;
    this.#finish('broken');
  }

  /** It is not sent. */
  drop(): void {
    this.#finish('unsent');
  }

  onStatus(status: number): void {
    this.outcome.pass(status);
  }

  onHead(head: AnswerHead, status: number): void {
    this.head = head;
    this.#framing = head.framing(status);
    this.#bodyReader = new BodyReader(this.#framing, (part) => this.#keep(part));
    this.headSeen.pass();
  }

  onBody(bytes: Buffer): void {
    // Behind a head that was cut, or is too long, nobody knows where its body begins.
    const state = (this.head?.isWhole && this.#bodyReader?.read(bytes)) || 'broken';
    this.#readBytes += bytes.length;
    if (state === 'more' && this.#readBytes <= READ_LIMIT) return;
    this.isComplete = (state === 'end' || state === 'excess') && this.#framing?.isClear === true;
    this.isClean = this.isComplete && state === 'end';
    this.#finish('broken');
  }

  onUnreadable(kind: 'nonsense' | 'broken'): void {
    this.outcome.pass(kind);
  }

  #keep(part: Buffer): void {
    const room = BODY_LIMIT - this.#bodyBytes;
    this.#bodyBytes += part.length;
    if (this.#kept && room > 0) this.#kept.push(Buffer.from(part.subarray(0, room)));
  }

  #finish(outcome: 'broken' | 'unsent'): void {
    this.outcome.pass(outcome);
    this.headSeen.pass();
    this.end.pass();
  }
}
