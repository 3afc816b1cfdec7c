/**
 * Holds back what closed nodes still had to send: a node may be closed between answering a phone with 200 and sending the
 * message, and what a closed node sends goes nowhere. Its successor can, once the nodes behind it stand too.
 */
export class Handover {
  #parked: (() => void)[] = [];
  #isDeploying = false;

  /** A deploy closes nodes from now on. */
  begin(): void {
    this.#isDeploying = true;
  }

  /** The nodes of the new flows stand. */
  end(): void {
    this.#isDeploying = false;
    for (const deliver of this.#parked.splice(0)) deliver();
  }

  /** The flows have stopped, and no others follow. */
  drop(): void {
    this.#isDeploying = false;
    this.#parked = [];
  }

  /** @param deliver by the successor, if there is one; must not throw. Called at once where no deploy is under way */
  take(deliver: () => void): void {
    if (this.#isDeploying) this.#parked.push(deliver);
    else deliver();
  }
}
