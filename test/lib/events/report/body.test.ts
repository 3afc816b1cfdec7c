import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { reportOf } from '../../../../nodes/lib/events/report/arrived';
import { identify } from '../../../../nodes/lib/events/sighting';
import type { Arrival, EventMessage, KnownPhone, Report } from '../../../../nodes/lib/events/types';
import { eventMessage } from '../../../../nodes/lib/events/report/message';
import { notificationOf } from '../../../phones/poly-events';
import { builtIn } from '../../../support/vendors';
import { at, phoneOf, TIME } from './read';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const arrivalOf = (body: string, target = '/phone'): Arrival => ({
  method: 'POST',
  target,
  body: bytes(body),
  address: '192.168.5.20',
  time: TIME,
  authenticated: false,
});
const read = (body: string, target?: string): Report | undefined =>
  reportOf(arrivalOf(body, target), { path: '/phone', vendors: builtIn });

/** The message that a body becomes, from a phone or from a stranger. */
function messageOf(body: string, phone?: KnownPhone): EventMessage {
  const report = read(body);
  assert.ok(report, body);
  const sighting = identify(arrivalOf(body), report, '192.168.5.20', () => phone);
  return eventMessage(report, {
    event: sighting.event ?? 'unknown',
    time: TIME,
    phone: sighting.phone,
  });
}

const POLY = {
  mac: '0004f214b89e',
  ip: '192.168.5.20',
  accounts: [{ user: '1001', host: 'pbx.example', name: 'Lobby' }],
};
const call = { id: '0x2a5b8a0', line: 1, direction: 'in', number: '3032', host: 'pbx.example', name: 'Tom & <Jerry>' };
const posted = (incident: Parameters<typeof notificationOf>[0]): string => {
  const told = notificationOf(incident, { time: TIME, call } as Parameters<typeof notificationOf>[1], POLY);
  assert.ok(told);
  return told.text;
};

