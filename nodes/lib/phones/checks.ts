import type { Clocks } from '../calls/clocks';

const MINUTE = 60_000;
/** Steps of the golden ratio part a circle as evenly as can be, however many there are of them. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** When each phone is asked for a sign of life: at a moment of its own in its interval, which no deploy moves. */
export class Checks {
  readonly #clocks: Pick<Clocks, 'now' | 'timer'>;
  /** Node id → its place in the order of those that are checked. */
  readonly #ranks = new Map<string, number>();
  #next = 0;

  /** @param clocks whose timers keep no process alive */
  constructor(clocks: Pick<Clocks, 'now' | 'timer'>) {
    this.#clocks = clocks;
  }

  /**
   * Runs a check once in each interval.
   * @param id of the phone's node: one that is made anew keeps its moment
   * @returns ends it; isDeleted: the moment is given up as well
   */
  add(id: string, minutes: number, run: () => void): (isDeleted: boolean) => void {
    const rank = this.#ranks.get(id) ?? this.#next++;
    this.#ranks.set(id, rank);
    const interval = minutes * MINUTE;
    const phase = ((rank * GOLDEN) % 1) * interval;
    let cancel = (): void => {};
    const wait = (): void => {
      const now = this.#clocks.now();
      const round = Math.floor((now - phase) / interval) + 1;
      // Never twice in one moment, where a timer comes early.
      const due = Math.max(1, Math.ceil(phase + round * interval - now));
      cancel = this.#clocks.timer(due, () => {
        wait();
        run();
      });
    };
    wait();
    return (isDeleted) => {
      cancel();
      if (isDeleted) this.#ranks.delete(id);
    };
  }
}
