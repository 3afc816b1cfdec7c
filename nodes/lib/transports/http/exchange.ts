import type { Dispatcher } from 'undici';
import type { AnswerHead } from './answer-head';
import { type AnswerListener, AnswerReader } from './answer-reader';
import { deferred } from './deferred';

/** Bytes of a body that are kept. */
export const BODY_LIMIT = 64 * 1024;

/** A final status; or that nothing was sent, that the connection broke off before a status, that it was no HTTP. */
export type Outcome = number | 'unsent' | 'broken' | 'nonsense';

/**
 * One request and its answer: the outcome as the tap reads it, the body as undici unpacks it. None of the promises
 * rejects, and all of them settle when the connection ends.
 */
export class Exchange implements Dispatcher.DispatchHandler, AnswerListener {
  readonly #outcome = deferred<Outcome>();
  readonly #headSeen = deferred<void>();
  readonly #end = deferred<void>();
  readonly #reader = new AnswerReader(this);
  readonly #onSent: (reader: AnswerReader) => void;
  readonly #onEnd: () => void;
  readonly #body: Buffer[] | undefined;
  #bodyBytes = 0;
  #sent = false;
  #over = false;
  /** The whole answer was read, as far as undici can tell. */
  complete = false;
  /** The answer's head, as far as it came. */
  head: AnswerHead | undefined;

  /** `onSent` is called once undici has written the request, with the reader for all that arrives from then on. */
  constructor(wantBody: boolean, onSent: (reader: AnswerReader) => void, onEnd: () => void) {
    this.#body = wantBody ? [] : undefined;
    this.#onSent = onSent;
    this.#onEnd = onEnd;
  }

  get outcome(): Promise<Outcome> {
    return this.#outcome.promise;
  }

  /** `head` is there, or will not come. */
  get headSeen(): Promise<void> {
    return this.#headSeen.promise;
  }

  get end(): Promise<void> {
    return this.#end.promise;
  }

  /** Nothing more will be read. */
  get over(): boolean {
    return this.#over;
  }

  /** What came of the body. Phones mostly say nothing of its encoding. */
  get body(): string {
    return new TextDecoder().decode(Buffer.concat(this.#body ?? []));
  }

  /** The request will not be sent, or nothing more will be read. */
  abandon(): void {
    // Three digits may wait for the end of the connection to be a status.
    if (this.#sent) this.#reader.end();
    this.#finish();
  }

  onStatus(status: number): void {
    this.#outcome.resolve(status);
  }

  onHead(head: AnswerHead): void {
    this.head = head;
    this.#headSeen.resolve();
  }

  onUnreadable(kind: 'nonsense' | 'broken'): void {
    this.#outcome.resolve(kind);
  }

  onRequestStart(): void {
    this.#sent = true;
    // undici writes the request right after this call.
    queueMicrotask(() => this.#onSent(this.#reader));
  }

  onResponseStart(): void {
    // It sees a plain head; the phone's own was read before.
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#body || this.#bodyBytes >= BODY_LIMIT) return;
    const part = chunk.subarray(0, BODY_LIMIT - this.#bodyBytes);
    this.#bodyBytes += part.length;
    this.#body.push(Buffer.from(part));
  }

  onResponseEnd(): void {
    this.complete = true;
    this.#finish();
  }

  onResponseError(): void {
    this.abandon();
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#outcome.resolve(this.#sent ? 'broken' : 'unsent');
    this.#headSeen.resolve();
    this.#end.resolve();
    this.#onEnd();
  }
}
