import type { NodeAPI } from 'node-red';

/** @param isFirst the node that asked has just begun, and so have its neighbours: now Status nodes hear what it says */
type OnStart = (isFirst: boolean) => void;

const waiting = new WeakMap<object, Map<OnStart, boolean>>();

/**
 * Calls back whenever flows have started, for what a deploy may change around a node that it leaves running: a phone that
 * was missing, another with the same address.
 * @returns ends it
 */
export function onEachStart({ events }: NodeAPI, callback: OnStart): () => void {
  const callbacks = waiting.get(events) ?? listen(events);
  callbacks.set(callback, true);
  return () => callbacks.delete(callback);
}

/** One listener for all nodes: hundreds would look like a leak. */
function listen(events: NodeAPI['events']): Map<OnStart, boolean> {
  const callbacks = new Map<OnStart, boolean>();
  waiting.set(events, callbacks);
  events.on('flows:started', () => {
    for (const [callback, isFirst] of callbacks) {
      callbacks.set(callback, false);
      callback(isFirst);
    }
  });
  return callbacks;
}
