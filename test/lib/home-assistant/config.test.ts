import assert from 'node:assert/strict';
import { COMPONENTS, TICKS } from '../../../nodes/lib/home-assistant/components';
import { deviceConfig, type DeviceFacts } from '../../../nodes/lib/home-assistant/config';
import { configTopic, deviceId } from '../../../nodes/lib/home-assistant/names';
import {
  type Choice,
  doorPulseOf,
  factsOf,
  type Missing,
  offered,
  type OfferedPhone,
  type Offers,
  offersOf,
} from '../../../nodes/lib/home-assistant/offers';
import { discoveryProblems } from '../../support/discovery-schema';
import { builtIn } from '../../support/vendors';
import { ID, ORIGIN } from './home';

const ALL: Choice = { entities: new Set(TICKS), openDoor: true, dial: true, disruptive: true };
const USUAL: Choice = { ...ALL, openDoor: false, dial: false, disruptive: false };
const PLACE = { topic: 'voip', prefix: 'homeassistant' };
const DEVICE: DeviceFacts = {
  id: ID,
  name: 'Front desk',
  mac: ID,
  host: '10.0.0.12',
  protocol: 'http',
  port: undefined,
  manufacturer: 'Fanvil',
  model: 'X4',
  firmware: '2.12.1',
};

function offersFor(phone: Partial<OfferedPhone> & { vendor: string }, choice = ALL): Offers {
  const full: OfferedPhone = { model: '', path: '', separator: '', transport: 'http', ...phone };
  const profile = builtIn.profile(phone.vendor);
  return offersOf(profile && factsOf(full, profile, builtIn), choice);
}

const config = (changes: Partial<DeviceFacts> = {}, offers = offersFor({ vendor: 'generic' }), more: object = {}) =>
  deviceConfig({ ...DEVICE, ...changes }, offers, {
    place: PLACE,
    origin: ORIGIN,
    connection: undefined,
    nameOf: (component) => `name of ${component}`,
    ...more,
  }) as Record<string, unknown> & { device: object; components: Record<string, object> };

const why = (offers: Offers, component: (typeof COMPONENTS)[number]): Missing | undefined => offers.get(component);

