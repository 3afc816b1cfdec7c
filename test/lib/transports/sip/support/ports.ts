import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort as freeForTcp } from '../../../../support/node-red';

/** A port free for UDP and TCP a moment ago, below the ephemeral range, where no outgoing connection takes it meanwhile. */
export async function freePort(address = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = await freeForTcp();
    if ((await canBind(port, address)) && (await canListen(port, address))) return port;
  }
}

/** Whether the port can be bound for UDP now. */
export async function canBind(port: number, address: string): Promise<boolean> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.bind({ port, address, exclusive: true });
  const free = await firstOf(socket, 'listening');
  socket.close();
  await once(socket, 'close');
  return free;
}

async function canListen(port: number, address: string): Promise<boolean> {
  const server = createServer().listen(port, address);
  const free = await firstOf(server, 'listening');
  if (!free) return false;
  server.close();
  await once(server, 'close');
  return true;
}

function firstOf(emitter: NodeJS.EventEmitter, event: string): Promise<boolean> {
  return new Promise((resolve) => {
    emitter.once(event, () => resolve(true));
    emitter.once('error', () => resolve(false));
  });
}
