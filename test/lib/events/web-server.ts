import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import express from 'express';

type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

export interface WebServer {
  readonly server: Server;
  /** What Node-RED calls RED.httpNode. */
  readonly httpNode: express.Express;
  readonly port: number;
  close(): Promise<void>;
}

/** An Express application below a root, guarded or not: as Node-RED mounts its httpNode. */
export async function startWebServer(
  options: { root?: string; auth?: Handler; tls?: TlsOptions; trustProxy?: boolean; http?: ServerOptions } = {},
): Promise<WebServer> {
  const app = express();
  const httpNode = express();
  if (options.trustProxy) httpNode.set('trust proxy', true);
  const root = options.root ?? '/';
  if (options.auth) app.use(root, options.auth);
  app.use(root, httpNode);
  const server = options.tls ? createSecureServer(options.tls, app) : createServer(options.http ?? {}, app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    httpNode,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
