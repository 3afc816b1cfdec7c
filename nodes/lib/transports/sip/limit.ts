import type { TimerHandle, Timers } from './timers';

/** Why waiting ended: the deadline passed, the node (or the stack) was closed, or a partial wait took too long. */
export type LimitReason = 'deadline' | 'closed' | 'slow';

export class LimitReached extends Error {
  readonly reason: LimitReason;

  constructor(reason: LimitReason) {
    super(reason);
    this.reason = reason;
  }
}

/** How long one command may wait, over all its look-ups, connections, targets and digest rounds. */
export class Limit {
  readonly #timers: Timers;
  readonly #signal: AbortSignal;
  #deadline: number;
  #timer: TimerHandle;
  readonly #listeners = new Set<(reason: LimitReason) => void>();
  #reached: LimitReason | undefined;

  /** @param timeout milliseconds from now */
  constructor(timeout: number, signal: AbortSignal, timers: Timers) {
    this.#timers = timers;
    this.#signal = signal;
    this.#deadline = timers.now() + timeout;
    this.#timer = timers.set(timeout, () => this.#end('deadline'));
    signal.addEventListener('abort', this.close, { once: true });
    if (signal.aborted) this.close();
  }

  /** @throws LimitReached where there is nothing left to wait for, whether the timer has noticed or not */
  check(): void {
    if (!this.#reached && this.#timers.now() >= this.#deadline) this.#end('deadline');
    if (this.#reached) throw new LimitReached(this.#reached);
  }

  /** When it is reached, by the clock of the timers. */
  get deadline(): number {
    return this.#deadline;
  }

  /** What was spent with our own queues is no patience with the phone: so many milliseconds are given on top. */
  extend(milliseconds: number): void {
    if (this.#reached) return;
    this.#timers.clear(this.#timer);
    this.#deadline += milliseconds;
    this.#timer = this.#timers.set(this.remaining, () => this.#end('deadline'));
  }

  /** Milliseconds left. */
  get remaining(): number {
    return Math.max(0, this.#deadline - this.#timers.now());
  }

  readonly close = (): void => this.#end('closed');

  /** Calls back when the limit is reached (at once, if it is), unless the returned function was called before. */
  onReached(listener: (reason: LimitReason) => void): () => void {
    if (this.#reached) {
      listener(this.#reached);
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Waits for a promise as long as the limit allows.
   *
   * @param atMost milliseconds for this wait alone
   * @throws LimitReached
   */
  race<T>(promise: Promise<T>, atMost?: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const stop = (reason: LimitReason): void => reject(new LimitReached(reason));
      const forget = this.onReached(stop);
      const timer = atMost === undefined ? undefined : this.#timers.set(atMost, () => stop('slow'));
      const done = (): void => {
        forget();
        if (timer !== undefined) this.#timers.clear(timer);
      };
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

  dispose(): void {
    this.#timers.clear(this.#timer);
    this.#signal.removeEventListener('abort', this.close);
    this.#listeners.clear();
  }

  #end(reason: LimitReason): void {
    if (this.#reached) return;
    this.#reached = reason;
    for (const listener of [...this.#listeners]) listener(reason);
    this.#listeners.clear();
  }
}
