import type { TimerHandle, Timers } from '../../timers';

/** A place among those that may await an answer at the same time. */
export interface Turn {
  /** Resolves when it is one's turn; never, once given up. */
  readonly come: Promise<void>;
  /** Gives the turn, or the wait for it, up. May be called often. */
  readonly end: () => void;
}

/**
 * At most `limit` requests await their answer at a time, the others wait in order. A thousand phones commanded at once
 * would otherwise answer at once, and the kernel drops what its receive buffer cannot hold.
 */
export class Pacing {
  readonly #limit: number;
  readonly #longest: number;
  readonly #timers: Timers;
  readonly #waiting = new Set<() => void>();
  #open = 0;

  /** @param longest milliseconds after which a turn ends by itself */
  constructor(limit: number, longest: number, timers: Timers) {
    this.#limit = limit;
    this.#longest = longest;
    this.#timers = timers;
  }

  take(): Turn {
    let state: 'waiting' | 'open' | 'ended' = 'waiting';
    let timer: TimerHandle;
    let start: () => void = () => undefined;
    const end = (): void => {
      const before = state;
      state = 'ended';
      if (before === 'waiting') this.#waiting.delete(start);
      if (before !== 'open') return;
      this.#timers.clear(timer);
      this.#open -= 1;
      this.#next();
    };
    const come = new Promise<void>((resolve) => {
      start = () => {
        state = 'open';
        this.#open += 1;
        timer = this.#timers.set(this.#longest, end);
        resolve();
      };
    });
    if (this.#open < this.#limit) start();
    else this.#waiting.add(start);
    return { come, end };
  }

  #next(): void {
    const [first] = this.#waiting;
    if (!first) return;
    this.#waiting.delete(first);
    first();
  }
}
