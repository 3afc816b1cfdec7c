import type { NodeAPI } from 'node-red';
import { Installation } from './lib/installation/installation';

/** What Node-RED tells its editor. */
interface RuntimeEvent {
  readonly id?: string;
  readonly payload?: { readonly state?: string; readonly deploy?: boolean };
}

const installations = new WeakMap<object, Installation>();

/** What the nodes of this runtime share: made with the first of the node files, and told of every deploy. */
export function installationOf({ events }: NodeAPI): Installation {
  const known = installations.get(events);
  if (known) return known;
  const installation = new Installation();
  installations.set(events, installation);
  const { deploys } = installation;
  events.on('flows:stopping', () => deploys.tell('stopping'));
  events.on('flows:started', () => deploys.tell('started'));
  events.on('runtime-event', ({ id, payload }: RuntimeEvent) => {
    if (id === 'runtime-state' && payload?.state === 'stop' && !payload.deploy) deploys.tell('stopped');
  });
  return installation;
}
