interface Parked {
  readonly deliver: () => void;
  readonly since: number;
}

/** Milliseconds. Node-RED gives nodes 15 s to close; an event that is older than that is no news any more. */
const LONGEST = 20_000;

/**
 * Holds back what closed nodes still had to send: a node may be closed between answering a phone with 200 and sending the
 * message, and what a closed node sends goes nowhere. Its successor can, once the nodes behind it stand too.
 */
export class Handover {
  readonly #now: () => number;
  #parked: Parked[] = [];
  #isDeploying = false;

  /** @param now a clock in milliseconds that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A deploy closes nodes from now on. */
  begin(): void {
    this.#isDeploying = true;
  }

  /** The nodes of the new flows stand. Where a node type was missing that may be hours later: a door must not open then. */
  end(): void {
    this.#isDeploying = false;
    const earliest = this.#now() - LONGEST;
    for (const { deliver, since } of this.#parked.splice(0)) {
      if (since >= earliest) deliver();
    }
  }

  /** The flows have stopped, and no others follow. */
  drop(): void {
    this.#isDeploying = false;
    this.#parked = [];
  }

  /** @param deliver by the successor, if there is one; must not throw. Called at once where no deploy is under way */
  take(deliver: () => void): void {
    if (this.#isDeploying) this.#parked.push({ deliver, since: this.#now() });
    else deliver();
  }
}
