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
  readonly #waiting = new Set<() => void>();
  #open = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(): Turn {
    let state: 'waiting' | 'open' | 'ended' = 'waiting';
    let start: () => void = () => undefined;
    const come = new Promise<void>((resolve) => {
      start = () => {
        state = 'open';
        this.#open += 1;
        resolve();
      };
    });
    if (this.#open < this.#limit) start();
    else this.#waiting.add(start);
    const end = (): void => {
      if (state === 'open') {
        this.#open -= 1;
        this.#next();
      } else this.#waiting.delete(start);
      state = 'ended';
    };
    return { come, end };
  }

  #next(): void {
    const [first] = this.#waiting;
    if (!first) return;
    this.#waiting.delete(first);
    first();
  }
}
