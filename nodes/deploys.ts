import type { NodeAPI } from 'node-red';

/** What Node-RED tells its editor. */
interface RuntimeEvent {
  readonly id?: string;
  readonly payload?: { readonly state?: string; readonly deploy?: boolean };
}

/** `stopping`: nodes are about to be closed; `started`: those of the new flows stand; `stopped`: no others will follow. */
export type DeployState = 'stopping' | 'started' | 'stopped';

const watched = new WeakSet<object>();

/** Calls back with each deploy's states. The first call per runtime counts, all others do nothing: it is for what outlives nodes. */
export function onDeploy({ events }: NodeAPI, callback: (state: DeployState) => void): void {
  if (watched.has(events)) return;
  watched.add(events);
  events.on('flows:stopping', () => callback('stopping'));
  events.on('flows:started', () => callback('started'));
  events.on('runtime-event', ({ id, payload }: RuntimeEvent) => {
    if (id === 'runtime-state' && payload?.state === 'stop' && !payload.deploy) callback('stopped');
  });
}
