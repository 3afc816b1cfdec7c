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
      },
    );
  }

  /** What is still to come is not waited for; the last state that waits is handed over all the same. */
  close(): void {
    const next = this.#next;
    this.#next = undefined;
    this.#isClosed = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
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
