import type { Server } from 'node:http';
import type { TlsOptions } from 'node:tls';
import type { NodeAPI } from 'node-red';
import { type Entrance, OwnPort, Unserved } from './lib/events/entrance';
import type { ListenerTls } from './lib/events/own-port/listeners';
import type { Installation } from './lib/installation/installation';
import { sentence } from './lib/sentences/sentence';
import { tlsConfigOf } from './nodes-by-id';
import type { ActionUrlInDef } from './types';

interface HttpNodeSettings {
  readonly httpNodeRoot?: string | false;
  readonly httpNodeAuth?: unknown;
  readonly httpNodeMiddleware?: unknown;
}

/**
 * Where an `action-url in` node's phones come in.
 * @param port of the node's own; blank: Node-RED's server
 * @throws Unserved where it is not known where, or how
 */
export function entranceOf(RED: NodeAPI, installation: Installation, config: ActionUrlInDef, port: string): Entrance {
  if (port) return new OwnPort(installation.listeners, port, tlsOf(RED, config));
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

function tlsOf(RED: NodeAPI, { tls, legacyTls }: ActionUrlInDef): ListenerTls | undefined {
  if (!tls) return undefined;
  const node = tlsConfigOf(RED, tls);
  if (!node) {
    throw new Unserved('status.no-tls', sentence('event.no-tls-config'));
  }
  return { identity: node.id, options: node.addTLSOptions<TlsOptions>({}), legacy: legacyTls === true };
}
