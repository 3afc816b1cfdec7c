import { CLOCKS, type Clocks } from './clocks';

/** Milliseconds between two beats, and from the last one until the process is said to have stood still. */
const BEAT = 1_000;
const STILL = 3_000;

/**
 * Notices that the process stood still (stopped, swapped out, its machine paused): another instance may have served its
 * phones meanwhile, and those are back as if nothing had been. It beats only between `start` and `stop`.
 */
export class Standstill {
  readonly #clocks: Pick<Clocks, 'now' | 'timer'>;
  readonly #told: () => void;
  #last = Number.POSITIVE_INFINITY;
  #cancel: (() => void) | undefined;

  /** @param told after each standstill, before anything that lay in the sockets is taken in, if that asks `look` first */
  constructor(told: () => void, clocks: Pick<Clocks, 'now' | 'timer'> = CLOCKS) {
    this.#told = told;
    this.#clocks = clocks;
  }

  start(): void {
    if (this.#cancel) return;
    this.#last = this.#clocks.now();
    this.#next();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#last = Number.POSITIVE_INFINITY;
  }

  /** Before an event is taken in: a process that wakes up reads its sockets before its timers run. */
  look(): void {
    const now = this.#clocks.now();
    const isLate = now - this.#last > STILL;
    if (!isLate) return;
    this.#last = now;
    this.#told();
  }

  #next(): void {
    this.#cancel = this.#clocks.timer(BEAT, () => {
      this.look();
      this.#last = this.#clocks.now();
      this.#next();
    });
  }
}
