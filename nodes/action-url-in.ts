import type { Server } from 'node:http';
import type { TlsOptions } from 'node:tls';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { onDeploy } from './deploys';
import { onEachStart } from './each-start';
import { parseAllowList } from './lib/events/allow';
import { type Entrance, type Leave, OwnPort, SharedServer } from './lib/events/entrance';
import { Handover } from './lib/events/handover';
import { Listeners, type ListenerTls } from './lib/events/own-port/listeners';
import { Reception, type ReceptionCallbacks, type ReceptionSettings } from './lib/events/reception';
import { ReceptionStatus } from './lib/events/reception-status';
import type { EventMessage } from './lib/events/types';
import { directory, reported, vendors } from './lib/phones/installation';
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
const listeners = new Listeners({ vendors });

/** Node-RED's own server, by its application. */
const servers = new WeakMap<object, SharedServer>();
let server: SharedServer | undefined;

/** Messages of events that were accepted just before their node was restarted. */
const handover = new Handover();

/** The unspecified address, which no request comes from (RFC 4291 section 2.5.2). */
const NOBODY = '::';

/** A setting that says neither where nor how the node is to be served: it is served nowhere. */
class Unserved extends Error {
  readonly status: string;

  /** @param status a locale key */
  constructor(status: string, message: string) {
    super(message);
    this.status = status;
  }
}

