import { once } from 'node:events';
import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo } from 'node:net';
import type { Node, NodeAPI } from 'node-red';
import actionUrlIn from '../../nodes/action-url-in';
import activeUriOut from '../../nodes/active-uri-out';
import phoneListener from '../../nodes/phone-listener';
import phoneHomeAssistant from '../../nodes/phone-home-assistant';
import phoneState from '../../nodes/phone-state';
import voipPhone from '../../nodes/voip-phone';

type Listener = (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;
type ExpressApp = Listener & { use(path: string, app: unknown): void };

interface Helper {
  _app: Listener;
  _server: import('node:http').Server;
  init(runtime: string): void;
  settings(settings: object): void;
  startServer(): Promise<void>;
  stopServer(): Promise<void>;
  load(nodes: unknown[], flow: object[], credentials: object): Promise<void>;
  readonly _events: NodeJS.EventEmitter;
  readonly _redNodes: { setFlows(flow: object[], credentials: object, type: string): Promise<unknown> };
  unload(): Promise<void>;
  getNode(id: string): (Node & Record<string, unknown>) | null;
  log(): { args: unknown[][] };
  _sandbox: { resetHistory(): void };
}

const requireHere = createRequire(__filename);
const helper = requireHere('node-red-node-test-helper') as Helper;
helper.init(requireHere.resolve('node-red'));
const express = createRequire(requireHere.resolve('node-red-node-test-helper'))('express') as () => ExpressApp;

/** Core's tls-config, whose module path no package exports. */
export const TLS_CONFIG: unknown = requireHere('@node-red/nodes/core/network/05-tls.js');

/** Core's http in and http response. */
export const HTTP_IN: unknown = requireHere('@node-red/nodes/core/network/21-httpin.js');

export interface Loaded {
  readonly port: number;
  readonly host: string;
  readonly server: import('node:http').Server;
  node(id: string): Node & Record<string, unknown>;
  /** Deploys another flow; `type` as the editor's deploy menu: full, flows or nodes. */
  redeploy(flow: object[], type?: 'full' | 'flows' | 'nodes'): Promise<void>;
  /** Everything the runtime logged, as text. */
  logged(): string;
  /** Forgets what was logged and sent, which the helper keeps for ever; returns the warnings and errors among it. */
  forget(): string[];
}

/**
 * Loads the package's nodes into Node-RED's runtime and serves its HTTP nodes as Node-RED would, below `httpNodeRoot`.
 * `helper.url()` does not serve them, so the runtime's app is caught by a node module that is loaded first. What outlives
 * nodes begins anew after `unloadNodes`.
 */
export async function loadNodes(
  flow: object[],
  credentials: Record<string, object> = {},
  settings: Record<string, unknown> = {},
  others: unknown[] = [],
): Promise<Loaded> {
  // Phones of the network around are none of a test's.
  const own = Object(settings.voipPhone) as object;
  helper.settings({ httpNodeRoot: '/', ...settings, voipPhone: { pnpPort: 0, ...own } });
  await helper.startServer();
  let httpNode: unknown;
  const probe = (RED: NodeAPI): void => {
    httpNode = RED.httpNode;
    RED.events = runtimeOf(RED.events);
  };
  await helper.load(
    [probe, ...others, voipPhone, phoneListener, actionUrlIn, activeUriOut, phoneState, phoneHomeAssistant],
    flow,
    credentials,
  );
  const outer = express();
  outer.use(typeof settings.httpNodeRoot === 'string' ? settings.httpNodeRoot : '/', httpNode);
  helper._app = outer;
  const { port, address } = helper._server.address() as AddressInfo;
  return {
    port,
    host: address,
    server: helper._server,
    node(id) {
      const node = helper.getNode(id);
      if (!node) throw new Error(`no node ${id}`);
      return node;
    },
    async redeploy(next, type = 'full') {
      // The helper's own way gives up after 0.3 s, which a busy machine may need.
      const started = once(helper._events, 'flows:started');
      await helper._redNodes.setFlows(next, {}, type);
      await started;
    },
    logged: () =>
      helper
        .log()
        .args.map((call) => JSON.stringify(call))
        .join('\n'),
    forget() {
      const complaints = helper.log().args.flat().filter(isComplaint);
      helper._sandbox.resetHistory();
      return complaints.map((complaint) => JSON.stringify(complaint));
    },
  };
}

/** Node-RED's levels: fatal 10, error 20, warn 30, info 40. */
function isComplaint(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'level' in entry && Number(entry.level) <= 30;
}

/**
 * @param isRestart the next load is the same runtime's, with all that outlives its nodes but for its HTTP nodes, which the
 *   test helper makes anew
 */
export async function unloadNodes({ isRestart = false } = {}): Promise<void> {
  await helper.unload();
  await helper.stopServer();
  if (!isRestart) forgetRuntime();
}

/** What the package listens to for as long as a runtime lives. */
const HEARD = ['flows:stopping', 'flows:started', 'runtime-event'];
let runtime: EventEmitter | undefined;
let forgetRuntime = (): void => undefined;

/**
 * The process's one runtime as an object of its own: what outlives nodes is kept for each such object, so a test begins
 * with nothing learned, refused or remembered by tests before it.
 */
function runtimeOf(events: EventEmitter): EventEmitter {
  if (runtime) return runtime;
  const before = HEARD.map((name) => new Set(events.rawListeners(name)));
  forgetRuntime = () => {
    for (const [index, name] of HEARD.entries()) {
      for (const listener of events.rawListeners(name))
        if (!before[index]?.has(listener)) events.off(name, listener as () => void);
    }
    runtime = undefined;
    forgetRuntime = () => undefined;
  };
  runtime = new Proxy(events, {});
  return runtime;
}

/** The next `count` messages that reach a node of the test helper. */
export function messagesAt(node: Node, count: number): Promise<Record<string, unknown>[]> {
  return new Promise((resolve) => {
    const received: Record<string, unknown>[] = [];
    const onInput = (message: object): void => {
      received.push(message as Record<string, unknown>);
      if (received.length === count) {
        node.removeListener('input', onInput);
        resolve(received);
      }
    };
    node.on('input', onInput);
  });
}

/** The next status that says this, at a Status node `seen`. */
export function statusSaying(loaded: Loaded, text: RegExp): Promise<string> {
  return new Promise((resolve) => {
    const seen = loaded.node('seen');
    const onInput = (message: unknown): void => {
      const said = (message as { status: { text?: string } }).status.text ?? '';
      if (!text.test(said)) return;
      seen.removeListener('input', onInput);
      resolve(said);
    };
    seen.on('input', onInput);
  });
}
