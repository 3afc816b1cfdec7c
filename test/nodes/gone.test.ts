import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import { installationOf } from '../../nodes/installation-of';
import type { Installation } from '../../nodes/lib/installation/installation';
import { listSetup } from '../../nodes/lib/setup/listing';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, unloadNodes } from '../support/nodes';
import { phoneRequest } from '../support/requests';

const [TOKEN, MAC] = ['CanaryToken-gone-71ab9', '001565123456'];

/** Node-RED calls no node of a subflow deleted. */
describe('nodes that go with what is around them', () => {
  let port: number;
  let installation: Installation | undefined;
  beforeEach(async () => {
    port = await freePort();
  });
  afterEach(() => unloadNodes());

  const watch = (RED: NodeAPI): void => void (installation = installationOf(RED));
  const inside = (z: string): object[] => [
    { id: 'shared', type: 'phone-listener', z, path: '/phone', port: `127.0.0.1:${port}`, setup: 'watch' },
    { id: 'desk', type: 'voip-phone', z, name: 'Desk', vendor: 'yealink', model: 'T46G', mac: MAC, setup: 'shared' },
    { id: 'in', type: 'action-url in', z, x: 1, y: 1, events: [], listener: 'shared', wires: [[]] },
  ];
  const tab = (disabled = false): object => ({ id: 'tab', type: 'tab', label: 'test', disabled });
  const sub = { id: 'sub', type: 'subflow', name: 'sub', in: [], out: [] };
  const instance = { id: 'one', type: 'subflow:sub', z: 'tab', x: 1, y: 1, wires: [] };
  const other = { id: 'other', type: 'voip-phone', name: 'Other', vendor: 'snom', mac: '00041396d9b4' };
  const load = (flow: object[]): Promise<Loaded> => loadNodes(flow, { shared: { token: TOKEN } }, {}, [watch]);
  const facts = (): Record<string, unknown> => {
    assert.ok(installation);
    const { setup, calls } = installation;
    const { listeners, phones, network } = listSetup(setup, 0);
    return {
      listeners: listeners.length,
      phones: phones.length,
      network: network.state === 'closed' ? 'closed' : 'wanted',
      states: [...calls.seenTimes()].length,
    };
  };
  /** It reports, so that there is something to be forgotten. */
  async function report(): Promise<void> {
    const ask = (): Promise<number> => phoneRequest(port, `/phone/mute?mac=${MAC}&token=${TOKEN}`).catch(() => 0);
    while ((await ask()) !== 200) await new Promise(setImmediate);
    assert.deepEqual({ ...facts(), network: '' }, { listeners: 1, phones: 1, network: '', states: 1 });
  }
  const NOTHING = { listeners: 0, phones: 0, network: 'closed', states: 0 };

  for (const type of ['full', 'flows', 'nodes'] as const) {
    it(`are forgotten with their subflow’s instance (${type})`, async () => {
      const loaded = await load([tab(), sub, ...inside('sub'), instance, other]);
      await report();
      await loaded.redeploy([tab(), sub, ...inside('sub'), { ...instance, name: 'renamed' }, other], type);
      await report();
      await loaded.redeploy([tab(), sub, ...inside('sub'), other], type);
      assert.deepEqual(facts(), NOTHING);
    });

    it(`are forgotten with their flow (${type})`, async () => {
      const loaded = await load([tab(), ...inside('tab'), other]);
      await report();
      await loaded.redeploy([tab(true), ...inside('tab'), other], type);
      assert.deepEqual(facts(), NOTHING);
    });
  }
});