describe('the devices that are announced', () => {
  it('are what Home Assistant takes, of every vendor and model', () => {
    for (const { id, label, series } of builtIn.profiles) {
      for (const model of ['', ...series.flatMap(({ models }) => models)]) {
        for (const transport of ['http', 'sip'] as const) {
          for (const choice of [ALL, USUAL]) {
            const offers = offersFor({ vendor: id, model, transport }, choice);
            const text = JSON.stringify(config({ manufacturer: label, model }, offers));
            assert.deepEqual(discoveryProblems(configTopic(PLACE, ID), text), [], `${id} ${model}`);
          }
        }
      }
    }
  });

  it('say what the phone is', () => {
    assert.deepEqual(config().device, {
      identifiers: [`voip_${ID}`],
      connections: [['mac', '80:82:87:04:6b:c2']],
      name: 'Front desk',
      manufacturer: 'Fanvil',
      model: 'X4',
      sw_version: '2.12.1',
      configuration_url: 'http://10.0.0.12/',
    });
    assert.deepEqual(
      config({ id: 'a_b', mac: '', name: '', host: '', manufacturer: undefined, model: undefined, firmware: undefined })
        .device,
      { identifiers: ['voip_a_b'], name: 'a_b' },
    );
  });

  const pages: readonly (readonly [string, Partial<DeviceFacts>, string | undefined])[] = [
    ['a port and TLS', { protocol: 'https', port: 8443 }, 'https://10.0.0.12:8443/'],
    ['IPv6', { host: 'fd00::1' }, 'http://[fd00::1]/'],
    ['a login', { host: 'admin:admin@10.0.0.12' }, undefined],
    ['a user', { host: 'admin@10.0.0.12' }, undefined],
    ['what is no host', { host: 'a b' }, undefined],
    ['no host', { host: '' }, undefined],
  ];
  for (const [name, changes, page] of pages) {
    it(`name the web page of a phone with ${name}`, () => {
      assert.equal((config(changes).device as { configuration_url?: string }).configuration_url, page);
    });
  }

  it('are called by their MAC where they have no name, and by no stranger with control characters', () => {
    assert.equal((config({ name: '' }).device as { name: string }).name, '80:82:87:04:6b:c2');
    const told = config({ model: 'X\n4', firmware: 'a'.repeat(400) }).device as { model: string; sw_version: string };
    assert.deepEqual([told.model, told.sw_version.length], ['X4', 200]);
  });

  it('have no name of the phone in a topic or an id', () => {
    const text = JSON.stringify({ ...config({ name: 'NAME' }), device: {} });
    assert.doesNotMatch(text, /NAME/);
    assert.equal(deviceId({ mac: '', id: 'f1/desk.a b-c' }), 'f1_desk_a_b-c');
    assert.equal(deviceId({ mac: ID, id: 'x' }), ID);
    const deep = deviceConfig(DEVICE, offersFor({ vendor: 'generic' }), {
      place: { topic: 'site/a', prefix: 'ha' },
      origin: ORIGIN,
      connection: undefined,
      nameOf: (component) => component,
    }) as { components: { call: object } };
    assert.deepEqual(deep.components.call, {
      platform: 'event',
      unique_id: `site_a_${ID}_call`,
      name: 'call',
      state_topic: `site/a/${ID}/call`,
      event_types: [
        ...['ringing', 'dialing', 'answered', 'ended', 'missed', 'rejected', 'forwarded', 'elsewhere', 'unanswered'],
        ...['busy', 'canceled'],
      ],
      availability: [],
    });
  });

  it('have every entity with what the contract says, nothing more', () => {
    const below = (last: string): string => `voip/${ID}/${last}`;
    const expected: Record<string, object> = {
      state: {
        platform: 'sensor',
        state_topic: below('state'),
        device_class: 'enum',
        options: ['idle', 'ringing', 'dialing', 'talking', 'held', 'busy'],
        json_attributes_topic: below('attributes'),
      },
      door: { platform: 'binary_sensor', state_topic: below('door'), device_class: 'door' },
      sensor_1: { platform: 'binary_sensor', state_topic: below('sensor_1'), off_delay: 5 },
      sensor_2: { platform: 'binary_sensor', state_topic: below('sensor_2'), off_delay: 5 },
      tamper: { platform: 'binary_sensor', state_topic: below('tamper'), device_class: 'tamper', off_delay: 5 },
      registered: {
        platform: 'binary_sensor',
        state_topic: below('registered'),
        device_class: 'connectivity',
        entity_category: 'diagnostic',
      },
      reachable: {
        platform: 'binary_sensor',
        state_topic: below('reachable'),
        device_class: 'connectivity',
        entity_category: 'diagnostic',
      },
      dnd: { platform: 'switch', state_topic: below('dnd'), command_topic: below('set/dnd') },
      answer: { platform: 'button', command_topic: below('set/answer') },
      hangup: { platform: 'button', command_topic: below('set/hangup') },
      dial: { platform: 'text', state_topic: below('dial'), command_topic: below('set/dial'), min: 0, max: 64 },
    };
    const { components } = config({}, offersFor({ vendor: 'fanvil', model: 'i31S' }));
    const desk = config({}, offersFor({ vendor: 'atcom' })).components;
    for (const [name, options] of Object.entries(expected)) {
      const found = [components, desk, config().components]
        .map((each) => each[name] ?? {})
        .find((each) => Object.keys(each).length > 1);
      assert.deepEqual(found, { unique_id: `voip_${ID}_${name}`, name: `name of ${name}`, ...options }, name);
    }
    assert.deepEqual(config({}, offersFor({ vendor: 'fanvil', model: 'i31S' })).components['open_door'], {
      platform: 'button',
      unique_id: `voip_${ID}_open_door`,
      name: 'name of open_door',
      command_topic: below('set/open_door'),
    });
    assert.deepEqual(config({}, offersFor({ vendor: 'fanvil' })).components['restart'], {
      platform: 'button',
      unique_id: `voip_${ID}_restart`,
      name: 'name of restart',
      command_topic: below('set/restart'),
      device_class: 'restart',
      entity_category: 'config',
      enabled_by_default: false,
    });
    // Nothing else is ever written, whatever the phone can do.
    assert.deepEqual(Object.keys(components), [...COMPONENTS]);
  });

  it('have components that the phone lacks as their platform alone', () => {
    const { components } = config({}, offersFor({ vendor: 'generic' }, { ...USUAL, entities: new Set(['call']) }));
    assert.deepEqual(components['state'], { platform: 'sensor' });
    assert.deepEqual(components['open_door'], { platform: 'button' });
    assert.ok(Object.keys(components['call'] ?? {}).length > 1);
  });

  it('are available while the node is, and the connection, where the broker tells it', () => {
    const own = { topic: 'voip/status', payload_available: 'online', payload_not_available: 'offline' };
    assert.deepEqual([config()['availability'], config()['availability_mode']], [[own], 'all']);
    const connection = { topic: 'red/here', present: 'yes', absent: 'no' };
    assert.deepEqual(config({}, offersFor({ vendor: 'generic' }), { connection })['availability'], [
      own,
      { topic: 'red/here', payload_available: 'yes', payload_not_available: 'no' },
    ]);
    const same = { topic: 'voip/status', present: 'yes', absent: 'no' };
    assert.deepEqual(config({}, offersFor({ vendor: 'generic' }), { connection: same })['availability'], [own]);
    assert.deepEqual(config()['origin'], ORIGIN);
  });
});

