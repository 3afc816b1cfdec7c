import type { Node, NodeAPI } from 'node-red';
import type { LookUp, StoredNode } from './lib/stored-text';

/**
 * A node's properties and credentials as they are stored. Node-RED replaces a text that is one `${ENV}` before the node
 * exists: in what a node is given, a variable that is set and blank looks like nothing that was ever entered.
 * @param config as given to the node, which counts where nobody knows such a node
 */
export function storedOf(RED: NodeAPI, node: Node, config: object): StoredNode {
  return {
    properties: { ...(inFlow(node) ?? inFlowFile(RED, node) ?? config) },
    credentials: { ...(RED.nodes.getCredentials(aliasOf(node)) as object | undefined) },
  };
}

/** What the runtime made the node from, also in a subflow that came as a module: one look, however large the flows are. */
function inFlow(node: Node): object | undefined {
  type Nodes = Readonly<Record<string, object | undefined>>;
  const { _flow: flow } = node as { _flow?: { flow?: { nodes?: Nodes; configs?: Nodes } } };
  return flow?.flow?.nodes?.[node.id] ?? flow?.flow?.configs?.[node.id];
}

/** The documented way, which goes through all nodes. */
function inFlowFile(RED: NodeAPI, node: Node): object | undefined {
  const id = aliasOf(node);
  let stored: object | undefined;
  RED.nodes.eachNode((other) => {
    if (other.id === id) stored = other;
  });
  return stored;
}

/** The id in the flow file: a node in a subflow has another one in each instance. */
function aliasOf(node: Node): string {
  const { _alias: alias } = node as { _alias?: unknown };
  return typeof alias === 'string' ? alias : node.id;
}

/** Variables as this node sees them: its group's, its flow's, its subflow's, global ones, the process's. */
export function variablesOf(RED: NodeAPI, node: Node): LookUp {
  return (name) => RED.util.evaluateNodeProperty(`\${${name}}`, 'env', node, {}) as unknown;
}

/** The path of the flow that a node stands in, as Node-RED writes it: `tab/subflow instance`; '' outside all flows. */
export function flowOf(RED: NodeAPI, node: Node): string {
  const path: unknown = RED.util.evaluateNodeProperty('NR_NODE_PATH', 'env', node, {});
  const flow = typeof path === 'string' ? path.slice(0, Math.max(path.lastIndexOf('/'), 0)) : '';
  return flow === 'global' ? '' : flow;
}

/** A node in the flow file, and what is around it, from the outermost on: Node-RED calls none deleted of a subflow that is. */
export function placesOf(RED: NodeAPI, node: Node): readonly string[] {
  return [...flowOf(RED, node).split('/'), aliasOf(node)];
}

/** The name of a context store that exists, else '': Node-RED would take its default one, and say so in the log alone. */
export function contextStore({ settings }: NodeAPI, name: string): string {
  const { contextStorage } = settings as { contextStorage?: Readonly<Record<string, unknown>> };
  const names = Object.keys(contextStorage ?? {});
  return (names.length === 0 ? ['memory'] : names).includes(name) ? name : '';
}
