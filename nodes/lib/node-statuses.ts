import { type StatusDisplay, StatusLine } from './status';

export interface NodeStatus {
  readonly line: StatusLine;
  /** For the moment when all nodes of the flow exist: until then Status nodes are deaf. Silent where nothing is and was said. */
  readonly repeat: () => void;
}

/** The statuses of all nodes, by what is left of a node's earlier lives: the editor still shows it when the node is made anew. */
export class NodeStatuses {
  /** Ids of nodes whose last status said something. */
  readonly #speaking = new Set<string>();

  of(nodeId: string, show: (display: StatusDisplay) => void): NodeStatus {
    const spoke = this.#speaking.has(nodeId);
    const line = new StatusLine((display) => {
      if (display.text) this.#speaking.add(nodeId);
      else this.#speaking.delete(nodeId);
      show(display);
    });
    return {
      line,
      repeat: () => {
        if (spoke || this.#speaking.has(nodeId)) line.repeat();
      },
    };
  }
}
