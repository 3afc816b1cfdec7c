import type { TlsOptions } from 'node:tls';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { onDeploy } from './deploys';
import { onEachStart } from './each-start';
import { parseAllowList } from './lib/events/allow';
import { Handover } from './lib/events/handover';
import { parseEndpoint } from './lib/events/own-port/endpoint';
import { Listeners } from './lib/events/own-port/listeners';
import { Reception, type ReceptionSettings } from './lib/events/reception';
import type { Routes } from './lib/events/routes';
import { attach } from './lib/events/shared-server/dispatcher';
import { type IsOurs, mendRequests } from './lib/events/shared-server/mend';
import { belowRoot } from './lib/events/shared-server/root';
import type { EventMessage } from './lib/events/types';
import { directory, reported } from './lib/phones/installation';
import { missingSetting } from './lib/phones/read-settings';
import { statusOf } from './node-status';
import { storedOf } from './properties';
import { readReception } from './reception-settings';
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
    const { status, repeat } = statusOf(this);
    /** What keeps the node from working: shown until it is over, whatever is refused meanwhile. */
    let trouble: { readonly kind: 'failed' | 'idle'; readonly text: string } | undefined;
    const fail = (text: string, message: string): void => {
      trouble = { kind: 'failed', text };
      status.set('failed', text);
      this.error(message);
    };
    const { settings, port, faults, isNowhere, strangeEvents } = readReception(
      RED,
      this,
      storedOf(RED, this, config),
      config.phone,
    );
    let latest = '';
    let isClosed = false;
    /** Connections that the own listener cut because there were too many. */
    let tooMany = (): number => 0;
    const showCounts = (): void => {
      if (trouble) {
        status.set(trouble.kind, trouble.text);
        return;
      }
      const { refusedAddress, refusedToken, refusedRate, unknown } = reception.counts;
      const refused = refusedAddress + refusedToken + refusedRate + unknown + tooMany();
      const text = refused > 0 ? `${latest} ✗${refused}`.trimStart() : latest;
      status.set(refused > 0 ? 'attention' : latest ? 'ok' : 'ready', text);
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
      if (faults.length > 0) throw new Error(`cannot read ${faults.join(', ')}`);
      reception = open(settings);
    } catch (error) {
      // A typing error must never open the door: the path exists and refuses everybody.
      reception = open({ ...settings, allow: NOBODY, trustedProxies: '', rate: '' });
      fail('status.closed', `refuses every request: ${(error as Error).message}`);
    }
    /** A deploy may have changed the phone, or another one, and left this node running. */
    const lookAround = (): void => {
      if (trouble?.kind !== 'failed') {
        const text = config.phone ? doubtAbout(config.phone) : undefined;
        trouble = text === undefined ? undefined : { kind: 'idle', text };
      }
      showCounts();
    };
    lookAround();
    const endWatch = onEachStart(RED, (isFirst) => {
      lookAround();
      if (isFirst) repeat();
    });
    const endProxies = listProxies(settings.trustedProxies ?? '');

    if (strangeEvents.length > 0) {
      const names = strangeEvents.map((event) => `"${event.slice(0, 60)}"`).join(', ');
      this.warn(`no vendor's document knows these chosen events, so they never come: ${names.slice(0, 600)}`);
    }
    const leave = isNowhere ? stay : port ? listen(port) : share();

    this.on('close', (removed: boolean, done: () => void) => {
      isClosed = true;
      endWatch();
      endProxies();
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
        const tls = tlsNode ? { identity: tlsNode.id, options: tlsNode.addTLSOptions<TlsOptions>({}) } : undefined;
        const lease = listeners.acquire(parseEndpoint(endpoint), tls);
        const remove = lease.routes.add(reception.path, reception);
        tooMany = () => lease.counts?.tooMany ?? 0;
        lease.onState((state) => {
          if (state.kind === 'failed') fail('status.no-port', state.text);
          else if (state.kind === 'listening') {
            if (trouble?.text === 'status.no-port') trouble = undefined;
            lookAround();
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

  /** Listed proxies are no phones, whichever node lists them. */
  function listProxies(list: string): () => void {
    try {
      if (list !== '') return directory.addProxies(parseAllowList(list));
    } catch {
      // A list that cannot be read closes the node, which has been said.
    }
    return () => undefined;
  }

  /** Which requests are for our nodes: one function per server, since it is asked for every broken request. */
  let isServed: IsOurs | undefined;
  const servedBy = (routes: Routes, root: string): IsOurs => {
    isServed ??= (target) => {
      const below = belowRoot(target, root);
      return below !== undefined && routes.has(below);
    };
    return isServed;
  };

  /** What keeps a phone from having events of its own, as a status; undefined: nothing. */
  function doubtAbout(id: string): string | undefined {
    const node = phoneNode(id);
    const missing = node ? missingSetting(node.phone.settings) : 'phone';
    if (missing !== undefined) return `status.no-${missing}`;
    const other = node && directory.sharesHostWith(node.phone);
    if (!other || (node.phone.mac && other.mac)) return undefined;
    return RED._('told.same-address', { name: other.name || other.mac || other.id });
  }

  function phoneNode(id: string): VoipPhoneNode | null {
    return RED.nodes.getNode(id) as VoipPhoneNode | null;
  }

  RED.nodes.registerType('action-url in', ActionUrlIn as unknown as Parameters<typeof RED.nodes.registerType>[1], {
    credentials: { token: { type: 'password' } },
  });
};
