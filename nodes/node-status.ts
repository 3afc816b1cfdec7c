import type { Node } from 'node-red';
import { StatusLine } from './lib/status';

export interface NodeStatus {
  readonly status: StatusLine;
  /** For the moment when all nodes of the flow exist: until then Status nodes are deaf. Silent where nothing is and was said. */
  readonly repeat: () => void;
}

/** Nodes whose last status said something; it is still shown when the node is made anew. */
const speaking = new Set<string>();

/** The status of a node, which also knows whether an earlier life of the node has left one behind. */
export function statusOf(node: Node): NodeStatus {
  const spoke = speaking.has(node.id);
  const status = new StatusLine((display) => {
    if (display.text) speaking.add(node.id);
    else speaking.delete(node.id);
    node.status(display);
  });
  return {
    status,
    repeat: () => {
      if (spoke || speaking.has(node.id)) status.repeat();
    },
  };
}
