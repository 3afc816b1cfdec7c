import type { Deploys } from '../deploys';

/** Milliseconds after a start, when the other nodes have done their own beginning. */
const IDLE = 1000;

/**
 * Loads the clients of HTTP and SIP soon after the flows with a first phone have started, once: not at the start, which
 * they would make slower, and not with the first command, since npm may have replaced their files by then.
 */
export class IdleLoad {
  readonly #deploys: Deploys;
  readonly #load: () => Promise<void>;
  #isWanted = false;

  constructor(deploys: Deploys, load: () => Promise<void>) {
    this.#deploys = deploys;
    this.#load = load;
  }

  /** There is a phone that may be commanded. */
  want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    const end = this.#deploys.onEachStart(() => {
      end();
      // A failure is told by the first command, which tries again.
      setTimeout(() => void this.#load().catch(() => undefined), IDLE).unref();
    });
  }
}
