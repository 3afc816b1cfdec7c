import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { eventMessage, understand } from '../../../../nodes/lib/events/report/message';
import { readTarget } from '../../../../nodes/lib/events/report/target';
import type { EventMessage, EventPayload, KnownPhone, Report } from '../../../../nodes/lib/events/types';
import { EVENTS, type EventId } from '../../../../nodes/lib/vocabulary';
import { random } from '../random';
import { reportOf } from '../reports';
import { builtIn } from '../../../support/vendors';

const TIME = new Date('2026-01-31T08:15:30.123Z');
const RECEIVED = '2026-01-31T08:15:30.123Z';

const phoneOf = (vendor: string, name = 'Lobby'): KnownPhone => ({ id: 'n1', name, vendor, learnAddress() {} });

const messageOf = (variables: Record<string, string>, event: EventId | 'unknown' = 'hold', phone?: KnownPhone) =>
  eventMessage(reportOf('sent', variables), { event, time: TIME, phone });

/** The payload's parts that variables fill, for an event without a direction. */
function partsOf(variables: Record<string, string>, phone?: KnownPhone): Partial<EventPayload> {
  const { event, category, time, ...parts } = messageOf(variables, 'hold', phone).payload;
  assert.deepEqual([event, category, time], ['hold', 'call', RECEIVED]);
  return parts;
}

/** As a server hands it on: the request line's target, read by a node at the root, as the document's phones call it. */
function received(target: string, phone?: KnownPhone): EventMessage {
  const report = readTarget(target, '', builtIn) as Report;
  return eventMessage(report, { event: builtIn.eventOf(report.name, phone?.vendor) ?? 'unknown', time: TIME, phone });
}