describe('which entities a phone gets', () => {
  it('is what its vendor reports and does, of what is ticked', () => {
    assert.deepEqual(offered(offersFor({ vendor: 'atcom' }, USUAL)), [
      ...['call', 'state', 'registered', 'reachable', 'dnd', 'answer', 'hangup'],
    ]);
    const door = offered(offersFor({ vendor: 'akuvox', model: 'R20A' }));
    assert.ok(door.includes('open_door'), door.join());
    assert.deepEqual(offered(offersOf(undefined, ALL)), ['reachable']);
  });

  it('is told with the reason where one is missing', () => {
    const none = offersOf(undefined, ALL);
    assert.deepEqual(why(none, 'call'), { why: 'no-vendor' });
    assert.deepEqual(why(offersFor({ vendor: 'atcom' }), 'door'), {
      why: 'vendor',
      events: ['door-opened'],
      actions: [],
    });
    assert.deepEqual(why(offersFor({ vendor: 'vtech' }), 'answer'), { why: 'vendor', events: [], actions: ['answer'] });
    assert.deepEqual(why(offersFor({ vendor: 'atcom' }, USUAL), 'open_door')?.why, 'vendor');
    assert.deepEqual(why(offersFor({ vendor: 'fanvil', model: 'i31S' }, USUAL), 'open_door'), { why: 'openDoor' });
    assert.deepEqual(why(offersFor({ vendor: 'fanvil' }, USUAL), 'dial'), { why: 'dial' });
    assert.deepEqual(why(offersFor({ vendor: 'fanvil' }, USUAL), 'restart'), { why: 'disruptive' });
    assert.deepEqual(why(offersFor({ vendor: 'atcom' }, { ...ALL, entities: new Set() }), 'call'), { why: 'unticked' });
  });

  it('depends on the model, where only some report it or take commands', () => {
    assert.equal(why(offersFor({ vendor: 'snom', model: 'D862' }), 'answer')?.why, 'model');
    assert.equal(why(offersFor({ vendor: 'snom', model: 'D735' }), 'answer'), undefined);
    assert.equal(why(offersFor({ vendor: 'grandstream', model: 'GXP2170' }), 'door')?.why, 'model');
    assert.equal(why(offersFor({ vendor: 'grandstream', model: 'GDS3710' }), 'door'), undefined);
  });

  it('is no button that could only fail: phones of any make report everything and take no action', () => {
    for (const path of ['', '/cgi-bin/do?key='])
      for (const name of ['dnd', 'answer', 'hangup', 'open_door', 'restart', 'dial'] as const)
        assert.equal(why(offersFor({ vendor: 'generic', path }), name)?.why, 'vendor', `${name} ${path}`);
    assert.equal(why(offersFor({ vendor: 'generic' }), 'door'), undefined);
  });

  it('is not less for a code or a password that is missing: the command says so', () => {
    assert.equal(why(offersFor({ vendor: 'grandstream' }), 'dial'), undefined);
    assert.equal(why(offersFor({ vendor: '2n' }), 'hangup'), undefined);
  });

  it('has a door fall shut by itself where nobody reports that it is closed, or the node says so', () => {
    const pulse = (vendor: string, set?: number, model = ''): number | undefined => {
      const profile = builtIn.profile(vendor);
      const phone: OfferedPhone = { vendor, model, path: '', separator: '', transport: 'http' };
      return doorPulseOf(profile && factsOf(phone, profile, builtIn), set);
    };
    const closing = builtIn.profiles.filter(({ events }) => events.some(({ event }) => event === 'door-closed'));
    assert.ok(closing.length > 0);
    for (const { id } of builtIn.profiles)
      assert.equal(pulse(id), closing.some((each) => each.id === id) || id === 'generic' ? undefined : 5, id);
    assert.equal(pulse('generic', 3), 3);
  });
});
