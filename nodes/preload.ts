import type { NodeAPI } from 'node-red';
import { loadTransports } from './lib/phones/load-transports';

/** Milliseconds after a start, when the other nodes have done their own beginning. */
const IDLE = 1000;

const watched = new WeakSet<object>();

/**
 * Loads the clients of HTTP and SIP soon after the flows have started, once: not at the start, which they would make
 * slower, and not with the first command, since npm may have replaced their files by then.
 */
export function loadWhenIdle({ events }: NodeAPI): void {
  if (watched.has(events)) return;
  watched.add(events);
  events.once('flows:started', () => {
    // A failure is told by the first command, which tries again.
    setTimeout(() => void loadTransports().catch(() => undefined), IDLE).unref();
  });
}