export = (RED: NodeAPI): void => {
  onDeploy(RED, (state) => {
    if (state === 'stopping') handover.begin();
    else {
      server?.routes.settle();
      listeners.settle();
      if (state === 'started') handover.end();
      else handover.drop();
    }
  });

  function ActionUrlIn(this: Node<{ token?: string }>, config: ActionUrlInDef): void {
    RED.nodes.createNode(this, config);
    const { status: line, repeat } = statusOf(this);
    const status = new ReceptionStatus((kind, text) => line.set(kind, text));
    let isClosed = false;
    const reading = readReception(RED, this, storedOf(RED, this, config), config.phone, vendors);
    const leave = enter(this);
    const lookAround = (): void => status.doubt(config.phone ? doubtAbout(config.phone) : undefined);
    lookAround();
    // A deploy may change the phone, or another one, and leave this node running.
    const endWatch = onEachStart(RED, (isFirst) => {
      lookAround();
      if (isFirst) repeat();
    });
    const endProxies = listProxies(reading.settings.trustedProxies ?? '');
    if (reading.strangeEvents.length > 0) {
      const names = reading.strangeEvents.map((event) => `"${event.slice(0, 60)}"`).join(', ');
      this.warn(`no vendor's document knows these chosen events, so they never come: ${names.slice(0, 600)}`);
    }

    this.on('close', (removed: boolean, done: () => void) => {
      isClosed = true;
      endWatch();
      endProxies();
      line.close();
      leave(!removed).then(done, done);
    });

    function enter(node: Node<{ token?: string }>): Leave {
      try {
        if (reading.isNowhere) throw new Unserved('status.closed', `cannot read ${reading.faults.join(', ')}`);
        const entrance = entranceOf(reading.port, config);
        const reception = open(node, { ...reading.settings, ...boundPhone(config) });
        return entrance.join(reception.path, reception, (state, counts) => {
          if (state.kind === 'failed') node.error(state.text);
          status.listener(state, counts);
        });
      } catch (error) {
        const text = error instanceof Unserved ? error.status : 'status.closed';
        fail(node, text, `is not served, and refuses every request: ${(error as Error).message}`);
        return stay;
      }
    }

    function open(node: Node<{ token?: string }>, settings: ReceptionSettings): Reception {
      const ports: ReceptionCallbacks = {
        findPhone: (mac, address) => directory.find(mac, address),
        deliver: (message) => {
          if (isClosed) {
            handover.take(() => sendBySuccessor(node.id, message));
            return;
          }
          status.delivered(message.topic);
          node.send(message as unknown as NodeMessage);
        },
        onBelief: ({ sighting: { report, phone, mac, address, arrival } }) => {
          if (!phone && !report.sender.isMacDoubtful) reported.note(report, mac, address, arrival.time);
        },
        onProvedStranger: (mac, address) => directory.rememberStranger(mac, address),
        onRefusal: (what) => status.refused(what),
        onMisplaced: (asked, expected) => node.warn(changedPath(asked, expected)),
        onError: (error, message) => node.error(error, message as unknown as NodeMessage | undefined),
      };
      try {
        if (reading.faults.length > 0) throw new Error(`cannot read ${reading.faults.join(', ')}`);
        return new Reception(settings, ports);
      } catch (error) {
        // A typing error must never open the door: the path exists and refuses everybody.
        fail(node, 'status.closed', `refuses every request: ${(error as Error).message}`);
        return new Reception({ ...settings, allow: NOBODY, trustedProxies: '', rate: '' }, ports);
      }
    }

    function fail(node: Node, text: string, message: string): void {
      status.failed(text);
      node.error(message);
    }
  }

  /** @throws Unserved where it is not known where phones are to come in, or how */
  function entranceOf(port: string, config: ActionUrlInDef): Entrance {
    if (port) return ownPort(port, tlsOf(config));
    const { httpNodeRoot, httpNodeAuth, httpNodeMiddleware } = RED.settings as unknown as HttpNodeSettings;
    if (httpNodeRoot === false) {
      throw new Unserved(
        'status.no-http',
        'Node-RED serves no HTTP nodes (httpNodeRoot is false): give this node a port of its own',
      );
    }
    server = servers.get(RED.httpNode);
    server ??= new SharedServer({
      vendors,
      app: RED.httpNode,
      server: RED.server as Server | undefined,
      root: httpNodeRoot ?? '/',
      middleware: httpNodeMiddleware,
      login: httpNodeAuth,
    });
    servers.set(RED.httpNode, server);
    return server;
  }

  function tlsOf({ tls, legacyTls }: ActionUrlInDef): ListenerTls | undefined {
    if (!tls) return undefined;
    const node = RED.nodes.getNode(tls) as TlsConfigNode | null;
    if (typeof node?.addTLSOptions !== 'function') {
      throw new Unserved(
        'status.no-tls',
        'the chosen TLS configuration does not exist or is disabled: choose another, or none',
      );
    }
    return { identity: node.id, options: node.addTLSOptions<TlsOptions>({}), legacy: legacyTls === true };
  }

  /** Nodes that name the same MAC are one phone. */
  function boundPhone({ phone }: ActionUrlInDef): Pick<ReceptionSettings, 'phoneMac'> {
    const mac = phone ? phoneNode(phone)?.phone.settings.mac : undefined;
    return mac ? { phoneMac: mac } : {};
  }

  function sendBySuccessor(nodeId: string, message: EventMessage): void {
    const successor = RED.nodes.getNode(nodeId);
    if (successor?.type !== 'action-url in') return;
    try {
      successor.send(message as unknown as NodeMessage);
    } catch (error) {
      successor.error(error, message as unknown as NodeMessage);
    }
  }

  /** What keeps a phone from having events of its own, as a status; undefined: nothing. */
  function doubtAbout(id: string): string | undefined {
    const node = phoneNode(id);
    const missing = node ? missingSetting(node.phone.settings, vendors) : 'phone';
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
    // Tells the dialog whether it is open by a way of Node-RED's own, which phones can take as well.
    settings: { actionUrlInAdminRoot: { value: RED.settings.httpAdminRoot, exportable: true } },
  });
};

function ownPort(port: string, tls: ListenerTls | undefined): OwnPort {
  try {
    return new OwnPort(listeners, port, tls);
  } catch (error) {
    throw new Unserved('status.no-port', (error as Error).message);
  }
}

/** Listed proxies are no phones, whichever node lists them. */
function listProxies(list: string): () => void {
  try {
    if (list !== '') return directory.addProxies(parseAllowList(list));
  } catch {
    // A list that cannot be read closes the node, which has been said.
  }
  return () => undefined;
}

const stay: Leave = () => Promise.resolve();

function changedPath(asked: string, expected: string): string {
  return (
    `a phone's request came for ${asked}, not for ${expected}: a proxy seems to cut off a part of the path or to add one. ` +
    'Let it hand on the path as it is, or give the phones the URL that arrives here unchanged'
  );
}
