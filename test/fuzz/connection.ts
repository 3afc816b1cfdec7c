import { once } from 'node:events';
import { connect } from 'node:net';
import { turn } from '../lib/events/wire';
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
    // Lets the segment arrive alone: the server accepts and reads in this same event loop, when others have had theirs.
    for (let left = turnsBetween(packets.length); left > 0; left--) await turn();
  }
  if (ending === 'end') {
    socket.end();
  } else if (ending === 'reset') {
    // Now and then the server has begun to read.
    if (packets.length % 2 === 0) await turn();
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

/** None behind a single packet, few where every byte is one. */
function turnsBetween(packets: number): number {
  return packets === 1 ? 0 : packets < 10 ? 8 : 2;
}
