import type { CallTracker, PhoneNews } from '../calls/tracker';

/** Hands the tracker's news to whoever waits for a phone: one subscription for all, and none while nobody waits. */
export class NewsDesk {
  readonly #tracker: Pick<CallTracker, 'onNews' | 'nodesOf'>;
  readonly #byNode = new Map<string, Set<(news: PhoneNews) => void>>();
  #end: (() => void) | undefined;

  constructor(tracker: Pick<CallTracker, 'onNews' | 'nodesOf'>) {
    this.#tracker = tracker;
  }

  /** Whether anybody waits. */
  get isListening(): boolean {
    return this.#end !== undefined;
  }

  /**
   * @param nodeId of a `voip-phone`: any of the nodes that are this phone
   * @returns ends it
   */
  listen(nodeId: string, listener: (news: PhoneNews) => void): () => void {
    const those = this.#byNode.get(nodeId) ?? new Set();
    // Of its own, so that one function can listen twice.
    const own = (news: PhoneNews): void => listener(news);
    this.#byNode.set(nodeId, those.add(own));
    this.#end ??= this.#tracker.onNews((news) => this.#tell(news));
    return () => {
      if (!those.delete(own) || those.size > 0) return;
      if (this.#byNode.get(nodeId) === those) this.#byNode.delete(nodeId);
      if (this.#byNode.size > 0) return;
      this.#end?.();
      this.#end = undefined;
    };
  }

  #tell(news: PhoneNews): void {
    for (const nodeId of this.#tracker.nodesOf(news.phoneId)) {
      for (const listener of [...(this.#byNode.get(nodeId) ?? [])]) listener(news);
    }
  }
}
