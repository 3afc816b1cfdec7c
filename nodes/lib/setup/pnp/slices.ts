export interface SlicesOptions<Item> {
  /** One of them is done. Must not throw. */
  readonly work: (item: Item) => void;
  /** That may wait. */
  readonly most: number;
  /** Milliseconds of one turn of the event loop. */
  readonly time: number;
  /** So many get on with each turn, whatever the clock says: on a busy machine it counts what others do. */
  readonly least: number;
  /** Milliseconds that only go forward. */
  readonly clock?: () => number;
  /** Calls back in the next turn of the event loop, after the network was looked at. */
  readonly soon?: (run: () => void) => void;
}

/** Much that comes at once and is done a little at a time, in its order: what else this process has to do comes between. */
export class Slices<Item> {
  readonly #options: Required<SlicesOptions<Item>>;
  readonly #waiting: Item[] = [];
  #isScheduled = false;

  constructor(options: SlicesOptions<Item>) {
    this.#options = { clock: () => performance.now(), soon: (run) => void setImmediate(run), ...options };
  }

  /** Drops it where too many wait already, as a full socket does. */
  add(item: Item): void {
    if (this.#waiting.length >= this.#options.most) return;
    this.#waiting.push(item);
    this.#schedule();
  }

  /** Nothing of what waits is done any more. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#options.soon(() => {
      this.#isScheduled = false;
      this.#slice();
    });
  }

  #slice(): void {
    const { work, time, least, clock } = this.#options;
    const until = clock() + time;
    let done = 0;
    // What is done may clear it.
    while (done < this.#waiting.length) {
      work(this.#waiting[done++] as Item);
      if (done >= least && clock() >= until) break;
    }
    this.#waiting.splice(0, done);
    if (this.#waiting.length > 0) this.#schedule();
  }
}