describe('events in a body', () => {
  describe('as XML (Poly)', () => {
    it('are read alone and within another element, from a phone and from a stranger', () => {
      const body = posted('incoming');
      for (const [text, phone] of [
        [body, phoneOf('poly')],
        [`<?xml version="1.0" encoding="UTF-8"?>\n<PolycomIPPhone>\n${body}</PolycomIPPhone>\n`, undefined],
      ] as const) {
        const message = messageOf(text, phone);
        assert.equal(message.topic, 'incoming-call');
        assert.deepEqual(message.payload.remote, {
          uri: '3032@pbx.example',
          user: '3032',
          host: 'pbx.example',
          number: '3032',
          name: 'Tom & <Jerry>',
        });
        assert.deepEqual([at(message, 'local.user'), at(message, 'local.name')], ['1001', 'Lobby']);
        assert.deepEqual([at(message, 'phone.mac'), at(message, 'phone.ip')], ['00:04:f2:14:b8:9e', '192.168.5.20']);
        assert.equal(message.payload.doubtful, undefined);
      }
    });

    it('are told apart by the state of the call, attributes and elements alike', () => {
      const message = messageOf(posted('established'));
      assert.equal(message.topic, 'call-established');
      assert.deepEqual(message.payload.call, {
        id: '0x2a5b8a0',
        line: 1,
        direction: 'inbound',
        duration: 0,
      });
      assert.equal(at(message, 'remote.number'), '3032');
      const offering = '<CallStateChangeEvent CallState="Offering"><LineNumber>2</LineNumber></CallStateChangeEvent>';
      assert.deepEqual(
        [messageOf(offering).topic, messageOf(offering).payload.call],
        ['call-state-change', { line: 2 }],
      );
      assert.equal(messageOf(posted('terminated')).topic, 'call-terminated');
    });

    it('are read by the names of their form, whoever has the address', () => {
      const message = messageOf(posted('incoming'), phoneOf('fanvil'));
      assert.deepEqual([message.topic, at(message, 'remote.number')], ['incoming-call', '3032']);
    });

    it('have of two calls the first one’s words', () => {
      const info = (number: string, more = ''): string =>
        `<CallInfo><CallState>Connected</CallState><CallType>Incoming</CallType><CallingPartyDirNum>${number}</CallingPartyDirNum>${more}</CallInfo>`;
      const message = messageOf(
        `<CallStateChangeEvent><CallLineInfo>${info('1')}${info('2', '<CallDuration>9</CallDuration>')}</CallLineInfo></CallStateChangeEvent>`,
      );
      assert.equal(at(message, 'remote.number'), '1');
      assert.equal(at(message, 'call.duration'), undefined);
    });

    it('that no document has are unknown, by their names', () => {
      for (const text of ['<PolycomIPPhone><Sneeze/></PolycomIPPhone>', '<Sneeze/>']) {
        const message = messageOf(text);
        assert.deepEqual([message.topic, message.payload.name], ['unknown', 'Sneeze']);
      }
    });

    const HOSTILE: Readonly<Record<string, string>> = {
      'a document type': '<!DOCTYPE a [<!ENTITY e "x">]><OnHookEvent/>',
      'an entity': '<OnHookEvent><PhoneIP>&e;</PhoneIP></OnHookEvent>',
      'an instruction': '<?php x ?><OnHookEvent/>',
      'a second root': '<OnHookEvent/><OffHookEvent/>',
      'an end that is missing': '<OnHookEvent><PhoneIP>',
      'another end': '<OnHookEvent></OffHookEvent>',
      'great depth': `<OnHookEvent>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</OnHookEvent>`,
      'many elements': `<OnHookEvent>${'<a/>'.repeat(300)}</OnHookEvent>`,
      'a control character': '<OnHookEvent>\u0001</OnHookEvent>',
      nothing: '',
      'blanks alone': ' \n ',
      'an empty PolycomIPPhone': '<PolycomIPPhone/>',
      'a web page': '<!doctype html><html></html>',
    };
    for (const [what, text] of Object.entries(HOSTILE)) {
      it(`are not read with ${what}`, () => assert.equal(read(text), undefined));
    }
  });

  describe('as JSON (Grandstream’s door stations)', () => {
    it('are what the type says', () => {
      const message = messageOf(
        '{"mac":"C074AD112233","type":"301","content":"Jörg opened the door","date":"2026-01-31 08:15","card":"","sip":"1004"}',
      );
      assert.equal(message.topic, 'door-opened');
      assert.equal(at(message, 'phone.mac'), 'c0:74:ad:11:22:33');
      assert.equal(message.variables['content'], 'Jörg opened the door');
      assert.equal(message.variables['sip'], '1004');
      assert.equal(messageOf('{"mac":"C074AD112233","Type":504}').topic, 'doorbell-call');
      assert.equal(messageOf('\ufeff {"type":" 1100 "}').topic, 'tamper');
    });

    it('are notifications where the type is not listed, or not there', () => {
      const own = '{"mac":"C074AD112233","content":"Door opened"}';
      assert.equal(messageOf(own).topic, 'event-notification');
      assert.equal(messageOf('{"type":"4711"}').topic, 'event-notification');
      assert.equal(messageOf('{"type":"constructor"}').topic, 'event-notification');
    });

    it('in Western letters are read as well', () => {
      const report = reportOf(
        { ...arrivalOf(''), body: '{"type":"301","content":"J\xf6rg"}' },
        { path: '/phone', vendors: builtIn },
      );
      assert.equal(report?.variables['content'], 'Jörg');
    });

    it('have texts, numbers and truth values for variables, and no names beyond all measure', () => {
      const text = `{"type":"900","a":1,"b":true,"c":null,"d":{"mac":"0004f2000001"},"e":["x"],"__proto__":"p","${'n'.repeat(200)}":"x"}`;
      const { variables } = messageOf(text);
      assert.deepEqual(Object.entries(variables), [
        ['type', '900'],
        ['a', '1'],
        ['b', 'true'],
        ['__proto__', 'p'],
      ]);
      const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`v${index}`, 'x']));
      assert.equal(Object.keys(messageOf(JSON.stringify({ type: '900', ...many })).variables).length, 200);
    });

    const FOREIGN = ['{"temperature":21}', '[{"type":"301"}]', '"301"', '301', 'null', '{"type":"301"', 'type=301'];
    for (const text of [...FOREIGN, '['.repeat(60_000), `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`]) {
      it(`are not read in ${text.slice(0, 30)}`, () => assert.equal(read(text), undefined));
    }
  });

  it('have the tokens of their URL, and no other', () => {
    const report = read('{"type":"301","token":"inside"}', '/phone?token=a&token=b');
    assert.deepEqual(report?.tokens, ['a', 'b']);
    assert.deepEqual(messageOf('{"type":"301","token":"inside"}').variables, { type: '301' });
  });

  it('name their sender, and two MACs nobody', () => {
    assert.deepEqual(read('{"type":"301","mac":"C074AD112233","ip":"192.168.5.9"}')?.sender, {
      mac: 'c074ad112233',
      ip: '192.168.5.9',
    });
    assert.deepEqual(
      read('<OnHookEvent><MACAddress>0004f2000001</MACAddress><mac>0004f2000002</mac></OnHookEvent>')?.sender,
      { isMacDoubtful: true },
    );
  });

  it('are no business of another path, or method', () => {
    assert.equal(read('{"type":"301"}', '/other'), undefined);
    assert.equal(
      reportOf({ ...arrivalOf('{"type":"301"}'), method: 'PUT' }, { path: '/phone', vendors: builtIn }),
      undefined,
    );
  });
});
