import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import { installationOf } from '../../nodes/installation-of';
import { ownToken } from '../../nodes/lib/derived-keys';
import type { Installation } from '../../nodes/lib/installation/installation';
import { fleet, FLEET_MAKES, fleetNodes } from '../phones/fleet';
import { type Pace, PluggedPhone, type PlugOptions } from '../phones/plugged';
import { freePort } from '../support/node-red';
import { type Loaded, loadNodes, messagesAt, unloadNodes } from '../support/nodes';
import { own } from '../support/own';

const TOKEN = 'CanaryToken-plugged-71ab';
const DESKS = fleet(FLEET_MAKES.length);
/** Where silence is expected. */
const HASTY: Pace = { every: 50, patience: 100 };

describe('phones that are plugged in', () => {
  let port = 0;
  let installation: Installation | undefined;
  beforeEach(async () => {
    port = await freePort();
  });
  afterEach(() => unloadNodes());

  const flow = (changes: object, desks: readonly object[] = fleetNodes(DESKS, 'shared')): object[] => [
    { id: 'tab', type: 'tab', label: 'test' },
    {
      ...{ id: 'shared', type: 'phone-listener', path: '/phone', port: `127.0.0.1:${port}`, setup: 'answer' },
      ...{ baseUrl: `http://127.0.0.1:${port}`, ...changes },
    },
    ...desks,
    { id: 'in', type: 'action-url in', z: 'tab', x: 1, y: 1, events: [], listener: 'shared', wires: [['out']] },
    { id: 'out', type: 'helper', z: 'tab', x: 1, y: 1, wires: [] },
  ];
  /** Deploys, and waits until the network is heard, on a port that nobody else has. */
  async function load(changes: object, desks?: readonly object[]): Promise<Loaded> {
    const watch = (RED: NodeAPI): void => void (installation = installationOf(RED));
    const loaded = await loadNodes(flow(changes, desks), { shared: { token: TOKEN } }, {}, [watch]);
    while (installation?.setup.network.state.state !== 'open') await new Promise(setImmediate);
    return loaded;
  }
  const phoneOf = (options: PlugOptions, more: Partial<PlugOptions> = {}): PluggedPhone => {
    const phone = new PluggedPhone({ ...options, port: installation?.setup.network.port ?? 0, ...more });
    own(() => phone.unplug());
    return phone;
  };

  it('of six makes come up by themselves, and their events are messages of their own', async () => {
    const loaded = await load({ answerUntried: true });
    for (const desk of DESKS) {
      const phone = phoneOf(desk);
      const outcome = await phone.plugIn();
      assert.ok(outcome.kind === 'told', desk.make);
      assert.deepEqual(phone.faults, []);
      const [last] = outcome.fetched.slice(-1);
      assert.deepEqual([last?.status, last?.file.toLowerCase().includes(desk.mac)], [200, true]);
      const arrivals = messagesAt(loaded.node('out'), 1);
      assert.equal(await phone.phone.ring(), 200);
      const [message] = (await arrivals) as unknown as readonly {
        payload: { event: string; phone: { name: string } };
      }[];
      const { event, phone: who } = message?.payload ?? {};
      assert.deepEqual([event, who?.name], ['incoming-call', `${desk.make} ${desk.mac.slice(-3)}`]);
      phone.pace = HASTY;
      assert.deepEqual(await phone.plugIn(), { kind: 'silence' });
    }
    for (const { mac } of DESKS) assert.ok(!loaded.logged().includes(ownToken(TOKEN, mac)));
    assert.doesNotMatch(loaded.logged(), /Canary/);
  });

  it('of makes that no document vouches for are left alone, unless they are to be answered as well', async () => {
    const loaded = await load({});
    const outcomes: Record<string, string> = {};
    const phones = DESKS.map((desk) => phoneOf(desk, { pace: HASTY }));
    for (const phone of phones) outcomes[phone.options.make] = (await phone.plugIn()).kind;
    const silence = 'silence';
    assert.deepEqual(outcomes, {
      ...{ yealink: 'told', snom: 'told', grandstream: silence, fanvil: silence, htek: silence },
      flyingvoice: silence,
    });
    await loaded.redeploy(flow({ answerUntried: true }), 'nodes');
    const grandstream = phones.find(({ options }) => options.make === 'grandstream');
    assert.ok(grandstream);
    grandstream.pace = {};
    assert.equal((await grandstream.plugIn()).kind, 'told');
  });

  it('are told by a copy where the network loses the first two, and by their oldest words', async () => {
    await load({});
    const [desk] = DESKS;
    assert.ok(desk);
    const dect = phoneOf(desk, { wording: 'yealink-dect', lost: { notifies: 2, answers: 1 } });
    assert.equal((await dect.plugIn()).kind, 'told');
    assert.deepEqual([dect.counts.asked, dect.counts.statuses, dect.faults], [1, 1, []]);
    assert.equal(dect.counts.notifies, 3);
  });

  it('are refused the file of another that they have read the address of', async () => {
    await load({});
    const [desk] = DESKS;
    assert.ok(desk);
    const told = await phoneOf(desk).ask();
    assert.ok(told.kind === 'told');
    const thief = phoneOf({ ...desk, address: '127.40.9.9' });
    assert.deepEqual(new Set((await thief.phone.boot(told.url)).map(({ status }) => status)), new Set([404]));
    const rightful = phoneOf(desk);
    assert.equal((await rightful.phone.boot(told.url)).at(-1)?.status, 200);
  });
});
