import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { composePlan } from '../../../nodes/lib/commands/compose';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import { eventIn } from '../../../nodes/lib/events/report/event';
import { eventMessage } from '../../../nodes/lib/events/report/message';
import { readTarget } from '../../../nodes/lib/events/report/target';
import type { EventMessage } from '../../../nodes/lib/events/types';
import { Routes } from '../../../nodes/lib/events/routes';
import { VendorCatalogue } from '../../../nodes/lib/vendors';
import { generic } from '../../../nodes/lib/vendors/profiles/generic';
import { builtIn } from '../../support/vendors';
import { failure } from '../commands/errors';
import { Inbox, TIME } from '../events/inbox';
import { sketch } from './sketch';

const source = 'X';

/** Two vendors that there are not: what only they know, nobody else may know. */
const lobby = sketch('lobby', {
  series: [{ id: 'l', label: 'L', prefixes: ['L'], models: ['L1'], source }],
  events: [
    { event: 'gate-lifted', category: 'door', label: 'Gate Lifted', names: ['schranke'], source },
    { event: 'call-established', label: 'Talking', source },
  ],
  variables: [
    { name: 'way', field: 'call.direction', label: 'Direction', filled: [{ phases: ['always'] }], source },
    { name: 'host_mac', field: 'phone.mac', label: 'MAC', filled: [{ phases: ['always'] }], source },
  ],
  keys: [{ key: 'BURN', label: 'Erases all', disruptive: true, source }],
});
const porch = sketch('porch', {
  freeKeys: true,
  series: [{ ...lobby.series[0], id: 'p', label: 'P', prefixes: ['P'], models: ['P1'], source }],
});
const sketches = new VendorCatalogue([lobby, porch, generic]);

function messageOf(target: string, vendors: VendorCatalogue, vendor?: string): EventMessage {
  const report = readTarget(target, '/phone', vendors) ?? assert.fail(target);
  const phone = vendor === undefined ? undefined : { id: 'n1', name: '', vendor, learnAddress() {} };
  return eventMessage(report, { event: eventIn(report, vendor) ?? 'unknown', time: TIME, phone });
}

describe('VendorCatalogue', () => {
  it('has the profiles it was made of, by their ids alone', () => {
    assert.deepEqual(sketches.profiles, [lobby, porch, generic]);
    assert.equal(sketches.profile('lobby'), lobby);
    assert.equal(sketches.profile('fanvil'), undefined);
    for (const id of ['', 'Lobby', '__proto__', 'constructor', 'toString']) {
      assert.equal(sketches.profile(id), undefined, id);
      assert.equal(builtIn.profile(id), undefined, id);
    }
  });

  it('refuses two profiles of one id', () => {
    assert.throws(() => new VendorCatalogue([lobby, generic, sketch('lobby')]), /two vendor profiles.*"lobby"/);
  });

  it('is empty without profiles, but for our own words', () => {
    const none = new VendorCatalogue([]);
    assert.equal(none.eventOf('incoming-call'), 'incoming-call');
    assert.equal(none.eventOf('Phone Off Hooked'), undefined);
    assert.equal(none.namesOf().meaningOf('mac')?.field, 'phone.mac');
    assert.equal(none.isDisruptiveKey('REBOOT'), false);
    assert.equal(none.guess('X4U', ['mac']), undefined);
  });

  it("knows a vendor's events, and no other catalogue does", () => {
    assert.equal(sketches.eventOf('Schranke', 'lobby'), 'gate-lifted');
    assert.equal(sketches.eventOf('Schranke'), 'gate-lifted');
    assert.deepEqual(sketches.eventTerms.get('gate-lifted'), { category: 'door', phase: 'door' });
    assert.equal(builtIn.eventOf('Schranke'), undefined);
    assert.equal(builtIn.eventTerms.get('gate-lifted'), undefined);
  });

  it('guesses by model and variables among its vendors, whatever keys they take', () => {
    assert.equal(sketches.guess('L1', []), 'lobby');
    assert.equal(sketches.guess('P1', []), 'porch');
    assert.equal(sketches.guess(undefined, ['Way']), 'lobby');
    assert.equal(sketches.guess('X4U', []), undefined);
    assert.equal(builtIn.guess('L1', []), undefined);
  });
});

describe('a request, read by the vendors at hand', () => {
  it('gets its direction from a variable, where the event tells none', () => {
    const inbound = messageOf('/phone/talking?way=incoming', sketches, 'lobby');
    assert.deepEqual([inbound.topic, inbound.payload.call?.direction], ['call-established', 'inbound']);
    assert.equal(messageOf('/phone/talking?way=outgoing', sketches).payload.call?.direction, 'outbound');
    assert.deepEqual(messageOf('/phone/talking?way=incoming', builtIn).payload.event, 'unknown');
    assert.equal(messageOf('/phone/call-established?way=incoming', builtIn).payload.call, undefined);
  });

  it('is from whom the vendor names so', () => {
    const target = '/phone/hold?host_mac=80:82:87:04:6B:C2';
    assert.equal(readTarget(target, '/phone', sketches)?.sender.mac, '808287046bc2');
    assert.equal(readTarget(target, '/phone', builtIn)?.sender.mac, undefined);
  });

  it('is an event of the routes that know it', () => {
    for (const [vendors, status] of [
      [sketches, 200],
      [builtIn, 404],
    ] as const) {
      const inbox = new Inbox();
      const routes = new Routes(vendors);
      routes.add('/phone', inbox.reception);
      const arrival = { method: 'GET', address: '192.0.2.1', time: TIME, authenticated: false };
      const answer = routes.answer({ ...arrival, target: '/phone/schranke' });
      for (const deliver of answer?.deliveries ?? []) deliver();
      assert.equal(answer?.status, status);
      assert.deepEqual(inbox.topics, status === 200 ? ['gate-lifted'] : []);
    }
  });
});

describe('a command to a phone of any make', () => {
  it("is refused a key that reboots or erases some vendor's phones", () => {
    const compose = (vendors: VendorCatalogue, keys: string) =>
      composePlan(parsePayload({ action: 'press', keys }), {
        vendors,
        profile: generic,
        path: '/do?key=',
        transport: 'http',
        disruptive: false,
        credentials: {},
      });
    failure('DISRUPTIVE_REFUSED', () => compose(sketches, 'burn'));
    assert.equal(compose(builtIn, 'burn').requests[0]?.wire, '/do?key=burn');
    failure('DISRUPTIVE_REFUSED', () => compose(builtIn, 'F_REBOOT'));
    assert.equal(compose(sketches, 'F_REBOOT').requests[0]?.wire, '/do?key=F_REBOOT');
  });
});