describe('eventMessage', () => {
  describe("the requests captured in ATCOM's document", () => {
    const AT = { ip: '172.16.0.102', mac: '80:82:87:04:6B:C2' };
    const OF = { firmware: '2.2.5.45698', model: 'A41W' };
    const ipAndMac = '?ip=172.16.0.102&mac=80:82:87:04:6B:C2';
    const firmwareAndModel = '?firmware=2.2.5.45698&model=A41W';
    const at = { phone: { ip: '172.16.0.102', mac: '80:82:87:04:6b:c2' } };
    const of = { phone: { firmware: '2.2.5.45698', model: 'A41W' } };

    const lines: readonly (readonly [
      target: string,
      event: EventId,
      parts: Partial<EventPayload>,
      variables: Record<string, string>,
    ])[] = [
      [`/setupCompletedUrl.xml${ipAndMac}`, 'setup-completed', { category: 'device', ...at }, AT],
      [`/registeredUrl.xml${ipAndMac}`, 'registered', { category: 'account', ...at }, AT],
      [`/registerFailedUrl.xml${firmwareAndModel}`, 'register-failed', { category: 'account', ...of }, OF],
      [`/offHookUrl.xml${firmwareAndModel}`, 'off-hook', { category: 'hook', ...of }, OF],
      [
        '/idleToBusyUrl.xml?action_user=&action_host=',
        'idle-to-busy',
        { category: 'hook' },
        { action_user: '', action_host: '' },
      ],
      [
        `/cancelCallOutUrl.xml${firmwareAndModel}`,
        'cancel-call-out',
        { category: 'call', call: { direction: 'outbound' }, ...of },
        OF,
      ],
      [`/busyToIdleUrl.xml${firmwareAndModel}`, 'busy-to-idle', { category: 'hook', ...of }, OF],
      [`/openDNDUrl.xml${firmwareAndModel}`, 'dnd-on', { category: 'feature', ...of }, OF],
      [`/closeDNDUrl.xml${firmwareAndModel}`, 'dnd-off', { category: 'feature', ...of }, OF],
      [`/openAlwaysForwardUrl.xml${ipAndMac}`, 'forward-always-on', { category: 'feature', ...at }, AT],
      [`/openBusyForwardUrl.xml${ipAndMac}`, 'forward-busy-on', { category: 'feature', ...at }, AT],
      [`/openNoAnswerForwardUrl.xml${firmwareAndModel}`, 'forward-no-answer-on', { category: 'feature', ...of }, OF],
      [`/closeAlwaysForwardUrl.xml${ipAndMac}`, 'forward-always-off', { category: 'feature', ...at }, AT],
      [`/closeBusyForwardUrl.xml${ipAndMac}`, 'forward-busy-off', { category: 'feature', ...at }, AT],
      [`/closeNoAnswerForwardUrl.xml${firmwareAndModel}`, 'forward-no-answer-off', { category: 'feature', ...of }, OF],
      [`/closeCallWaitingUrl.xml${ipAndMac}`, 'call-waiting-off', { category: 'feature', ...at }, AT],
      [`/openCallWaitingUrl.xml${ipAndMac}`, 'call-waiting-on', { category: 'feature', ...at }, AT],
      ['/unmuteUrl.xml?action_url=', 'unmute', { category: 'call' }, { action_url: '' }],
    ];
    for (const [target, event, parts, variables] of lines) {
      it(target, () => {
        const expected: EventMessage = { topic: event, payload: { event, time: RECEIVED, ...parts }, variables };
        assert.deepEqual(received(target), expected);
        const named = { ...expected.payload, vendor: 'atcom', phone: { name: 'Lobby', ...parts.phone } };
        assert.deepEqual(received(target, phoneOf('atcom')), { ...expected, payload: named });
      });
    }
  });

  it('fills every field', () => {
    const { payload } = messageOf(
      {
        mac: '0c:38:3E:00:00:01',
        ip: '192.168.1.7',
        model: 'X6',
        firmware: '2.4.0',
        date_time: '2026-01-31 09:15:30',
        memory_free: '73400320',
        flash_free: '1024',
        active_uri: 'sip:6040@pbx.example:5060',
        active_user: '6040a',
        active_host: 'pbx2.example',
        call_id: '1',
        line: '2',
        duration: '73',
        caller_ID: '+4930111',
        called_number: '0049302',
        local: 'sip:6040@pbx.example',
        local_user: '6040b',
        local_server: '10.0.0.1',
        local_number: '06040',
        local_displayname: 'Front desk',
        local_domain: 'example',
        remote: '"ignored" <sip:6044@pbx.example>',
        remote_number: '#31#6044',
        remote_displayname: 'Ann',
      },
      'call-terminated',
      phoneOf('fanvil'),
    );
    assert.deepEqual(payload, {
      event: 'call-terminated',
      category: 'call',
      vendor: 'fanvil',
      time: RECEIVED,
      phone: {
        name: 'Lobby',
        mac: '0c:38:3e:00:00:01',
        ip: '192.168.1.7',
        model: 'X6',
        firmware: '2.4.0',
        time: '2026-01-31 09:15:30',
        memoryFree: 73400320,
        flashFree: 1024,
      },
      account: { uri: 'sip:6040@pbx.example:5060', user: '6040a', host: 'pbx2.example' },
      call: { id: '1', line: 2, duration: 73 },
      local: {
        uri: 'sip:6040@pbx.example',
        user: '6040b',
        host: '10.0.0.1',
        number: '06040',
        name: 'Front desk',
        domain: 'example',
      },
      remote: { uri: 'sip:6044@pbx.example', user: '6044', host: 'pbx.example', number: '#31#6044', name: 'Ann' },
    });
  });

  describe('what a variable fills', () => {
    const cases: readonly (readonly [variables: Record<string, string>, parts: Partial<EventPayload>])[] = [
      [{}, {}],
      [{ mac: '', ip: '', model: ' ', remote: '', line: '', duration: '' }, {}],
      [{ mac: '$mac', call_id: '$call_id', remote: '$remote', local: '$$LOCAL$$', model: '$model&' }, {}],
      [
        { active_url: '$active_url', active_user: '$active_user', line: '$line', display_remote: '$display_remote' },
        {},
      ],
      [{ model: '$product' }, {}],
      [{ display_remote: '$mart' }, {}],
      [{ display_remote: 'Cash $mart' }, { remote: { name: 'Cash $mart' } }],
      [{ foo: 'bar', path1: 'x', constructor: 'y' }, {}],
      [{ mac: '80:82:87', ip: 'phone', line: 'one', duration: 'long', memory_free: '12 KB' }, {}],
      [{ MAC: '808287046bc2' }, { phone: { mac: '80:82:87:04:6b:c2' } }],
      [{ ip: '::FFFF:10.0.0.7' }, { phone: { ip: '10.0.0.7' } }],
      [{ 'call-id': '0033' }, { call: { id: '0033' } }],
      [{ callId: 'a', call_id: 'b' }, { doubtful: ['call.id'] }],
      [{ callId: '$call_id', call_id: 'b' }, { call: { id: 'b' } }],
      [{ line: '0' }, { call: { line: 0 } }],
      [{ remote: '6044' }, { remote: { number: '6044' } }],
      [{ remote: '+4930' }, { remote: { number: '+4930' } }],
      [
        { remote: '"John & Co" <sip:1@h;user=phone>' },
        { remote: { uri: 'sip:1@h;user=phone', user: '1', host: 'h', number: '1', name: 'John & Co' } },
      ],
      [
        { remote: '"John" <sip:bob@h>', display_remote: '"Bob" & more' },
        { remote: { uri: 'sip:bob@h', user: 'bob', host: 'h', name: '"Bob" & more' } },
      ],
      [{ display_local: '前台', local: 'sip:a@h' }, { local: { uri: 'sip:a@h', user: 'a', host: 'h', name: '前台' } }],
    ];
    /** Names that one vendor or another has alone. */
    const ofSome: typeof cases = [
      [{ duration: '00:01:13' }, { call: { duration: 73 } }],
      [{ active_url: '6040@10.0.0.1' }, { account: { uri: '6040@10.0.0.1', user: '6040', host: '10.0.0.1' } }],
      [{ active_uri: '6040' }, { account: { user: '6040' } }],
    ];
    it('by names of some vendors, from strangers and phones of other makes', () => {
      for (const [variables, parts] of ofSome) {
        assert.deepEqual(partsOf(variables), parts);
        const named = { ...parts, vendor: 'generic', phone: { name: 'Lobby' } };
        assert.deepEqual(partsOf(variables, phoneOf('generic')), named);
      }
    });
    for (const vendor of [undefined, 'atcom', 'fanvil', 'akuvox', 'generic']) {
      it(`from ${vendor ?? 'an unknown sender'}`, () => {
        for (const [variables, parts] of cases) {
          const phone = vendor === undefined ? undefined : phoneOf(vendor);
          const named = phone && { ...parts, vendor, phone: { name: 'Lobby', ...parts.phone } };
          assert.deepEqual(partsOf(variables, phone), named ?? parts);
          assert.deepEqual(messageOf(variables).variables, variables);
        }
      });
    }
  });

  it("says an event's category and direction", () => {
    for (const [event, term] of Object.entries(EVENTS)) {
      const { topic, payload } = messageOf({}, event as EventId);
      const direction = 'direction' in term ? { call: { direction: term.direction } } : {};
      assert.equal(topic, event);
      assert.deepEqual(payload, { event, category: term.category, time: RECEIVED, ...direction });
    }
    assert.equal(messageOf({}, 'missed-call').payload.call?.direction, 'inbound');
    assert.equal(messageOf({}, 'outgoing-call').payload.call?.direction, 'outbound');
  });

  it('has no name for a phone without one', () => {
    assert.deepEqual(partsOf({}, phoneOf('atcom', '')), { vendor: 'atcom' });
  });

  it('passes an unknown event on under its name', () => {
    assert.deepEqual(received('/Fax%20Jam?ip=10.0.0.7&tray=2', phoneOf('akuvox')), {
      topic: 'unknown',
      payload: {
        event: 'unknown',
        name: 'Fax Jam',
        vendor: 'akuvox',
        time: RECEIVED,
        phone: { name: 'Lobby', ip: '10.0.0.7' },
      },
      variables: { ip: '10.0.0.7', tray: '2' },
    });
    assert.deepEqual(received('/').payload, { event: 'unknown', time: RECEIVED });
  });

  it('gives every message objects of its own', () => {
    const report = readTarget('/hold?mac=808287046BC2&__proto__=1&callid=1&call_id=2', '', builtIn) as Report;
    const context = { event: 'hold', time: TIME, understood: understand(report, 'hold') } as const;
    const [first, second] = [eventMessage(report, context), eventMessage(report, context)];
    assert.deepEqual(eventMessage(report, { event: 'hold', time: TIME }), first);
    assert.deepEqual(first, second);
    first.variables.mac = 'changed';
    if (first.payload.phone) first.payload.phone.mac = 'changed';
    first.payload.doubtful?.push('changed');
    assert.equal(second.variables.mac, '808287046BC2');
    assert.equal(second.payload.phone?.mac, '80:82:87:04:6b:c2');
    assert.deepEqual(second.payload.doubtful, ['call.id']);
    assert.equal(report.variables.mac, '808287046BC2');
    assert.deepEqual(Object.keys(first.variables), ['mac', '__proto__', 'callid', 'call_id']);
  });

  it('makes sense of any text', () => {
    const next = random(7);
    const names =
      'mac ip model line duration memory_free remote local active_url display_remote call_id caller_id'.split(' ');
    const words = '" < > sip: sips: tel: @ : ; = % %2 [ ] \\ $ $$ & + # * 1 00 a ü ::1 10.0.0.1 "<'
      .split(' ')
      .concat(' ', '');
    for (let i = 0; i < 20_000; i++) {
      const variables: Record<string, string> = {};
      for (const name of names) {
        let text = '';
        for (let n = Math.floor(next() * 8); n > 0; n--) text += words[Math.floor(next() * words.length)] ?? '';
        variables[name] = text;
      }
      const message = messageOf(variables);
      assert.deepEqual(message.variables, variables);
      for (const part of Object.values(message.payload)) {
        if (typeof part !== 'object') continue;
        assert.ok(Object.keys(part).length > 0);
        for (const value of Object.values(part))
          assert.ok(typeof value === 'number' ? Number.isFinite(value) : value, JSON.stringify(variables));
      }
    }
  });
});
