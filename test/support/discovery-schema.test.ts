import assert from 'node:assert/strict';
import { discoveryProblems } from './discovery-schema';

const TOPIC = 'homeassistant/device/voip_1/config';
interface Config {
  device: Record<string, unknown>;
  [name: string]: unknown;
}
const good = (): Config => ({
  device: { identifiers: ['voip_1'], name: 'Desk', connections: [['mac', '80:82:87:04:6b:c2']] },
  origin: { name: 'someone', sw_version: '1', support_url: 'https://example.com/' },
  availability: [{ topic: 'voip/status', payload_available: 'online' }],
  availability_mode: 'all',
  components: {
    call: { platform: 'event', unique_id: 'a', state_topic: 'voip/1/call', event_types: ['x'], availability: [] },
    state: { platform: 'sensor', unique_id: 'b', state_topic: 's', device_class: 'enum', options: ['x'] },
    door: { platform: 'binary_sensor', unique_id: 'c', state_topic: 's', device_class: 'door', off_delay: 5 },
    dnd: { platform: 'switch', unique_id: 'd', state_topic: 's', command_topic: 'c' },
    open: {
      platform: 'button',
      unique_id: 'e',
      command_topic: 'c',
      device_class: 'restart',
      entity_category: 'config',
    },
    dial: { platform: 'text', unique_id: 'f', command_topic: 'c', state_topic: 's', min: 0, max: 64 },
    gone: { platform: 'button' },
  },
});
const part = (config: Config, name: string): Record<string, Record<string, unknown>> =>
  config[name] as Record<string, Record<string, unknown>>;
const entity = (config: Config, name: string): Record<string, unknown> => part(config, 'components')[name] ?? {};

describe('the strict reader of discovery payloads', () => {
  it('takes what Home Assistant takes', () => {
    assert.deepEqual(discoveryProblems(TOPIC, JSON.stringify(good())), []);
  });

  const bad: readonly (readonly [string, (config: Config) => void, RegExp])[] = [
    ['a tilde at the root', (config) => (config['~'] = 'voip'), /^~: not known there$/],
    ['a name at the root', (config) => (config['name'] = 'Desk'), /^name: not known/],
    ['an unknown key of the device', (config) => (part(config, 'device')['ip'] = {}), /device: ip: not known/],
    ['a device that nothing identifies', (config) => (config['device'] = { name: 'x' }), /neither identifiers/],
    ['no device', (config) => Object.assign(config, { device: undefined }), /device is missing/],
    ['no origin', (config) => delete config['origin'], /origin is missing/],
    ['an origin without a name', (config) => (config['origin'] = { sw_version: '1' }), /origin: name is missing/],
    ['a connection that is no pair', (config) => (config.device['connections'] = [['mac']]), /no connections/],
    [
      'a MAC in capitals',
      (config) => (config.device['connections'] = [['mac', '80:82:87:04:6B:C2']]),
      /no connections/,
    ],
    ['a page without http', (config) => (config.device['configuration_url'] = 'ftp://a/'), /no web page/],
    ['a login in a page', (config) => (config.device['configuration_url'] = 'http://a:b@c/'), /a login/],
    ['an unknown mode', (config) => (config['availability_mode'] = 'some'), /availability_mode: none of/],
    ['a topic with a wildcard', (config) => (config['availability'] = [{ topic: 'voip/#' }]), /no topic/],
    ['an empty topic', (config) => (entity(config, 'door')['state_topic'] = ''), /door: state_topic: no topic/],
    ['a control character', (config) => (entity(config, 'door')['state_topic'] = 'a\0'), /no topic/],
    ['availability twice', (config) => (entity(config, 'call')['availability_topic'] = 'a'), /availability twice/],
    ['no unique_id', (config) => delete entity(config, 'call')['unique_id'], /call: unique_id is missing/],
    ['the same unique_id twice', (config) => (entity(config, 'dnd')['unique_id'] = 'a'), /another's, too/],
    ['no platform', (config) => delete entity(config, 'call')['platform'], /call: no platform/],
    ['an unknown platform', (config) => (entity(config, 'call')['platform'] = 'phone'), /call: no platform/],
    ['an event without types', (config) => (entity(config, 'call')['event_types'] = []), /no list of texts/],
    ['an enum without options', (config) => delete entity(config, 'state')['options'], /go together/],
    ['a misspelt option', (config) => (entity(config, 'door')['of_delay'] = 5), /of_delay: not known/],
    ['a retained command', (config) => (entity(config, 'open')['retain'] = true), /retain: not known/],
    ['a template', (config) => (entity(config, 'door')['value_template'] = '{{ x }}'), /value_template: not known/],
    ['a sensor of category config', (config) => (entity(config, 'door')['entity_category'] = 'config'), /never added/],
    ['an unknown class', (config) => (entity(config, 'door')['device_class'] = 'gate'), /device_class: none of/],
    [
      'a button without a topic',
      (config) => delete entity(config, 'open')['command_topic'],
      /command_topic is missing/,
    ],
    ['a text of more than 255', (config) => (entity(config, 'dial')['max'] = 300), /max: no number/],
    ['min above max', (config) => (entity(config, 'dial')['min'] = 65), /min above max/],
    ['a doorbell that cannot ring', (config) => (entity(config, 'call')['device_class'] = 'doorbell'), /without ring/],
    ['the id that is no more', (config) => (entity(config, 'door')['object_id'] = 'x'), /object_id: not known/],
  ];
  for (const [name, spoil, words] of bad) {
    it(`refuses ${name}`, () => {
      const config = good();
      spoil(config);
      const problems = discoveryProblems(TOPIC, JSON.stringify(config));
      assert.ok(
        problems.some((problem) => words.test(problem)),
        problems.join('\n'),
      );
    });
  }

  it('refuses other topics, and what is no JSON', () => {
    assert.match(discoveryProblems('homeassistant/device/a b/config', '{').join(), /no discovery topic.*no JSON/);
  });
});
