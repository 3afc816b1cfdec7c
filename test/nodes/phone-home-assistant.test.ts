import assert from 'node:assert/strict';
import type { Node, NodeAPI } from 'node-red';
import { FakeBroker } from '../lib/home-assistant/fake-broker';
import { type Loaded, loadNodes, messagesAt, statusSaying, unloadNodes } from '../support/nodes';
import { phoneRequest } from '../support/requests';

const TAB = { id: 'tab', type: 'tab', label: 'test' };
const PLACE = { z: 'tab', x: 1, y: 1 };
const MAC = '80:82:87:04:6b:c2';
const ID = '808287046bc2';

/** Core's broker node as its users see it, with a connection as soon as somebody wants one. */
const brokers: FakeBroker[] = [];
const fakeBroker = (RED: NodeAPI): void => {
  function Broker(this: Node, config: object): void {
    RED.nodes.createNode(this, config as Parameters<typeof RED.nodes.createNode>[1]);
    const broker = new FakeBroker();
    brokers.push(broker);
    for (const name of ['register', 'deregister', 'subscribe', 'unsubscribe', 'publish'] as const)
      Object.assign(this, { [name]: broker[name].bind(broker) });
    Object.defineProperty(this, 'connected', { get: () => broker.connected });
  }
  RED.nodes.registerType('mqtt-broker', Broker as never);
};

const home = (more: object = {}): object => ({
  ...{ id: 'home', type: 'phone home assistant', ...PLACE, broker: 'broker', topic: 'voip', dial: true, wires: [] },
  ...more,
});
const FLOW = [
  TAB,
  { id: 'desk', type: 'voip-phone', name: 'Front desk', vendor: 'atcom', mac: MAC, host: '' },
  { id: 'broker', type: 'mqtt-broker' },
  { id: 'in', type: 'action-url in', ...PLACE, path: '/phone', events: [], wires: [[]] },
  { id: 'catch', type: 'catch', ...PLACE, scope: null, wires: [['errors']] },
  { id: 'errors', type: 'helper', ...PLACE, wires: [] },
  { id: 'status', type: 'status', ...PLACE, scope: ['home'], wires: [['seen']] },
  { id: 'seen', type: 'helper', ...PLACE, wires: [] },
];

describe('phone home assistant', () => {
  let loaded: Loaded;
  afterEach(async () => {
    brokers.length = 0;
    await unloadNodes();
  });
  const load = (more: object = {}): Promise<Loaded> => loadNodes([...FLOW, home(more)], {}, {}, [fakeBroker]);
  /** The broker, when everything was announced to it. */
  async function connected(): Promise<FakeBroker> {
    const [broker] = brokers;
    assert.ok(broker);
    const counted = statusSaying(loaded, /^1 phone, \d+ entities$/);
    broker.connect();
    await counted;
    while (broker.retained.get('voip/status') !== 'online') await new Promise((resolve) => setTimeout(resolve, 5));
    return broker;
  }

  it('tells what a phone reports, what it is and, of a command that fails, the Catch node', async () => {
    loaded = await load();
    const broker = await connected();
    await phoneRequest(loaded.port, `/phone/incoming-call?mac=${MAC}&remote=sip:6040@pbx&call_id=1&firmware=2.1`);
    while (broker.retained.get(`voip/${ID}/state`) !== 'ringing')
      await new Promise((resolve) => setTimeout(resolve, 5));
    const topic = `homeassistant/device/voip_${ID}/config`;
    while (!broker.retained.get(topic)?.includes('"sw_version":"2.1"'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const { origin } = JSON.parse(broker.retained.get(topic) ?? '{}') as { origin: object };
    const { name, version, homepage } = (await import('../../package.json')).default;
    assert.deepEqual(origin, { name, sw_version: version, support_url: homepage });

    const caught = messagesAt(loaded.node('errors'), 1);
    broker.deliver(`voip/${ID}/set/dial`, 'Anna');
    const [message] = await caught;
    const { error, ...rest } = message as { error: { code: string; message: string; source: { id: string } } };
    assert.deepEqual([error.code, error.source.id], ['INVALID_VALUE', 'home']);
    const { _msgid, ...told } = rest as Record<string, unknown>;
    assert.deepEqual(told, {
      topic: `voip/${ID}/set/dial`,
      phone: 'Front desk',
      payload: { action: 'dial', number: 'Anna' },
    });
  });

  it('takes everything back when it is deleted, and nothing when it is deployed anew', async () => {
    loaded = await load();
    const broker = await connected();
    const before = [...broker.retained.keys()].toSorted();
    await loaded.redeploy([...FLOW, home({ name: 'renamed' })], 'nodes');
    assert.deepEqual([...broker.retained.keys()].toSorted(), before);
    await loaded.redeploy(FLOW, 'nodes');
    assert.deepEqual([...broker.retained], []);
  });

  for (const type of ['full', 'flows', 'nodes'] as const)
    it(`takes everything back with its subflow’s instance, or when it goes from the subflow (${type})`, async () => {
      const sub = { id: 'sub', type: 'subflow', name: 'sub', in: [], out: [] };
      const instance = (name: string): object => ({ id: 'one', type: 'subflow:sub', ...PLACE, wires: [], name });
      /** A whole deploy makes the broker anew. @returns it, when all lies there */
      const announced = async (): Promise<FakeBroker> => {
        const broker = brokers.at(-1);
        assert.ok(broker);
        if (!broker.connected) broker.connect();
        while (broker.retained.get('voip/status') !== 'online') await new Promise((resolve) => setTimeout(resolve, 5));
        return broker;
      };
      loaded = await loadNodes([...FLOW, sub, home({ z: 'sub' }), instance('')], {}, {}, [fakeBroker]);
      const before = [...(await announced()).retained.keys()].toSorted();
      await loaded.redeploy([...FLOW, sub, home({ z: 'sub' }), instance('renamed')], type);
      let broker = await announced();
      assert.deepEqual([...broker.retained.keys()].toSorted(), before);
      await loaded.redeploy([...FLOW, sub, home({ z: 'sub' })], type);
      assert.deepEqual([...broker.retained], []);
      await loaded.redeploy([...FLOW, sub, home({ z: 'sub' }), instance('')], type);
      broker = await announced();
      await loaded.redeploy([...FLOW, sub, instance('')], type);
      assert.deepEqual([...broker.retained], []);
    });

  it('has a grey ring without a broker, and a red one with what is none', async () => {
    loaded = await load({ broker: 'nowhere' });
    const none = statusSaying(loaded, /^no broker$/);
    await loaded.redeploy([...FLOW, home({ broker: 'nowhere', name: 'again' })], 'nodes');
    await none;
    const wrong = statusSaying(loaded, /^unusable broker$/);
    await loaded.redeploy([...FLOW, home({ broker: 'desk' })], 'nodes');
    await wrong;
    assert.match(loaded.logged(), /no function register, deregister, subscribe, unsubscribe, publish/);
  });
});
