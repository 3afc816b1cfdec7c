import type { Place } from './names';

/** What a node has written to a broker, for whoever stands in its place after a deploy. */
export interface Estate {
  readonly brokerId: string;
  readonly place: Place;
  /** Ids of the devices that Home Assistant knows by it. */
  readonly devices: ReadonlySet<string>;
}

/** Who writes where, for all nodes of one Node-RED: it outlives deploys. */
export class Tenancies {
  readonly #owners = new Map<string, string>();
  readonly #estates = new Map<string, Estate>();

  /**
   * Takes a place at a broker.
   * @param key of what no two may write to
   * @returns false: another node has it
   */
  claim(key: string, nodeId: string): boolean {
    const owner = this.#owners.get(key);
    if (owner !== undefined && owner !== nodeId) return false;
    this.#owners.set(key, nodeId);
    return true;
  }

  release(key: string, nodeId: string): void {
    if (this.#owners.get(key) === nodeId) this.#owners.delete(key);
  }

  /** For the node's next life. */
  leave(nodeId: string, estate: Estate): void {
    this.#estates.set(nodeId, estate);
  }

  /** What the node's last life left, once. */
  take(nodeId: string): Estate | undefined {
    const estate = this.#estates.get(nodeId);
    this.#estates.delete(nodeId);
    return estate;
  }
}
