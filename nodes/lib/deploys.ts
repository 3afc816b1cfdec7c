/** `stopping`: nodes are about to be closed; `started`: those of the new flows stand; `stopped`: no others will follow. */
export type DeployState = 'stopping' | 'started' | 'stopped';

type Listener = (state: DeployState) => void;

/** The deploys of one Node-RED, for whoever asks: what outlives nodes, and nodes that a deploy leaves running. */
export class Deploys {
  readonly #listeners = new Set<Listener>();

  /**
   * @param listener heard in the order in which they began to listen; one that throws keeps no other from hearing
   * @returns ends it
   */
  on(listener: Listener): () => void {
    // Two may bring the same function.
    const own: Listener = (state) => listener(state);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /**
   * Calls back whenever flows have started, for what a deploy may change around a node that it leaves running: a phone
   * that was missing, another with the same address.
   *
   * @param callback isFirst: the node that asked has just begun, and so have its neighbours: now Status nodes hear what it says
   * @returns ends it
   */
  onEachStart(callback: (isFirst: boolean) => void): () => void {
    let isFirst = true;
    return this.on((state) => {
      if (state !== 'started') return;
      const wasFirst = isFirst;
      isFirst = false;
      callback(wasFirst);
    });
  }

  /**
   * Calls back once, when the next deploy is over: for what a node that restarts keeps up until its successor stands.
   *
   * @param callback of a node that closes: the deploy that closes it has begun
   */
  onceOver(callback: () => void): void {
    const stop = this.on((state) => {
      if (state === 'stopping') return;
      stop();
      callback();
    });
  }

  /** @throws what the first listener threw that did, when all have heard */
  tell(state: DeployState): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      // An earlier one may have ended it.
      if (!this.#listeners.has(listener)) continue;
      try {
        listener(state);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
