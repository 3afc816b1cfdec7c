import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { discoveryProblems } from '../support/discovery-schema';
import { needs, needsRuntime, RUNTIMES, type RunningNodeRed, startNodeRed } from '../support/node-red';
import { own } from '../support/own';
import { Recorder } from '../support/recorder';
import { phoneRequest } from '../support/requests';
import { hasMosquitto, Listener, type Mosquitto, retainedAt, startMosquitto } from './mosquitto';

const MAC = '80:82:87:04:6b:c2';
const [ID, OTHER_ID] = ['808287046bc2', '808287046bc3'];
const configOf = (id: string): string => `homeassistant/device/voip_${id}/config`;
const PLACE = { z: 'tab', x: 100, y: 100 };

for (const runtime of RUNTIMES) {
  describe(`Home Assistant over mosquitto in ${runtime.label}`, function () {
    this.timeout(90_000);
    let broker: Mosquitto;
    let listener: Listener;
    let web: Recorder;

    before(function () {
      needsRuntime(this, runtime);
      needs(this, 'mosquitto', hasMosquitto);
    });
    beforeEach(async () => {
      broker = own(await startMosquitto());
      listener = own(await Listener.at(broker));
      web = own(await new Recorder().start());
    });

    const phone = (id: string, mac: string): object => ({
      ...{ id, type: 'voip-phone', version: 1, name: `Phone ${id}`, vendor: 'fanvil', model: 'i31S', mac },
      ...{ host: '127.0.0.1', port: String(web.port), protocol: 'http', transport: 'http' },
      credentials: { doorCode: '1234' },
    });
    const brokerNode = (more: object = {}): object => ({
      ...{ id: 'broker', type: 'mqtt-broker', name: '', broker: '127.0.0.1', port: String(broker.port) },
      ...{ autoConnect: true, protocolVersion: '4', keepalive: '60', cleansession: true, ...more },
    });
    const home = (more: object = {}): object => ({
      ...{ id: 'home', type: 'phone home assistant', ...PLACE, version: 1, broker: 'broker', topic: 'voip' },
      ...{ prefix: 'homeassistant', phones: [], openDoor: true, dial: true, wires: [], ...more },
    });
    const flow = (...more: object[]): object[] => [
      { id: 'tab', type: 'tab', label: 'test' },
      { id: 'in', type: 'action-url in', ...PLACE, path: '/phone', events: [], wires: [[]] },
      ...more,
    ];
    const usual = (): object[] => flow(phone('desk', MAC), brokerNode(), home());
    const start = async (flows: readonly object[]): Promise<RunningNodeRed> =>
      own(await startNodeRed(runtime, { flows, settings: { mqttReconnectTime: 100 } }));
    const online = (after = 0) => listener.topic('voip/status', 'online', after);
    const pressed = async (count: number): Promise<string[]> => {
      while (web.targets.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
      return web.targets.map(decodeURIComponent);
    };

    it('tells all, then changes; obeys; and takes everything back when the node is deleted', async () => {
      const red = await start(usual());
      await online();
      const topics = listener.seen.map(({ topic }) => topic);
      assert.equal(topics[0], configOf(ID));
      assert.equal(topics.at(-1), 'voip/status');
      const retained = await retainedAt(broker);
      assert.deepEqual(discoveryProblems(configOf(ID), retained.get(configOf(ID)) ?? ''), []);
      assert.equal(retained.get(`voip/${ID}/state`), 'None');
      const { origin } = JSON.parse(retained.get(configOf(ID)) ?? '{}') as { origin: { sw_version: string } };
      assert.match(origin.sw_version, /^\d+\.\d+\.\d+/);

      await phoneRequest(red.port, `/phone/incoming-call?mac=${MAC}&call_id=7&remote=sip:6040@pbx&firmware=2.12`);
      await listener.topic(`voip/${ID}/state`, 'ringing');
      const { payload } = await listener.topic(`voip/${ID}/call`);
      assert.deepEqual(JSON.parse(payload), {
        event_type: 'ringing',
        direction: 'inbound',
        number: '6040',
        call_id: '7',
      });
      // Its firmware is a change of its config.
      await listener.until(
        ({ topic, payload: text }) => topic === configOf(ID) && text.includes('"sw_version":"2.12"'),
      );

      await listener.publish(`voip/${ID}/set/open_door`, 'PRESS');
      assert.match((await pressed(1))[0] ?? '', /1234/);
      await listener.publish(`voip/${ID}/set/dial`, '6040');
      assert.match((await pressed(2))[1] ?? '', /6040/);
      await listener.topic(`voip/${ID}/dial`, '');

      let after = listener.seen.length;
      await listener.publish('homeassistant/status', 'online');
      await online(after);
      assert.equal(listener.seen.slice(after).filter(({ topic }) => topic === configOf(ID)).length, 1);

      after = listener.seen.length;
      await red.deploy(usual());
      await online(after);
      const told = listener.seen.slice(after);
      assert.equal(told[0]?.payload, 'offline');
      assert.ok(
        told.every(({ payload: text, topic }) => text !== '' || topic.endsWith('/dial')),
        'nothing was taken back',
      );

      after = listener.seen.length;
      await red.deploy(flow(phone('desk', MAC), brokerNode()));
      await listener.topic('voip/status', '', after);
      assert.deepEqual([...(await retainedAt(broker)).keys()], []);
    });

    it('obeys nothing that is stored, and nothing that came while it was away', async () => {
      await listener.publish(`voip/${ID}/set/open_door`, 'PRESS', { retain: true });
      const persistent = { clientid: `test-${runtime.label.replace(/\W/g, '')}`, cleansession: false };
      // A subscription of the user's, which has the broker keep commands for this Node-RED.
      const user = { id: 'mine', type: 'mqtt in', ...PLACE, topic: 'voip/#', qos: '2', broker: 'broker', wires: [[]] };
      const red = await start(flow(phone('desk', MAC), brokerNode(persistent), home(), user));
      await online();
      const after = listener.seen.length;
      await red.endAndRestart(() => undefined);
      await online(after);
      const again = listener.seen.length;
      await red.endAndRestart(() => void listener.publish(`voip/${ID}/set/open_door`, 'PRESS', { qos: 1 }));
      await online(again);
      await listener.publish(`voip/${ID}/set/hangup`, 'PRESS');
      const [first = ''] = await pressed(1);
      assert.doesNotMatch(first, /1234/, 'the door was opened late');
      assert.match(red.output(), /commands that the broker has stored are not obeyed/);
    });

    it('announces another MAC two seconds after the old one went, by each kind of deploy', async () => {
      const red = await start(usual());
      await online();
      let [old, next] = [ID, OTHER_ID];
      for (const [type, mac] of [
        ['nodes', '80:82:87:04:6b:c3'],
        ['full', MAC],
      ] as const) {
        const after = listener.seen.length;
        await red.deploy(flow(phone('desk', mac), brokerNode(), home()), type);
        const gone = await listener.topic(configOf(old), '', after);
        const come = await listener.until(({ topic, payload }) => topic === configOf(next) && payload !== '', after);
        assert.ok(come.at - gone.at > 1500, 'a pause, or its entities get other names');
        await listener.topic(`voip/${next}/reachable`, undefined, after);
        const retained = [...(await retainedAt(broker)).keys()];
        assert.deepEqual(
          retained.filter((topic) => topic.includes(old)),
          [],
        );
        [old, next] = [next, old];
      }
    });

    it('finds at the next connection what was deleted while it was stopped, and what the broker forgot', async () => {
      const red = await start(flow(phone('desk', MAC), phone('hall', '80:82:87:04:6b:c3'), brokerNode(), home()));
      await online();
      const foreign = 'homeassistant/device/other/config';
      await listener.publish(foreign, '{"origin":{"name":"other"}}', { retain: true });
      let after = listener.seen.length;
      await red.endAndRestart(() => {
        const file = join(red.userDir, 'flows.json');
        const nodes = JSON.parse(readFileSync(file, 'utf8')) as { id: string }[];
        writeFileSync(file, JSON.stringify(nodes.filter(({ id }) => id !== 'hall')));
      });
      await online(after);
      await listener.topic(configOf(OTHER_ID), '', after);
      const retained = await retainedAt(broker);
      assert.deepEqual(
        [...retained.keys()].filter((topic) => topic.includes(OTHER_ID)),
        [],
      );
      assert.ok(retained.has(foreign));
      after = listener.seen.length;
      await broker.restart();
      await Promise.all([listener.topic(configOf(ID), undefined, after), online(after)]);
    });

    it('lets the broker tell that Node-RED was killed, where its node has a birth and a will', async () => {
      const presence = { birthTopic: 'voip/connection', birthPayload: 'online', birthRetain: 'true' };
      const will = { willTopic: 'voip/connection', willPayload: 'offline', willRetain: 'true' };
      const red = await start(
        flow(phone('desk', MAC), brokerNode({ ...presence, ...will, protocolVersion: '5' }), home()),
      );
      await online();
      const config = JSON.parse((await retainedAt(broker)).get(configOf(ID)) ?? '{}') as {
        availability: { topic: string }[];
      };
      assert.deepEqual(
        config.availability.map(({ topic }) => topic),
        ['voip/status', 'voip/connection'],
      );
      let after = listener.seen.length;
      const restarting = red.killAndRestart();
      await listener.topic('voip/connection', 'offline', after);
      after = listener.seen.length;
      await restarting;
      await online(after);
      // MQTT 5: no stored command even arrives.
      await listener.publish(`voip/${ID}/set/hangup`, 'PRESS');
      await pressed(1);
    });
  });
}
