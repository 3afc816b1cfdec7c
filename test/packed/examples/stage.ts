import { type DebugLine, DebugPane } from '../../../demo/debug-pane';
import { DemoPhones } from '../../../demo/phones';
import { Journal } from '../../phones/journal';
import type { RunningNodeRed } from '../../support/node-red';
import type { FlowNode } from './files';

const TOKEN = 'CanaryToken-a91Ff3';

/** A running Node-RED, the demo's phones beside it, and the debug pane as a user watches it. */
export class Stage {
  readonly phones = new DemoPhones();
  /** Every line of the debug pane. */
  readonly pane = new Journal<DebugLine>();
  #watched: DebugPane | undefined;
  #flow: readonly FlowNode[] = [];

  constructor(
    readonly red: RunningNodeRed,
    readonly example: readonly FlowNode[],
  ) {}

  async open(): Promise<this> {
    // States live as long as their phones, and all examples have the same ones.
    await this.red.deploy([]);
    await this.phones.start();
    this.phones.reportTo(`${this.red.url}/phone`, TOKEN);
    this.#watched = await DebugPane.open(this.red.url);
    this.#watched.watch((line) => this.pane.add(line));
    return this;
  }

  async close(): Promise<void> {
    await this.#watched?.close();
    await this.phones.stop();
  }

  /** Deploys the example as a user does who has entered the addresses of the demo's phones. */
  async deploy(change: (flow: FlowNode[]) => void = () => {}): Promise<void> {
    const { desk, door, guard } = this.phones;
    const yours = new Map<string | undefined, { port: number; mac: string }>([
      ['Front desk', desk],
      ['Door station', door],
      ['Security', guard],
    ]);
    const flow = structuredClone([...this.example]);
    for (const phone of flow.filter((node) => node.type === 'voip-phone')) {
      const own = yours.get(phone.name);
      if (own) Object.assign(phone, { host: '127.0.0.1', port: String(own.port), mac: own.mac });
      // What the demo's door station asks for, and what opens it.
      if (own === door) phone.credentials = { username: 'admin', password: 'admin', doorCode: '*' };
    }
    // The token that the phones send, where the example wants one.
    for (const node of flow.filter(({ guarded }) => guarded === true)) node.credentials = { token: TOKEN };
    change(flow);
    this.#flow = flow;
    await this.red.deploy(flow);
  }

  /** Presses the button of an inject node. */
  async press(name: string): Promise<void> {
    const { id } = named(this.#flow, 'inject', name);
    const answer = await fetch(`${this.red.url}/inject/${id}`, { method: 'POST' });
    if (!answer.ok) throw new Error(`the inject node "${name}" answered ${answer.status}`);
  }

  /** The next line of that debug node, not waited for before, that fits. */
  async shown(
    name: string,
    fits: (content: Record<string, unknown>) => boolean = () => true,
  ): Promise<Record<string, unknown>> {
    return (await this.pane.next((line) => line.name === name && fits(line.content))).content;
  }

  async postJson(path: string, body: object): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${this.red.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  /** A web page; with fields, as its form sends it. */
  async page(
    path: string,
    fields?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; html: string; headers: Headers }> {
    const answer = await fetch(`${this.red.url}${path}`, {
      headers,
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
    return { status: answer.status, html: await answer.text(), headers: answer.headers };
  }
}

/** Deploys its example and sees it through. */
export type Run = (stage: Stage) => Promise<void>;

/** The one node of that type and name. */
export function named(flow: readonly FlowNode[], type: string, name: string): FlowNode {
  const found = flow.filter((node) => node.type === type && (node.name === name || node.label === name));
  if (!found[0] || found.length > 1) throw new Error(`${found.length} ${type} nodes are called "${name}"`);
  return found[0];
}

/** Sets a property of the example's tab, as its dialog does. */
export function setVariable(flow: readonly FlowNode[], name: string, value: string): void {
  for (const tab of flow) {
    const variable = (tab.env as { name: string; value: string }[] | undefined)?.find((entry) => entry.name === name);
    if (variable) variable.value = value;
  }
}
