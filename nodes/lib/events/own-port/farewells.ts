/**
 * Turns of the event loop in which what follows from an event leaves: its messages are handed to Node-RED in the first,
 * which hands them on from node to node in one each, and a command that a flow sends is connected and written at the
 * beginning of the fourth.
 */
const LOOPS = 4;

/** Where more come within these turns, an end at once is better: the peer hears of it with the answer, and wakes once. */
const MOST = 2;

interface Farewell {
  readonly due: number;
  readonly end: () => void;
}

/**
 * Ends connections that have had their last answer, a moment after it: the phone has what it waits for, but closing costs
 * both sides some system calls, and a flow's command to another phone is more urgent.
 */
export class Farewells {
  readonly #waiting: Farewell[] = [];
  #loops = 0;
  #isScheduled = false;

  /** Whether a connection may be ended later. */
  get isQuiet(): boolean {
    return this.#waiting.length < MOST;
  }

  /** @param end must not throw */
  add(end: () => void): void {
    this.#waiting.push({ due: this.#loops + LOOPS, end });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#loops += 1;
      const later = this.#waiting.findIndex(({ due }) => due > this.#loops);
      for (const { end } of this.#waiting.splice(0, later < 0 ? this.#waiting.length : later)) end();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }
}
