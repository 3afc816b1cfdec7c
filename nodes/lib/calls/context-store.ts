import type { StateStore } from './keeping';
import type { StoredPhone } from './stored';

/** A node's context, as Node-RED gives it. Always with callbacks: a store without cache throws where there is none. */
export interface NodeContext {
  get(key: string, store: string, done: (error: unknown, value?: unknown) => void): void;
  set(key: string, value: unknown, store: string, done: (error?: unknown) => void): void;
}

const KEY = 'voip-phone';

/** One phone's place in one of Node-RED's context stores. */
class ContextStore implements StateStore {
  readonly name: string;
  /** Of the node's present life. */
  context: NodeContext;

  constructor(name: string, context: NodeContext) {
    this.name = name;
    this.context = context;
  }

  read(_phoneId: string, done: (error: unknown, stored?: unknown) => void): void {
    this.context.get(KEY, this.name, done);
  }

  write(_phoneId: string, stored: StoredPhone, done: (error?: unknown) => void): void {
    this.context.set(KEY, stored, this.name, done);
  }
}

/** The stores of all phones, each the same through all lives of its node. */
export class ContextStores {
  readonly #byNode = new Map<string, ContextStore>();

  /** @param name of the store; '': memory only */
  of(nodeId: string, name: string, context: () => NodeContext): StateStore | undefined {
    if (name === '') {
      this.#byNode.delete(nodeId);
      return undefined;
    }
    const known = this.#byNode.get(nodeId);
    if (known?.name === name) {
      known.context = context();
      return known;
    }
    const store = new ContextStore(name, context());
    this.#byNode.set(nodeId, store);
    return store;
  }

  forget(nodeId: string): void {
    this.#byNode.delete(nodeId);
  }
}
