import type { Timer } from './clocks';
import { readStored, type StoredPhone } from './stored';

/** Where a phone's state survives a restart. Either call may answer at once, later, with an error, or never. */
export interface StateStore {
  /** @param done with what was written last, or nothing where nothing was */
  read(phoneId: string, done: (error: unknown, stored?: unknown) => void): void;
  /** @param stored plain JSON that shares nothing with anybody */
  write(phoneId: string, stored: StoredPhone, done: (error?: unknown) => void): void;
}

/** Milliseconds. Events wait for a read, so it is short: a local file takes some milliseconds, Redis hardly more. */
const LONGEST_READ = 300;
const LONGEST_WRITE = 10_000;
/** Milliseconds that a phone waits to be answered, so that whoever serves its next event finds this one written. */
const LONGEST_WAIT = 300;

/** One phone's place in its store: one read and one write at a time, the latest state wins, a fault is told once. */
export class Keeping {
  readonly store: StateStore;
  readonly phoneId: string;
  readonly #timer: Timer;
  readonly #trouble: (error: Error) => void;
  #isTold = false;
  #isWriting = false;
  #isClosed = false;
  #next: StoredPhone | undefined;
  readonly #cancels = new Set<() => void>();
  readonly #onWritten = new Set<() => void>();

  /** @param trouble told of the first fault, and of the next one only after something went well again */
  constructor(store: StateStore, phoneId: string, timer: Timer, trouble: (error: Error) => void) {
    this.store = store;
    this.phoneId = phoneId;
    this.#timer = timer;
    this.#trouble = trouble;
  }

  /** @param done called once: with nothing where nothing readable is stored, or the store does not answer in time */
  read(done: (stored: StoredPhone | undefined) => void): void {
    this.#ask(
      LONGEST_READ,
      (answer) => this.store.read(this.phoneId, answer),
      (error, stored) => done(error ? undefined : readStored(stored)),
    );
  }

  write(stored: StoredPhone): void {
    if (this.#isClosed) return;
    if (this.#isWriting) {
      this.#next = stored;
      return;
    }
    this.#isWriting = true;
    this.#ask(
      LONGEST_WRITE,
      (answer) => this.store.write(this.phoneId, stored, answer),
      () => {
        this.#isWriting = false;
        const next = this.#next;
        this.#next = undefined;
        if (next) this.write(next);
        else this.#written();
      },
    );
  }

  /** @param done called once: when nothing is left to be written, or the store does not answer in time, or failed before */
  whenWritten(done: () => void): void {
    if (!this.#isWriting || this.#isTold || this.#isClosed) {
      done();
      return;
    }
    const finish = (): void => {
      if (!this.#onWritten.delete(finish)) return;
      cancel();
      done();
    };
    this.#onWritten.add(finish);
    const cancel = this.#timer(LONGEST_WAIT, finish);
  }

  #written(): void {
    for (const finish of this.#onWritten) finish();
  }

  /** What is still to come is not waited for; the last state that waits is handed over all the same. */
  close(): void {
    const next = this.#next;
    this.#next = undefined;
    this.#isClosed = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#written();
    if (next) {
      try {
        this.store.write(this.phoneId, next, () => {});
      } catch (error) {
        this.#tell(error);
      }
    }
  }

  #ask(
    longest: number,
    start: (answer: (error?: unknown, value?: unknown) => void) => void,
    done: (error: unknown, value?: unknown) => void,
  ): void {
    let isOver = false;
    let cancel: (() => void) | undefined;
    const finish = (error: unknown, value?: unknown): void => {
      if (isOver) return;
      isOver = true;
      if (cancel) {
        cancel();
        this.#cancels.delete(cancel);
      }
      if (error) this.#tell(error);
      else this.#isTold = false;
      done(error, value);
    };
    try {
      start((error, value) => finish(error, value));
    } catch (error) {
      finish(error ?? new Error('the store failed'));
    }
    // Most stores have answered by now: then there is no timer at all.
    if (isOver || this.#isClosed) return;
    cancel = this.#timer(longest, () => finish(new Error(`the store did not answer within ${longest / 1000} s`)));
    this.#cancels.add(cancel);
  }

  #tell(error: unknown): void {
    if (this.#isTold || this.#isClosed) return;
    this.#isTold = true;
    this.#trouble(error instanceof Error ? error : new Error(String(error)));
  }
}
