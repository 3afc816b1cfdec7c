import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/package';

/** A node as the editor exports it. */
export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly z?: string;
  name?: string;
  wires?: string[][];
  [property: string]: unknown;
}

export interface Example {
  /** The file's name without `.json`: what the Import menu shows. */
  readonly name: string;
  readonly nodes: readonly FlowNode[];
}

const FOLDER = join(ROOT, 'examples');

/** All that is in the Import menu. */
export const ALL_EXAMPLES: readonly Example[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .toSorted()
  .map((file) => ({ name: file.slice(0, -'.json'.length), nodes: readFlow(join(FOLDER, file)) }));

const isOnDashboard = ({ nodes }: Example): boolean => nodes.some(({ type }) => type.startsWith('ui-'));

/** Those of core nodes and ours alone. */
export const EXAMPLES: readonly Example[] = ALL_EXAMPLES.filter((example) => !isOnDashboard(example));

/** Those that need the nodes of @flowfuse/node-red-dashboard. */
export const DASHBOARD_EXAMPLES: readonly Example[] = ALL_EXAMPLES.filter(isOnDashboard);

export const DEMO_FLOW: readonly FlowNode[] = readFlow(join(ROOT, 'demo', 'flow.json'));

function readFlow(file: string): FlowNode[] {
  return JSON.parse(readFileSync(file, 'utf8')) as FlowNode[];
}
