import type { NodeAPI } from 'node-red';

const waiting = new WeakMap<object, Set<() => void>>();

/**
 * Calls back whenever flows have started, for what a deploy may change around a node that it leaves running: a phone that
 * was missing, another with the same address.
 * @returns ends it
 */
export function onEachStart({ events }: NodeAPI, callback: () => void): () => void {
  let callbacks = waiting.get(events);
  if (!callbacks) {
    const all = new Set<() => void>();
    waiting.set(events, all);
    // One listener for all nodes: hundreds would look like a leak.
    events.on('flows:started', () => {
      for (const each of all) each();
    });
    callbacks = all;
  }
  const all = callbacks;
  all.add(callback);
  return () => all.delete(callback);
}
