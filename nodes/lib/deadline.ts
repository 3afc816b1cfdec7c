import type { Moment } from './moment';
import { systemTimers, type TimerHandle, type Timers } from './timers';

/** Why waiting ended: the time was up, who waited was closed, or a partial wait took too long. */
export type EndReason = 'deadline' | 'closed' | 'slow';

export class DeadlineReached extends Error {
  readonly reason: EndReason;

  constructor(reason: EndReason) {
    super(reason);
    this.reason = reason;
  }
}

/** What `Deadline.wait` gives where the end came first. */
export const OVER = Symbol('over');

export interface DeadlineOptions {
  readonly timers?: Timers;
  /**
   * True: what lies in a socket when the timer comes was in time, so it is read first. False: the timer ends the wait, and
   * who listens looks by himself.
   */
  readonly looks?: boolean;
}

/** How long one command may wait, over all its phases: its time is up, or its node closes. One timer, one listener. */
export class Deadline {
  readonly #timers: Timers;
  readonly #signal: AbortSignal;
  readonly #looks: boolean;
  readonly #listeners = new Set<(reason: EndReason) => void>();
  #at: number;
  #timer: TimerHandle;
  #reason: EndReason | undefined;

  /** @param timeout milliseconds from now; Infinity: until the signal aborts */
  constructor(timeout: number, signal: AbortSignal, { timers = systemTimers, looks = false }: DeadlineOptions = {}) {
    this.#timers = timers;
    this.#signal = signal;
    this.#looks = looks;
    this.#at = timers.now() + timeout;
    this.#start(timeout);
    signal.addEventListener('abort', this.close, { once: true });
    if (signal.aborted) this.close();
  }

  /** Why it is over; undefined while it is not, as far as the timer has noticed. */
  get reason(): EndReason | undefined {
    return this.#reason;
  }

  /** Nothing may begin any more, whether the timer has noticed or not: a process can stand still. */
  get isOver(): boolean {
    if (!this.#reason && this.#timers.now() >= this.#at) this.#end('deadline');
    return this.#reason !== undefined;
  }

  /** When the time is up, by the clock of the timers. */
  get at(): number {
    return this.#at;
  }

  /** Milliseconds left. */
  get remaining(): number {
    return Math.max(0, this.#at - this.#timers.now());
  }

  /** @throws DeadlineReached where `isOver` */
  check(): void {
    if (this.isOver && this.#reason) throw new DeadlineReached(this.#reason);
  }

  /** What was spent with our own queues is no patience with the phone: so many milliseconds are given on top. */
  extend(milliseconds: number): void {
    if (this.#reason) return;
    this.#timers.clear(this.#timer);
    this.#at += milliseconds;
    this.#start(this.remaining);
  }

  readonly close = (): void => this.#end('closed');

  /** Calls back when it is over (at once, if it is), unless the returned function was called before. */
  onOver(listener: (reason: EndReason) => void): () => void {
    if (this.#reason) {
      listener(this.#reason);
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Waits for a promise as long as there is time.
   *
   * @param atMost milliseconds for this wait alone
   * @throws DeadlineReached; what the promise rejects with
   */
  race<T>(promise: Promise<T>, atMost?: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let timer: TimerHandle;
      let forget = (): void => undefined;
      const done = (): void => {
        forget();
        if (timer !== undefined) this.#timers.clear(timer);
      };
      const stop = (reason: EndReason): void => {
        done();
        reject(new DeadlineReached(reason));
      };
      if (atMost !== undefined) timer = this.#timers.set(atMost, () => stop('slow'));
      forget = this.onOver(stop);
      promise.then(
        (value) => {
          done();
          resolve(value);
        },
        (error: unknown) => {
          done();
          reject(error);
        },
      );
    });
  }

  /** The promise's value, or OVER if the end comes first; being closed always comes first. */
  async wait<T>(promise: Promise<T>): Promise<T | typeof OVER> {
    const value = await new Promise<T | typeof OVER>((resolve, reject) => {
      const forget = this.onOver(() => resolve(OVER));
      promise.then(
        (settled) => {
          forget();
          resolve(settled);
        },
        (error: unknown) => {
          forget();
          reject(error);
        },
      );
    });
    return this.#reason === 'closed' ? OVER : value;
  }

  /** What came of the moment, or OVER if the end comes first; being closed always comes first. */
  async until<T>(moment: Moment<T>): Promise<T | typeof OVER> {
    if (!moment.isPast && !this.#reason) {
      await new Promise<unknown>((resolve) => {
        this.#listeners.add(resolve);
        moment.when((value) => {
          this.#listeners.delete(resolve);
          resolve(value);
        });
      });
    }
    return this.#reason === 'closed' || !moment.isPast ? OVER : (moment.value as T);
  }

  /** Leaves no timer and no listener behind. */
  dispose(): void {
    this.#timers.clear(this.#timer);
    this.#signal.removeEventListener('abort', this.close);
    this.#listeners.clear();
  }

  #start(milliseconds: number): void {
    if (!Number.isFinite(milliseconds)) return;
    const end = (): void => this.#end('deadline');
    this.#timer = this.#timers.set(milliseconds, this.#looks ? () => this.#timers.look(end) : end);
  }

  #end(reason: EndReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    for (const listener of [...this.#listeners]) listener(reason);
    this.#listeners.clear();
  }
}

/** Resolves when the promise does, or after so many milliseconds and a last look; leaves no timer behind. */
export async function within(promise: Promise<unknown>, milliseconds: number, timers = systemTimers): Promise<void> {
  let timer: TimerHandle;
  const patience = new Promise<void>((resolve) => {
    timer = timers.set(milliseconds, () => timers.look(resolve));
  });
  await Promise.race([promise, patience]);
  timers.clear(timer);
}
