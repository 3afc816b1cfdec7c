import type { NodeAPI } from 'node-red';
import { languageOf } from './language-of';
import { Installation } from './lib/installation/installation';
import { say, type Sentence, sentence } from './lib/sentences/sentence';
import { readOwnFolder } from './own-folder';

/** What Node-RED tells its editor. */
interface RuntimeEvent {
  readonly id?: string;
  readonly payload?: { readonly state?: string; readonly deploy?: boolean };
}

/** What a deploy takes away. */
interface StoppingEvent {
  readonly diff?: { readonly removed?: readonly string[] };
}

const installations = new WeakMap<object, Installation>();

/** What the nodes of this runtime share: made with the first of the node files, and told of every deploy. */
export function installationOf(RED: NodeAPI): Installation {
  const { events } = RED;
  const known = installations.get(events);
  if (known) return known;
  const { files, trouble } = readOwnFolder(RED);
  const installation = new Installation({ ownFiles: files, network: networkOf(RED) });
  tell(RED, [
    ...(trouble ? [trouble] : []),
    ...installation.ownProfiles.refused.flatMap(({ name, why }) =>
      why.map((each) => sentence('own.refused', { file: name, why: each })),
    ),
  ]);
  installations.set(events, installation);
  const { deploys } = installation;
  events.on('flows:stopping', ({ diff }: StoppingEvent = {}) => {
    installation.leaving = new Set(diff?.removed);
    deploys.tell('stopping');
  });
  events.on('flows:started', () => deploys.tell('started'));
  events.on('runtime-event', ({ id, payload }: RuntimeEvent) => {
    if (id === 'runtime-state' && payload?.state === 'stop' && !payload.deploy) deploys.tell('stopped');
  });
  return installation;
}

/** Where phones ask for settings: `voipPhone: { pnpPort }` in settings.js, for a network that has it elsewhere. */
function networkOf({ settings }: NodeAPI): { readonly port?: number } {
  const { voipPhone } = settings as unknown as { readonly voipPhone?: unknown };
  const { pnpPort } = Object(voipPhone) as { readonly pnpPort?: unknown };
  return Number.isInteger(pnpPort) && Number(pnpPort) >= 0 && Number(pnpPort) < 65536 ? { port: Number(pnpPort) } : {};
}

function tell(RED: NodeAPI, troubles: readonly Sentence[]): void {
  for (const trouble of troubles) RED.log.warn(`[voip-phone] ${say(trouble, languageOf(RED))}`);
}
