import assert from 'node:assert/strict';
import type { HomeAssistantNode } from '../../../nodes/lib/home-assistant/home-assistant-node';
import { discoveryProblems } from '../../support/discovery-schema';
import { own } from '../../support/own';
import { FakeBroker } from './fake-broker';
import { CONFIG, Home, ID, MAC, ORIGIN } from './home';

const OTHER = '80:82:87:04:6b:c3';
const OTHER_ID = '808287046bc3';
const OTHER_CONFIG = `homeassistant/device/voip_${OTHER_ID}/config`;
/** All that may be retained of a phone. */
const below = (id: string, topic = 'voip'): string[] =>
  ['state', 'attributes', 'door', 'sensor_1', 'sensor_2', 'tamper', 'registered', 'reachable', 'dnd'].map(
    (last) => `${topic}/${id}/${last}`,
  );
const isConfig = (line: string): boolean => line.includes('/config');

describe('a phone home assistant node', () => {
  let home: Home;
  beforeEach(() => {
    home = new Home();
  });

  describe('at a connection', () => {
    it('publishes all configs, all states, then that it is online', () => {
      home.phone({ vendor: 'fanvil' });
      home.phone({ id: 'hall', name: 'Hall', mac: OTHER, vendor: 'fanvil' });
      home.node();
      home.start();
      home.broker.connect();
      home.wait(5000);
      const lines = home.broker.take();
      const kinds = lines.map((line) => (isConfig(line) ? 'config' : line.startsWith('!voip/status') ? line : 'state'));
      assert.deepEqual(kinds, ['config', 'config', ...Array(18).fill('state'), '!voip/status online']);
      for (const topic of [CONFIG, OTHER_CONFIG])
        assert.deepEqual(discoveryProblems(topic, home.broker.retained.get(topic) ?? ''), []);
      for (const topic of [...below(ID), ...below(OTHER_ID)]) assert.ok(home.broker.retained.has(topic), topic);
      assert.deepEqual(home.config()['origin'], ORIGIN);
      assert.deepEqual(
        [home.config().device['name'], home.config(OTHER_CONFIG).device['name']],
        ['Front desk', 'Hall'],
      );
    });

    it('says None of what is unknown, and nothing of before a restart', () => {
      home.phone({ vendor: 'fanvil' });
      home.broker.retained.set(`voip/${ID}/state`, 'talking');
      home.broker.retained.set(`voip/${ID}/door`, 'ON');
      home.online();
      assert.deepEqual(
        ['state', 'door', 'dnd', 'registered', 'reachable', 'sensor_1'].map((last) =>
          home.broker.retained.get(`voip/${ID}/${last}`),
        ),
        ['None', 'None', 'None', 'None', 'None', 'OFF'],
      );
    });

    it('says everything again at each', () => {
      home.phone();
      home.online();
      home.broker.lose();
      home.wait(10_000);
      assert.deepEqual(home.broker.take(), []);
      home.broker.connect();
      home.wait(5000);
      const lines = home.broker.take();
      assert.equal(lines.filter(isConfig).length, 1);
      assert.equal(lines.at(-1), '!voip/status online');
      assert.equal(lines.length, 10);
    });

    it('spreads many phones: 50 configs a second at most', () => {
      for (let phone = 0; phone < 120; phone += 1)
        home.phone({ id: `p${phone}`, mac: `80:82:87:04:00:${phone.toString(16).padStart(2, '0')}` });
      home.node();
      home.start();
      home.broker.connect();
      home.wait(300);
      const counts: number[] = [];
      for (let second = 0; second < 6; second += 1) {
        home.wait(1000);
        counts.push(home.broker.take().filter(isConfig).length);
      }
      assert.ok(
        counts.every((count) => count <= 50),
        counts.join(),
      );
      assert.equal(
        counts.reduce((sum, count) => sum + count),
        120,
      );
    });

    it('waits for the flows, whose phones come after it', () => {
      home.node();
      home.broker.connect();
      home.wait(5000);
      assert.deepEqual(home.broker.take(), []);
      home.phone();
      home.start();
      home.wait(5000);
      assert.equal(home.broker.take().filter(isConfig).length, 1);
    });
  });

  describe("at Home Assistant's birth", () => {
    it('says everything again within five seconds', () => {
      home.phone();
      home.online();
      home.broker.deliver('homeassistant/status', 'online');
      assert.deepEqual(home.broker.take(), []);
      home.wait(5000);
      const lines = home.broker.take();
      assert.equal(lines.filter(isConfig).length, 1);
      assert.equal(lines.length, 10);
      assert.equal(lines.at(-1), '!voip/status online');
    });

    for (const [what, payload, packet] of [
      ['offline', 'offline', {}],
      ['a birth that is stored', 'online', { retain: true }],
      ['another word', 'Online', {}],
    ] as const) {
      it(`says nothing at ${what}`, () => {
        home.phone();
        home.online();
        home.broker.deliver('homeassistant/status', payload, packet);
        home.wait(60_000);
        assert.deepEqual(home.broker.take(), []);
      });
    }

    it('listens below its own prefix', () => {
      home.phone();
      home.online({ prefix: 'ha' });
      assert.ok(home.broker.retained.has(`ha/device/voip_${ID}/config`));
      home.broker.deliver('homeassistant/status', 'online');
      home.wait(10_000);
      assert.deepEqual(home.broker.take(), []);
      home.broker.deliver('ha/status', 'online');
      home.wait(10_000);
      assert.ok(home.broker.take().length > 0);
    });
  });

  describe('while phones report', () => {
    it('publishes changes alone, the attributes first, and calls as they happen', () => {
      home.phone();
      home.online();
      home.report('incoming-call', '#7 6040 @2');
      assert.deepEqual(home.broker.take(), [
        `voip/${ID}/call {"event_type":"ringing","direction":"inbound","number":"6040","call_id":"#7","line":2}`.replace(
          '"#7"',
          '"7"',
        ),
        `!voip/${ID}/attributes {"since":"2026-01-31T08:00:02.000Z","direction":"inbound","number":"6040","call_id":"7","line":2}`,
        `!voip/${ID}/state ringing`,
        `!voip/${ID}/reachable ON`,
      ]);
      home.report('mwi');
      home.report('incoming-call', '#7 6040 @2');
      assert.deepEqual(home.broker.take(), []);
      home.report('call-established', '#7');
      home.wait(1000);
      home.report('call-terminated', '#7');
      home.wait(3000);
      assert.deepEqual(
        home.broker
          .take()
          .filter((line) => line.startsWith('voip'))
          .map((line) => (JSON.parse(line.slice(line.indexOf('{'))) as { event_type: string }).event_type),
        ['answered', 'ended'],
      );
      assert.equal(home.broker.retained.get(`voip/${ID}/state`), 'idle');
      assert.equal(home.broker.retained.has(`voip/${ID}/call`), false);
      home.wait(3_600_000);
      assert.deepEqual(home.broker.take(), []);
    });

    it('sets sensors off without keeping that, and lets them fall back', () => {
      home.phone();
      home.online();
      home.report('mwi');
      home.broker.take();
      for (const event of ['door-sensor-1', 'door-sensor-2', 'tamper', 'tamper']) home.report(event);
      assert.deepEqual(home.broker.take(), [
        `voip/${ID}/sensor_1 ON`,
        `voip/${ID}/sensor_2 ON`,
        `voip/${ID}/tamper ON`,
        `voip/${ID}/tamper ON`,
      ]);
      for (const last of ['sensor_1', 'sensor_2', 'tamper'])
        assert.equal(home.broker.retained.get(`voip/${ID}/${last}`), 'OFF');
    });

    it('has a door open until the phone reports that it is closed', () => {
      home.phone();
      home.online();
      home.report('door-opened');
      home.wait(60_000);
      assert.equal(home.broker.retained.get(`voip/${ID}/door`), 'ON');
      home.report('door-closed');
      assert.equal(home.broker.retained.get(`voip/${ID}/door`), 'OFF');
    });

    it('has it open for five seconds where the vendor reports no closing, from the last opening on', () => {
      home.phone({ vendor: 'grandstream', model: 'GDS3710' });
      home.online();
      const door = (): string | undefined => home.broker.retained.get(`voip/${ID}/door`);
      if (!home.entities().includes('door')) assert.fail(home.entities().join());
      assert.equal(door(), 'None');
      home.report('door-opened');
      assert.equal(door(), 'ON');
      home.wait(4000);
      home.report('door-opened');
      home.wait(4000);
      assert.equal(door(), 'ON');
      home.wait(1500);
      assert.equal(door(), 'OFF');
      home.report('door-opened');
      assert.equal(door(), 'ON');
    });

    it('has it open for as long as the node says', () => {
      home.phone();
      home.online({ doorPulse: '2' });
      home.report('door-opened');
      home.wait(2500);
      assert.equal(home.broker.retained.get(`voip/${ID}/door`), 'OFF');
      home.report('door-opened');
      home.report('door-closed');
      assert.equal(home.broker.retained.get(`voip/${ID}/door`), 'OFF');
    });

    it('tells a phone that does not answer as not reachable, and is itself still online', () => {
      home.phone();
      home.online();
      home.calls.tracker.unreachable('desk');
      assert.deepEqual(home.broker.take(), [`!voip/${ID}/reachable OFF`]);
      home.calls.tracker.answered('desk', new Date());
      assert.deepEqual(home.broker.take(), [`!voip/${ID}/reachable ON`]);
    });

    it('publishes a config again when it differs, at most once a second', () => {
      home.phone({ model: '' });
      home.online();
      home.wait(5000);
      for (const firmware of ['1', '2', '3']) home.descriptions.note(ID, { firmware, model: 'X4' });
      home.wait(5000);
      const configs = home.broker.take().filter(isConfig);
      assert.equal(configs.length, 1);
      home.descriptions.note(ID, { firmware: '4' });
      home.wait(1);
      home.descriptions.note(ID, { firmware: '5' });
      home.wait(900);
      assert.equal(home.broker.take().filter(isConfig).length, 1);
      home.wait(200);
      assert.equal(home.broker.take().filter(isConfig).length, 1);
      assert.equal(home.config().device['sw_version'], '5');
      assert.equal(home.config().device['model'], 'X4');
      home.descriptions.note(ID, { firmware: '5' });
      home.wait(5000);
      assert.deepEqual(home.broker.take(), []);
    });

    it('hands on a call that came while the connection was being made, unless it is no news any more', () => {
      home.phone();
      home.online();
      home.broker.lose();
      home.report('incoming-call', '#1 6040');
      home.wait(20_000);
      home.report('incoming-call', '#2 6041');
      home.broker.connect();
      home.wait(5000);
      const lines = home.broker.take();
      assert.deepEqual(
        lines.filter((line) => line.startsWith(`voip/${ID}/call`)),
        [`voip/${ID}/call {"event_type":"ringing","direction":"inbound","number":"6041","call_id":"2"}`],
      );
      assert.ok(lines.indexOf('!voip/status online') < lines.findIndex((line) => line.startsWith(`voip/${ID}/call`)));
    });

    it('tells of one phone with several nodes once', () => {
      home.phone();
      home.phone({ id: 'twin', name: 'Twin' });
      home.online();
      assert.equal([...home.broker.retained.keys()].filter(isConfig).length, 1);
      assert.equal(home.config().device['name'], 'Front desk');
      home.report('incoming-call', '#1 6040', 'twin');
      assert.equal(home.broker.take().filter((line) => line.includes('event_type')).length, 1);
    });
  });

  describe('when something goes', () => {
    it('takes back a phone that is deleted, disabled or no longer chosen', () => {
      const desk = home.phone();
      home.phone({ id: 'hall', mac: OTHER });
      home.online();
      home.unphone(desk);
      home.start();
      home.wait(5000);
      assert.deepEqual(home.broker.take(), [`!${CONFIG}`, ...below(ID).map((topic) => `!${topic}`)]);
      assert.deepEqual(
        [...home.broker.retained.keys()].filter((topic) => topic.includes(ID)),
        [],
      );
    });

    it('takes it back after a deploy that made the node anew, too', () => {
      home.phone();
      home.phone({ id: 'hall', mac: OTHER });
      const node = home.online();
      home.redeploy(node, { phones: ['hall'] });
      home.wait(5000);
      assert.deepEqual(
        [...home.broker.retained.keys()].filter((topic) => topic.includes(ID)),
        [],
      );
      assert.ok(home.broker.retained.has(OTHER_CONFIG));
    });

    it('announces another MAC two seconds after the old one was taken back', () => {
      const desk = home.phone();
      home.online();
      home.unphone(desk);
      home.phone({ mac: OTHER });
      home.start();
      home.wait(1990);
      assert.deepEqual(home.broker.take().slice(0, 1), [`!${CONFIG}`]);
      assert.equal(home.broker.retained.has(OTHER_CONFIG), false);
      home.wait(20);
      assert.ok(home.broker.retained.has(OTHER_CONFIG));
      assert.ok(home.broker.retained.has(`voip/${OTHER_ID}/state`));
    });

    it('announces it so after a deploy that made the node anew', () => {
      const desk = home.phone();
      const node = home.online();
      home.deploys.tell('stopping');
      node.close(false, () => {});
      home.unphone(desk);
      home.phone({ mac: OTHER });
      home.node();
      home.start();
      home.wait(1990);
      assert.equal(home.broker.retained.has(CONFIG), false);
      assert.equal(home.broker.retained.has(OTHER_CONFIG), false);
      home.wait(1000);
      assert.ok(home.broker.retained.has(OTHER_CONFIG));
      assert.equal(home.broker.retained.get('voip/status'), 'online');
    });

    it('takes everything back when it is deleted', () => {
      home.phone();
      home.phone({ id: 'hall', mac: OTHER });
      const node = home.online();
      home.report('incoming-call', '#1 6040');
      let isDone = false;
      node.close(true, () => (isDone = true));
      assert.ok(isDone);
      assert.deepEqual([...home.broker.retained], []);
      assert.deepEqual(home.broker.gone, [true]);
      home.wait(60_000);
      assert.equal(home.calls.clocks.timers > 0, true, "the tracker's own");
    });

    it('says that it is away, and takes nothing back, where it is only made anew', () => {
      home.phone();
      const node = home.online();
      const before = [...home.broker.retained.keys()];
      home.deploys.tell('stopping');
      node.close(false, () => {});
      assert.deepEqual(home.broker.take(), ['!voip/status offline']);
      assert.deepEqual([...home.broker.retained.keys()], before);
    });

    it('finds what was deleted while Node-RED was stopped, and touches nothing else', () => {
      const config = (name: string, status: string): string =>
        JSON.stringify({ origin: { name }, availability: [{ topic: status }] });
      const foreign: readonly (readonly [string, string])[] = [
        ['homeassistant/device/voip_other1/config', config('zigbee2mqtt', 'voip/status')],
        ['homeassistant/device/voip_other2/config', config(ORIGIN.name, 'voip2/status')],
        ['homeassistant/device/0x00158d/config', config(ORIGIN.name, 'voip/status')],
        ['homeassistant/device/voip_broken/config', '{'],
        ['homeassistant/sensor/voip_x/config', config(ORIGIN.name, 'voip/status')],
        [`voip2/${OTHER_ID}/state`, 'idle'],
      ];
      for (const [topic, payload] of foreign) home.broker.retained.set(topic, payload);
      home.broker.retained.set(OTHER_CONFIG, config(ORIGIN.name, 'voip/status'));
      for (const topic of below(OTHER_ID)) home.broker.retained.set(topic, 'OFF');
      home.phone();
      home.online();
      assert.deepEqual(
        [...home.broker.retained.keys()].filter((topic) => topic.startsWith('voip/') && topic.includes(OTHER_ID)),
        [],
      );
      assert.equal(home.broker.retained.has(OTHER_CONFIG), false);
      for (const [topic, payload] of foreign) assert.equal(home.broker.retained.get(topic), payload, topic);
    });

    it('pauses before phones that are new beside one that was found', () => {
      home.broker.retained.set(
        OTHER_CONFIG,
        JSON.stringify({ origin: { name: ORIGIN.name }, availability: [{ topic: 'voip/status' }] }),
      );
      home.phone();
      home.node();
      home.start();
      home.broker.connect();
      home.wait(2200);
      assert.equal(home.broker.retained.has(OTHER_CONFIG), false);
      assert.equal(home.broker.retained.has(CONFIG), false);
      home.wait(500);
      assert.ok(home.broker.retained.has(CONFIG));
    });

    it('announces at once what it announced before Node-RED was stopped', () => {
      home.phone();
      const node = home.online();
      node.close(false, () => {});
      home.broker.lose();
      const next = new Home();
      for (const [topic, payload] of home.broker.retained) next.broker.retained.set(topic, payload);
      next.broker.retained.set(
        OTHER_CONFIG,
        JSON.stringify({ origin: { name: ORIGIN.name }, availability: [{ topic: 'voip/status' }] }),
      );
      next.phone();
      next.node();
      next.start();
      next.broker.connect();
      next.wait(700);
      assert.ok(next.broker.take().some((line) => line.startsWith(`!${CONFIG} {`)));
    });

    it('takes back what it wrote under its former topic', () => {
      home.phone();
      const node = home.online();
      home.redeploy(node, { topic: 'site/b' });
      home.wait(5000);
      assert.deepEqual(
        [...home.broker.retained.keys()].filter((topic) => topic.startsWith('voip/')),
        [],
      );
      assert.equal(home.broker.retained.has(CONFIG), false);
      assert.ok(home.broker.retained.has(`homeassistant/device/site_b_${ID}/config`));
      assert.equal(home.broker.retained.get('site/b/status'), 'online');
    });

    it('takes back while the connection is away what it could not then', () => {
      const desk = home.phone();
      home.online();
      home.broker.lose();
      home.unphone(desk);
      home.start();
      home.broker.connect();
      home.wait(5000);
      assert.deepEqual([...home.broker.retained.keys()], ['voip/status']);
    });

    it('clears the state of an entity that goes', () => {
      const desk = home.phone();
      home.online();
      home.unphone(desk);
      home.phone({ vendor: 'atcom' });
      home.start();
      home.wait(3000);
      assert.deepEqual(home.config().components['door'], { platform: 'binary_sensor' });
      assert.equal(home.broker.retained.has(`voip/${ID}/door`), false);
    });
  });

  describe('commands', () => {
    const PRESSED = `voip/${ID}/set/`;
    async function desk(node: object = {}, phone: object = {}, credentials = {}): Promise<HomeAssistantNode> {
      own(await home.web.start());
      home.phone({ vendor: 'fanvil', model: 'i31S', port: home.web.port, ...phone }, credentials);
      return home.online({ openDoor: true, dial: true, disruptive: true, ...node });
    }
    const arrived = async (count: number): Promise<string[]> => {
      while (home.web.targets.length < count) await new Promise((resolve) => setImmediate(resolve));
      return home.web.targets.map(decodeURIComponent);
    };
    /** Nothing was sent before what is sent now. */
    async function nothingSent(): Promise<void> {
      home.broker.deliver(`${PRESSED}hangup`, 'PRESS');
      assert.equal((await arrived(1)).length, 1);
      assert.match((await arrived(1))[0] ?? '', /RELEASE|F_RELEASE|CANCEL|ONHOOK/i);
      assert.deepEqual(home.errors, []);
    }

    it('do what an active-uri out does', async () => {
      await desk({}, {}, { doorCode: '1234' });
      home.broker.deliver(`${PRESSED}open_door`, 'PRESS');
      assert.match((await arrived(1))[0] ?? '', /1234/);
      home.broker.deliver(`${PRESSED}dial`, '+49 30 / 1234');
      assert.match((await arrived(2))[1] ?? '', /\+49301234/);
      assert.deepEqual(home.broker.take(), [`voip/${ID}/dial`]);
      assert.deepEqual(home.errors, []);
    });

    it('change no state: only a report does', async () => {
      own(await home.web.start());
      home.phone({ vendor: 'atcom', port: home.web.port });
      home.online();
      home.broker.deliver(`${PRESSED}dnd`, 'ON');
      await arrived(1);
      assert.deepEqual(home.broker.take(), []);
      home.report('dnd-on');
      assert.ok(home.broker.take().includes(`!voip/${ID}/dnd ON`));
    });

    it('are never obeyed where the broker has stored them; one warning says so', async () => {
      await desk();
      for (const topic of ['open_door', 'restart', 'hangup'])
        home.broker.deliver(`${PRESSED}${topic}`, 'PRESS', { retain: true });
      home.broker.deliver(`${PRESSED}dial`, '6040', { retain: true });
      assert.equal(home.warnings.length, 1);
      assert.match(home.warnings[0] ?? '', new RegExp(`${PRESSED}open_door`));
      assert.deepEqual(home.broker.take(), []);
      await nothingSent();
    });

    it('are never obeyed late: out of a session that the broker has kept', async () => {
      await desk();
      home.broker.options = { clean: false };
      home.broker.deliver(`${PRESSED}open_door`, 'PRESS', { qos: 1 });
      home.broker.options = { clean: true };
      await nothingSent();
    });

    for (const [name, topic, payload] of [
      ['an unknown phone', `voip/${OTHER_ID}/set/open_door`, 'PRESS'],
      ['another spelling of its id', `voip/${ID.toUpperCase()}/set/open_door`, 'PRESS'],
      ['its MAC with colons', `voip/${MAC}/set/open_door`, 'PRESS'],
      ['a component that it does not have', `${PRESSED}dnd`, 'ON'],
      ['a component that takes none', `${PRESSED}state`, 'idle'],
      ['another payload', `${PRESSED}open_door`, 'press'],
      ['a payload with a blank', `${PRESSED}open_door`, 'PRESS '],
      ['an empty number', `${PRESSED}dial`, ''],
      ['bytes that are no UTF-8', `${PRESSED}dial`, Buffer.from([0xff])],
    ] as const) {
      it(`are not obeyed and not answered: ${name}`, async () => {
        await desk({ entities: ['call', 'state', 'hangup'] });
        home.broker.deliver(topic, payload);
        assert.deepEqual([home.broker.take(), home.warnings], [[], []]);
        await nothingSent();
      });
    }

    for (const [component, payload] of [
      ['open_door', 'PRESS'],
      ['dial', '6040'],
      ['restart', 'PRESS'],
    ] as const) {
      it(`are not obeyed without their own switch: ${component}`, async () => {
        await desk({ openDoor: false, dial: false, disruptive: false });
        assert.deepEqual(home.entities().includes(component), false);
        home.broker.deliver(`${PRESSED}${component}`, payload);
        await nothingSent();
      });
    }

    it('fail as an error of the node, a wrong number among them, with the secrets left out', async () => {
      await desk();
      const failed = home.failure();
      home.broker.deliver(`${PRESSED}dial`, '1;REBOOT');
      const { error, message } = await failed;
      assert.equal(error.code, 'INVALID_VALUE');
      assert.deepEqual(message, {
        topic: `${PRESSED}dial`,
        phone: 'Front desk',
        payload: { action: 'dial', number: '1;REBOOT' },
      });
      assert.deepEqual(home.broker.take(), [`voip/${ID}/dial`]);
      assert.deepEqual(home.web.targets, []);
    });

    it("fail with the phone's refusal", async () => {
      await desk({}, {}, { username: 'u', password: 'secret' });
      home.web.answer = (_request, response) => {
        response.statusCode = 403;
        response.end();
      };
      const failed = home.failure();
      home.broker.deliver(`${PRESSED}hangup`, 'PRESS');
      const { error, message } = await failed;
      assert.deepEqual([error.code, message?.['payload']], ['FORBIDDEN', { action: 'hangup' }]);
      assert.doesNotMatch(JSON.stringify([error.message, message]), /secret/);
    });

    it('name the call where the phone wants that', async () => {
      own(await home.web.start());
      home.phone({ vendor: '2n', port: home.web.port });
      home.online();
      const failed = home.failure();
      home.broker.deliver(`${PRESSED}hangup`, 'PRESS');
      assert.equal((await failed).error.code, 'INVALID_VALUE');
      home.report('incoming-call', '#17 6040');
      home.broker.deliver(`${PRESSED}answer`, 'PRESS');
      assert.match((await arrived(1))[0] ?? '', /session=17/);
    });

    it('end with the node', async () => {
      const node = await desk();
      home.web.answer = () => {};
      home.broker.deliver(`${PRESSED}hangup`, 'PRESS');
      await arrived(1);
      const failed = home.failure();
      node.close(false, () => {});
      assert.equal((await failed).error.code, 'CLOSED');
    });
  });

  describe('its status', () => {
    const last = (): string | undefined => home.shown.at(-1);

    it('counts phones and entities', () => {
      home.phone();
      home.phone({ id: 'hall', mac: OTHER });
      home.online();
      const entities = home.entities().length + home.entities(OTHER_CONFIG).length;
      assert.equal(last(), `green dot 2 phones, ${entities} entities`);
    });

    it('is red while the broker is away', () => {
      home.phone();
      home.online();
      home.broker.lose();
      home.wait(1000);
      assert.equal(last(), 'red ring broker away');
    });

    it('is grey without a broker, and changes when it comes', () => {
      let broker: unknown;
      home.phone();
      home.node({}, { broker: () => broker });
      home.start();
      assert.equal(last(), 'grey ring no broker');
      broker = home.broker;
      home.start();
      home.broker.connect();
      home.wait(3000);
      assert.match(last() ?? '', /^green dot 1 phone, /);
    });

    it('is red where the broker cannot be used, with an error that names what is missing', () => {
      const broker = Object.assign(new FakeBroker(), { subscribe: undefined });
      home.node({}, { broker: () => broker });
      assert.equal(last(), 'red ring unusable broker');
      assert.match(String(home.errors[0]?.error), /no function subscribe/);
      home.start();
      assert.equal(home.errors.length, 1);
    });

    it('is red for a second node of the same topic and broker, which writes nothing', () => {
      home.phone();
      const first = home.online();
      home.node({}, { id: 'second' });
      assert.equal(last(), 'red ring topic in use');
      home.start();
      home.wait(5000);
      assert.deepEqual(home.broker.take(), []);
      first.close(true, () => {});
      home.broker.take();
      home.start();
      home.wait(5000);
      assert.equal(home.broker.retained.get('voip/status'), 'online');
    });

    it('has room for nodes of other topics and of other brokers', () => {
      home.phone();
      home.online();
      home.node({ topic: 'other' }, { id: 'second' });
      home.node({}, { id: 'third', brokerId: 'another' });
      assert.doesNotMatch(home.shown.join(), /in use/);
    });

    it('is red where settings cannot be read: then nothing is published', () => {
      home.phone();
      home.node({ topic: 'a b' });
      home.start();
      home.broker.connect();
      home.wait(5000);
      assert.equal(last(), 'red ring settings unreadable');
      assert.match(home.warnings[0] ?? '', /the topic/);
      assert.deepEqual(home.broker.take(), []);
    });
  });

  it('chooses phones: those that are gone are none, not all', () => {
    home.phone();
    home.phone({ id: 'hall', mac: OTHER });
    home.online({ phones: ['hall'] });
    assert.deepEqual([...home.broker.retained.keys()].filter(isConfig), [OTHER_CONFIG]);
    const other = new Home();
    other.phone();
    other.online({ phones: ['deleted'] });
    assert.deepEqual([...other.broker.retained.keys()], ['voip/status']);
  });

  it("names entities in the runtime's language", () => {
    home.phone();
    home.node({}, { language: (key) => (key === 'entity.open-door' ? 'Tür öffnen' : undefined) });
    home.start();
    home.broker.connect();
    home.wait(3000);
    assert.equal(home.config().components['call']?.['name'], 'Call');
  });

  it('renames a device without another topic or id', () => {
    const desk = home.phone();
    home.online();
    const before = home.config();
    home.unphone(desk);
    home.phone({ name: 'Reception' });
    home.start();
    home.wait(3000);
    assert.deepEqual(home.config().components, before.components);
    assert.equal(home.config().device['name'], 'Reception');
    assert.deepEqual(
      home.broker.take().filter((line) => line.endsWith('/config')),
      [],
    );
  });
});
