import assert from 'node:assert/strict';
import { commandTarget, readCommand } from '../../../nodes/lib/home-assistant/commands';
import { COMPONENTS } from '../../../nodes/lib/home-assistant/components';
import { ID } from './home';

const PLACE = { topic: 'site/voip', prefix: 'homeassistant' };
const read = (component: (typeof COMPONENTS)[number], payload: string | Buffer) =>
  readCommand(component, Buffer.from(payload));

describe('commands from Home Assistant', () => {
  it('are meant for one entity of one phone', () => {
    assert.deepEqual(commandTarget(PLACE, `site/voip/${ID}/set/dnd`), { id: ID, component: 'dnd' });
  });

  for (const topic of [
    `voip/${ID}/set/dnd`,
    `site/voip/${ID}/dnd`,
    `site/voip/${ID}/set/dnd/x`,
    `site/voip/${ID}/set/DND`,
    `site/voip/${ID}/get/dnd`,
    'site/voip//set/dnd',
    `site/voipx/${ID}/set/dnd`,
    `site/voip/${ID}/set/toString`,
  ]) {
    it(`are none at ${topic}`, () => assert.equal(commandTarget(PLACE, topic), undefined));
  }

  const good: readonly (readonly [(typeof COMPONENTS)[number], string, object])[] = [
    ['dnd', 'ON', { action: 'dnd-on' }],
    ['dnd', 'OFF', { action: 'dnd-off' }],
    ['answer', 'PRESS', { action: 'answer' }],
    ['hangup', 'PRESS', { action: 'hangup' }],
    ['open_door', 'PRESS', { action: 'open-door' }],
    ['restart', 'PRESS', { action: 'reboot' }],
    ['dial', '6040', { action: 'dial', number: '6040' }],
    ['dial', '*21#', { action: 'dial', number: '*21#' }],
    ['dial', ' +49 (0)30 1234-56', { action: 'dial', number: '+4930123456' }],
  ];
  for (const [component, payload, command] of good) {
    it(`are ${JSON.stringify(command)} by ${component} ${payload}`, () =>
      assert.deepEqual(read(component, payload), { command }));
  }

  it('are nothing with any other payload', () => {
    for (const component of COMPONENTS) {
      for (const payload of ['', 'on', ' ON', 'ON\n', 'PRESS ', 'press', 'None', '\0', '{"a":1}', 'x'.repeat(1001)]) {
        if (component === 'dial' && payload !== '' && payload.length <= 1000) continue;
        assert.equal(read(component, payload), undefined, `${component} ${payload}`);
      }
    }
    for (const component of [
      'call',
      'state',
      'door',
      'sensor_1',
      'sensor_2',
      'tamper',
      'registered',
      'reachable',
    ] as const)
      for (const payload of ['ON', 'OFF', 'PRESS', '1']) assert.equal(read(component, payload), undefined);
  });

  it('are nothing in bytes that are no UTF-8', () => {
    assert.equal(read('dial', Buffer.from([0x36, 0xff])), undefined);
    assert.equal(read('dial', Buffer.from('6040\ud800', 'utf16le')), undefined);
  });

  for (const number of ['1;REBOOT', '1&key=REBOOT', 'Anna', '030 1234567 0171 1234567', '-5', '{{ x }}', ' ']) {
    it(`fail for the wrong number ${JSON.stringify(number)}`, () => {
      const found = read('dial', number);
      assert.equal(found?.fault?.code, 'INVALID_VALUE');
      assert.deepEqual(found?.command, { action: 'dial', number });
    });
  }
});
