import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The flow as it is deployed; names of its nodes are what the scenario goes by. */
export const FLOW_FILE = join(__dirname, 'flow.json');

interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
}

const nodes = JSON.parse(readFileSync(FLOW_FILE, 'utf8')) as FlowNode[];

/** Id of the one node of that type and name. */
export function idOf(type: string, name: string): string {
  const found = nodes.find((node) => node.type === type && node.name === name);
  if (!found) throw new Error(`flow.json has no ${type} node "${name}"`);
  return found.id;
}

/** Node-RED's credentials file for the flow: every event needs the token, the door station asks for its web login. */
export function credentials(): Record<string, object> {
  const receivers = nodes.filter(({ type }) => type === 'action-url in' || type === 'phone-listener');
  return {
    ...Object.fromEntries(receivers.map((node) => [node.id, { token: '${DEMO_TOKEN}' }])),
    [idOf('voip-phone', 'Door station')]: { username: 'admin', password: 'admin', doorCode: '*' },
  };
}
