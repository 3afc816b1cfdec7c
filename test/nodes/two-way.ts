import type { NodeMessage } from 'node-red';
import { type Loaded, loadNodes } from '../support/nodes';
import { own } from '../support/own';

const place = { z: 'tab', x: 1, y: 1 };

/** What a command ended as: its result, or the error that a Catch node sees. */
export interface Outcome {
  readonly payload?: { readonly ok?: boolean; readonly sent?: string | readonly string[] };
  readonly error?: { readonly code: string; readonly message: string };
}

/** A simulated phone of any vendor. */
interface Phone {
  readonly port: number;
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
}

export interface Event {
  readonly topic: string;
  readonly payload: Record<string, Record<string, unknown> | undefined>;
  readonly variables: Record<string, string>;
}

/** A simulated phone, deployed in Node-RED as its vendor's, with a node for its events and one for commands. */
export class TwoWay {
  private constructor(readonly loaded: Loaded) {}

  static async deploy(
    vendor: string,
    phone: Phone,
    credentials: Readonly<Record<string, string>> = {},
    model = '',
    listening: object = {},
  ): Promise<TwoWay> {
    own(phone);
    await phone.start();
    const loaded = await loadNodes(
      [
        { id: 'tab', type: 'tab', label: 'test' },
        { id: 'desk', type: 'voip-phone', name: 'Desk', vendor, model, host: '127.0.0.1', port: String(phone.port) },
        { id: 'in', type: 'action-url in', ...place, path: '/phone', events: [], ...listening, wires: [['events']] },
        {
          id: 'cmd',
          type: 'active-uri out',
          ...place,
          phone: 'desk',
          disruptive: true,
          timeout: '2',
          wires: [['out']],
        },
        { id: 'catch-1', type: 'catch', ...place, scope: null, uncaught: false, wires: [['caught']] },
        ...['events', 'out', 'caught'].map((id) => ({ id, type: 'helper', ...place, wires: [] })),
      ],
      { desk: credentials },
    );
    return new TwoWay(loaded);
  }

  get base(): string {
    return `http://127.0.0.1:${this.loaded.port}/phone`;
  }

  /** Sends a command and waits for what it ends as. */
  command(payload: unknown): Promise<Outcome> {
    const ends = ['out', 'caught'].map((id) => this.loaded.node(id));
    return new Promise((resolve) => {
      // Gone from both: Node-RED passes over a listener behind one that leaves while it is told.
      const onInput = (message: unknown): void => {
        for (const node of ends) node.removeListener('input', onInput);
        resolve(message as Outcome);
      };
      for (const node of ends) node.on('input', onInput);
      this.loaded.node('cmd').receive({ payload } as NodeMessage);
    });
  }

  /** The first event of that topic from now on, while this happens at the phone. */
  async event(topic: string, happen: () => unknown): Promise<Event> {
    const node = this.loaded.node('events');
    const arrival = new Promise<Event>((resolve) => {
      const onInput = (message: unknown): void => {
        if ((message as Event).topic !== topic) return;
        node.removeListener('input', onInput);
        resolve(message as Event);
      };
      node.on('input', onInput);
    });
    await happen();
    return arrival;
  }
}
