import type { TlsOptions } from 'node:tls';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { onDeploy } from './deploys';
import { Handover } from './lib/events/handover';
import { parseEndpoint } from './lib/events/own-port/endpoint';
import { type Lease, Listeners } from './lib/events/own-port/listeners';
import { Reception, type ReceptionSettings } from './lib/events/reception';
import type { Routes } from './lib/events/routes';
import { attach } from './lib/events/shared-server/dispatcher';
import { type IsOurs, mendRequests } from './lib/events/shared-server/mend';
import { belowRoot } from './lib/events/shared-server/root';
import type { EventMessage } from './lib/events/types';
import { directory, reported } from './lib/phones/installation';
import { missingSetting } from './lib/phones/read-settings';
import { StatusLine } from './lib/status';
import { readString } from './properties';
import { checkGuards, receptionSettings } from './reception-settings';
import type { ActionUrlInDef, TlsConfigNode, VoipPhoneNode } from './types';

interface HttpNodeSettings {
  readonly httpNodeRoot?: string | false;
  readonly httpNodeAuth?: unknown;
  readonly httpNodeMiddleware?: unknown;
}

/** Own listeners, shared by all nodes of this process. */
const listeners = new Listeners();

/** The routes of Node-RED's own server. */
let shared: Routes | undefined;

/** Messages of events that were accepted just before their node was restarted. */
const handover = new Handover();

/** The unspecified address, which no request comes from (RFC 4291 section 2.5.2). */
const NOBODY = '::';

/** Ends a node's part in a server. `isRestarting`: it is redeployed, not deleted. */
type Leave = (isRestarting: boolean) => Promise<void>;

