import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { identify, isSamePhone } from '../../../nodes/lib/events/sighting';
import type { Report, Sender } from '../../../nodes/lib/events/types';
import { phoneBook, TestPhone, TIME } from './inbox';
import { reportOf } from './reports';

const DESK = '808287046bc2';
const STRANGER = '0c383e000009';

const desk = new TestPhone('desk', 'atcom', 'Desk', DESK);
const door = new TestPhone('door', 'fanvil', 'Door');
const learned = new TestPhone('learned', 'fanvil', 'Learned', '0c383e000001', false);
const find = phoneBook({
  [DESK]: desk,
  '192.168.5.20': desk,
  '192.168.5.21': door,
  [learned.mac]: learned,
  '192.168.5.22': learned,
});

const see = (address: string, sender: Sender, name = 'mute') => {
  const report: Report = { ...reportOf(name, {}), sender };
  return identify({ method: 'GET', target: '', address, time: TIME, authenticated: false }, report, address, find);
};

describe('whose request it is', () => {
  type Case = readonly [
    why: string,
    address: string,
    sender: Sender,
    phone: string | undefined,
    by: string | undefined,
  ];
  const cases: readonly Case[] = [
    ['of the MAC that it names', '10.0.0.9', { mac: DESK }, 'desk', 'mac'],
    ["of that MAC at another phone's address", '192.168.5.21', { mac: DESK }, 'desk', 'mac'],
    ['of that MAC whatever address it names', '10.0.0.9', { mac: DESK, ip: '192.168.5.21' }, 'desk', 'mac'],
    ['of that MAC where a proxy hides the address', '', { mac: DESK }, 'desk', 'mac'],
    [
      'with a MAC that nobody has, of the phone there, which has none',
      '192.168.5.21',
      { mac: STRANGER },
      'door',
      'address',
    ],
    [
      'with such a MAC not of the phone there, which has another',
      '192.168.5.20',
      { mac: STRANGER },
      undefined,
      undefined,
    ],
    [
      'with such a MAC not of the address that it names',
      '10.0.0.9',
      { mac: STRANGER, ip: '192.168.5.21' },
      undefined,
      undefined,
    ],
    ['without a MAC of the phone there', '192.168.5.20', {}, 'desk', 'address'],
    ['without a MAC of the phone there, whatever it names', '192.168.5.20', { ip: '192.168.5.21' }, 'desk', 'address'],
    ['without a MAC of the phone whose host it names', '10.0.0.9', { ip: '192.168.5.21' }, 'door', 'word'],
    [
      'without a MAC not of a phone that only learned the address',
      '10.0.0.9',
      { ip: '192.168.5.22' },
      undefined,
      undefined,
    ],
    ['of the phone that learned the address it comes from', '192.168.5.22', {}, 'learned', 'address'],
    ['of nobody where it names nothing', '10.0.0.9', {}, undefined, undefined],
    ['of nobody at a hidden address', '', {}, undefined, undefined],
    ['of the phone whose host it names from a hidden address', '', { ip: '192.168.5.21' }, 'door', 'word'],
    ['of nobody with a doubtful MAC', '192.168.5.20', { isMacDoubtful: true }, undefined, undefined],
    [
      'of nobody with a doubtful MAC that somebody has',
      '10.0.0.9',
      { mac: DESK, isMacDoubtful: true },
      undefined,
      undefined,
    ],
    [
      'of nobody with a doubtful MAC and an address',
      '10.0.0.9',
      { isMacDoubtful: true, ip: '192.168.5.21' },
      undefined,
      undefined,
    ],
  ];
  for (const [why, address, sender, phone, by] of cases) {
    it(`is ${why}`, () => {
      const { phone: found, knownBy, mac } = see(address, sender);
      assert.equal(found?.id, phone);
      assert.equal(knownBy, by);
      assert.equal(mac, sender.isMacDoubtful ? undefined : sender.mac);
    });
  }

  it('is told with the event in the words of its vendor, undefined where the name means none', () => {
    assert.equal(see('', { mac: DESK }, 'IncomingCallUrl.xml').event, 'incoming-call');
    assert.equal(see('', {}, 'Coffee').event, undefined);
    assert.equal(see('', {}, '').event, undefined);
  });
});

describe('isSamePhone', () => {
  it('holds for one node, and for nodes of one MAC', () => {
    assert.equal(isSamePhone({ id: 'a' }, { id: 'a', mac: DESK }), true);
    assert.equal(isSamePhone({ id: 'a', mac: DESK }, { id: 'b', mac: DESK }), true);
    assert.equal(isSamePhone({ id: 'a', mac: DESK }, { id: 'b', mac: STRANGER }), false);
    assert.equal(isSamePhone({ id: 'a', mac: '' }, { id: 'b', mac: '' }), false);
    assert.equal(isSamePhone({ id: 'a' }, { id: 'b' }), false);
  });
});
