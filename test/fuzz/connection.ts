import { once } from 'node:events';
import { connect } from 'node:net';
import type { Exchange } from './built';

/** Longer than any server here grants a connection. */
const LONGEST = 30_000;

export interface Seen {
  readonly received: string;
  /** The final answers' statuses in their order. */
  readonly statuses: readonly number[];
}

/** Sends an exchange's packets as segments of their own, and reads until the server closes. Never rejects. */
export async function converse(port: number, { packets, ending }: Exchange, from: string): Promise<Seen> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
  socket.setEncoding('latin1');
  let received = '';
  socket.on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  await Promise.race([once(socket, 'connect').catch(() => undefined), closed]);
  for (const packet of packets) {
    socket.write(packet, 'latin1');
    // Lets the segment arrive alone: the server reads in this same event loop.
    if (packets.length > 1) await new Promise((resolve) => setImmediate(resolve));
  }
  if (ending === 'end') {
    socket.end();
  } else if (ending === 'reset') {
    // Now and then the server has begun to read.
    if (packets.length % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.resetAndDestroy();
  }
  const watchdog = setTimeout(() => {
    received += ' STILL OPEN';
    socket.destroy();
  }, LONGEST);
  await closed;
  clearTimeout(watchdog);
  const statuses = [...received.matchAll(/HTTP\/1\.1 ([2-9]\d\d) /g)].map(([, status]) => Number(status));
  return { received, statuses };
}