export = (RED: NodeAPI): void => {
  onDeploy(RED, (state) => {
    if (state === 'stopping') handover.begin();
    else {
      shared?.settle();
      listeners.settle();
      if (state === 'started') handover.end();
      else handover.drop();
    }
  });

  function ActionUrlIn(this: Node<{ token?: string }>, config: ActionUrlInDef): void {
    RED.nodes.createNode(this, config);
    const status = new StatusLine((display) => this.status(display));
    /** What keeps the node from working: shown until it is over, whatever is refused meanwhile. */
    let trouble: { readonly kind: 'failed' | 'idle'; readonly text: string } | undefined;
    const fail = (text: string, message: string): void => {
      trouble = { kind: 'failed', text };
      status.set('failed', text);
      this.error(message);
    };
    const settings = receptionSettings(RED, this, config);
    let latest = '';
    let isClosed = false;
    /** What the own listener refused by itself. */
    let listenerCounts = (): Lease['counts'] => undefined;
    const showCounts = (): void => {
      if (trouble) {
        status.set(trouble.kind, trouble.text);
        return;
      }
      const { refusedAddress, refusedToken, refusedRate, unknown } = reception.counts;
      const { tooMany = 0, method = 0, handshake = 0 } = listenerCounts() ?? {};
      const refused = refusedAddress + refusedToken + refusedRate + unknown + tooMany + method;
      const parts = [latest, refused > 0 ? `✗${refused}` : '', handshake > 0 ? `TLS failed ✗${handshake}` : ''];
      const text = parts.filter((part) => part !== '').join(' ');
      status.set(refused + handshake > 0 ? 'attention' : latest ? 'ok' : 'ready', text);
    };
    const open = (chosen: ReceptionSettings): Reception =>
      new Reception(chosen, {
        findPhone: (mac, address) => directory.find(mac, address),
        deliver: (message) => {
          if (isClosed) {
            handover.take(() => sendBySuccessor(this.id, message));
            return;
          }
          latest = message.topic;
          showCounts();
          this.send(message as unknown as NodeMessage);
        },
        onStranger: (...sighting) => reported.note(...sighting),
        onRefusal: showCounts,
        onError: (error) => this.error(error),
      });
    let reception: Reception;
    try {
      checkGuards({ token: this.credentials?.token, ...config }, settings);
      reception = open(settings);
    } catch (error) {
      // A typing error must never open the door: the path exists and refuses everybody.
      reception = open({ ...settings, allow: NOBODY, trustedProxies: '', rate: '' });
      fail('status.closed', `refuses every request: ${(error as Error).message}`);
    }
    const missing = config.phone ? missingOf(phoneNode(config.phone)) : undefined;
    if (missing && !trouble) trouble = { kind: 'idle', text: `status.no-${missing}` };
    showCounts();

    const port = readString(RED, this, config.port);
    const leave = port ? listen(port) : share();

    this.on('close', (removed: boolean, done: () => void) => {
      isClosed = true;
      status.close();
      leave(!removed).then(done, done);
    });

    /** Joins the listener of the node's own port. */
    function listen(endpoint: string): Leave {
      const tlsNode = config.tls ? (RED.nodes.getNode(config.tls) as TlsConfigNode | null) : null;
      if (config.tls && !tlsNode) {
        fail('status.no-tls', 'the chosen TLS configuration does not exist or is disabled: choose another, or none');
        return stay;
      }
      try {
        const tls = tlsNode && {
          identity: tlsNode.id,
          options: tlsNode.addTLSOptions<TlsOptions>({}),
          legacy: config.legacyTls === true,
        };
        const lease = listeners.acquire(parseEndpoint(endpoint), tls ?? undefined);
        const remove = lease.routes.add(reception.path, reception);
        listenerCounts = () => lease.counts;
        lease.onState((state) => {
          if (state.kind === 'failed') fail('status.no-port', state.text);
          else if (state.kind === 'listening') {
            if (trouble?.text === 'status.no-port') trouble = undefined;
            showCounts();
          }
        });
        return (isRestarting) => {
          remove(isRestarting);
          return lease.release(isRestarting);
        };
      } catch (error) {
        fail('status.no-port', (error as Error).message);
        return stay;
      }
    }

    /** Joins the one dispatcher on Node-RED's own server. */
    function share(): Leave {
      const { httpNodeRoot, httpNodeAuth, httpNodeMiddleware } = RED.settings as unknown as HttpNodeSettings;
      if (httpNodeRoot === false) {
        fail(
          'status.no-http',
          'Node-RED serves no HTTP nodes (httpNodeRoot is false): give this node a port of its own',
        );
        return stay;
      }
      const routes = attach(RED.httpNode, {
        middleware: httpNodeMiddleware,
        authenticated: Boolean(httpNodeAuth),
      });
      shared = routes;
      const remove = routes.add(reception.path, reception);
      const endMending = mendRequests(RED.server, servedBy(routes, httpNodeRoot ?? '/'));
      return (isRestarting) => {
        endMending();
        remove(isRestarting);
        return Promise.resolve();
      };
    }
  }

  function sendBySuccessor(nodeId: string, message: EventMessage): void {
    const successor = RED.nodes.getNode(nodeId);
    if (successor?.type === 'action-url in') successor.send(message as unknown as NodeMessage);
  }

  const stay: Leave = () => Promise.resolve();

  /** Which requests are for our nodes: one function per server, since it is asked for every broken request. */
  let isServed: IsOurs | undefined;
  const servedBy = (routes: Routes, root: string): IsOurs => {
    isServed ??= (target) => {
      const below = belowRoot(target, root);
      return below !== undefined && routes.has(below);
    };
    return isServed;
  };

  /** What a phone lacks to have events of its own. */
  function missingOf(node: VoipPhoneNode | null): 'phone' | 'vendor' | 'address' | undefined {
    return node ? missingSetting(node.phone.settings) : 'phone';
  }

  function phoneNode(id: string): VoipPhoneNode | null {
    return RED.nodes.getNode(id) as VoipPhoneNode | null;
  }

  RED.nodes.registerType('action-url in', ActionUrlIn as unknown as Parameters<typeof RED.nodes.registerType>[1], {
    credentials: { token: { type: 'password' } },
  });
};
