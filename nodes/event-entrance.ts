import type { Server } from 'node:http';
import type { TlsOptions } from 'node:tls';
import type { NodeAPI } from 'node-red';
import { type Entrance, OwnPort, Unserved } from './lib/events/entrance';
import type { ListenerTls } from './lib/events/own-port/listeners';
import type { Installation } from './lib/installation/installation';
import { sentence } from './lib/sentences/sentence';
import { tlsConfigOf } from './nodes-by-id';
import type { EntranceDef } from './types';

interface HttpNodeSettings {
  readonly httpNodeRoot?: string | false;
  readonly httpNodeAuth?: unknown;
  readonly httpNodeMiddleware?: unknown;
}

/** What the settings say of it. */
interface Entered {
  readonly port: string;
  readonly proxyProtocol: boolean;
  readonly trustedProxies?: string | undefined;
}

/**
 * Where an `action-url in` node's phones come in.
 * @param def its own, or its listener's: whose settings these are
 * @throws Unserved where it is not known where, or how
 */
export function entranceOf(
  RED: NodeAPI,
  installation: Installation,
  def: EntranceDef,
  { port, proxyProtocol, trustedProxies = '' }: Entered,
): Entrance {
  if (port) {
    const place = installation.flowOrder.placeOf(def._alias ?? def.id, (visit) =>
      RED.nodes.eachNode(({ id }) => visit(id)),
    );
    const proxies = proxyProtocol ? trustedProxies : undefined;
    const isOfListener = def.type === 'phone-listener';
    return new OwnPort(installation.listeners, port, { tls: tlsOf(RED, def), proxies }, place, isOfListener);
  }
  const { httpNodeRoot, httpNodeAuth, httpNodeMiddleware } = RED.settings as unknown as HttpNodeSettings;
  if (httpNodeRoot === false) {
    throw new Unserved('status.no-http', sentence('event.no-http-nodes'));
  }
  // Absent where a program embeds Node-RED without handing it one.
  const server: Server | undefined = RED.server;
  return installation.sharedServer({
    app: RED.httpNode,
    server,
    root: httpNodeRoot ?? '/',
    middleware: httpNodeMiddleware,
    login: httpNodeAuth,
  });
}

function tlsOf(RED: NodeAPI, { tls, legacyTls }: EntranceDef): ListenerTls | undefined {
  if (!tls) return undefined;
  const node = tlsConfigOf(RED, tls);
  if (!node) {
    throw new Unserved('status.no-tls', sentence('event.no-tls-config'));
  }
  return { identity: node.id, options: node.addTLSOptions<TlsOptions>({}), legacy: legacyTls === true };
}
