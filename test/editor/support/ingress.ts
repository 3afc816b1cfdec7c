import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { RunningNodeRed } from '../../support/node-red';

export interface Ingress {
  /** The same Node-RED, at the proxy's address. */
  readonly red: RunningNodeRed;
  readonly path: string;
  close(): Promise<void>;
}

/** A proxy that serves all of Node-RED below a path of its own and nothing beside it, as Home Assistant's ingress does. */
export async function openByIngress(red: RunningNodeRed, path: string): Promise<Ingress> {
  const inner = (url = ''): string | undefined => (url.startsWith(path) ? `/${url.slice(path.length)}` : undefined);
  const server = createServer((incoming, answer) => {
    const target = inner(incoming.url);
    if (target === undefined) {
      answer.writeHead(404).end();
      return;
    }
    const { method, headers } = incoming;
    const outgoing = request({ port: red.port, host: '127.0.0.1', path: target, method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  const tunnels = new Set<{ destroy(): void }>();
  // What the editor hears from the runtime comes by WebSocket.
  server.on('upgrade', (incoming, socket, head) => {
    const behind = connect(red.port, '127.0.0.1', () => {
      const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
      behind.write(`GET ${inner(incoming.url) ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      behind.write(head);
      socket.pipe(behind).pipe(socket);
    });
    for (const end of [socket, behind]) {
      tunnels.add(end);
      end.on('error', () => {
        socket.destroy();
        behind.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    red: { ...red, url },
    path,
    async close() {
      for (const tunnel of tunnels) tunnel.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
