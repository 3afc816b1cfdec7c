import { setTimeout as pause } from 'node:timers/promises';
import type { SetupList } from '../nodes/lib/setup/listed';
import { idOf } from './flow';
import type { NodeRed } from './node-red';
import type { Newcomer } from './newcomer';

const LOOK_AGAIN = 100;
const DEADLINE = 20_000;

/** What the sidebar is told of phones that ask the network. */
async function setupList({ url }: NodeRed): Promise<SetupList> {
  const response = await fetch(`${url}/voip-phone/setup`);
  if (!response.ok) throw new Error(`voip-phone/setup answered ${response.status}`);
  return (await response.json()) as SetupList;
}

/** @returns why nobody hears phones that are plugged in; undefined where somebody does */
export async function deafness(nodeRed: NodeRed, quit: AbortSignal): Promise<string | undefined> {
  const signal = AbortSignal.any([quit, AbortSignal.timeout(DEADLINE)]);
  for (;;) {
    const { state, trouble } = (await setupList(nodeRed)).network;
    if (state === 'open') return undefined;
    if (state === 'taken') return trouble ?? 'the port is taken';
    await pause(LOOK_AGAIN, undefined, { signal });
  }
}

/** What *Adopt* and *Deploy* do in the sidebar, once the phone has asked: a node of its own that names the listener. */
export async function adopt(nodeRed: NodeRed, { mac }: Newcomer): Promise<void> {
  const asking = async () => (await setupList(nodeRed)).asking.find((phone) => phone.mac === mac);
  const signal = AbortSignal.timeout(DEADLINE);
  let found = await asking();
  while (!found) {
    await pause(LOOK_AGAIN, undefined, { signal });
    found = await asking();
  }
  const { vendor, model } = found;
  const flow = (await (await fetch(`${nodeRed.url}/flows`)).json()) as object[];
  const node = {
    ...{ id: '5e1f0a02d0c00043', type: 'voip-phone', version: 1, name: 'Reception', vendor, model, mac },
    setup: idOf('phone-listener', 'Phones that are set up'),
  };
  const response = await fetch(`${nodeRed.url}/flows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'Node-RED-Deployment-Type': 'nodes' },
    body: JSON.stringify([...flow, node]),
  });
  if (!response.ok) throw new Error(`the deploy answered ${response.status}`);
}
