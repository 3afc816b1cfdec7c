import assert from 'node:assert/strict';
import { foldEventName } from '../../../nodes/lib/vendors';
import { EVENT_IDS, EVENTS } from '../../../nodes/lib/vocabulary';
import {
  AKUVOX_DOOR_STATIONS,
  AKUVOX_EXPLANATIONS,
  AKUVOX_TABLE,
  ATCOM_A48_WEB_PAGE,
  ATCOM_FILES,
  ATCOM_TABLE,
  ATCOM_WEB_PAGE_AND_HEADINGS,
  FANVIL_ELSEWHERE,
  FANVIL_TABLE,
} from '../../documents/events';
import { builtIn, firstVendors } from '../../support/vendors';

const TABLES = { atcom: ATCOM_TABLE, akuvox: AKUVOX_TABLE, fanvil: FANVIL_TABLE } as const;

describe('events of the vendors', () => {
  it('have as many rows as their documents', () => {
    assert.equal(ATCOM_TABLE.length, 42);
    assert.equal(AKUVOX_TABLE.length, 34);
    assert.equal(FANVIL_TABLE.length, 41);
  });

  for (const [vendor, table] of Object.entries(TABLES)) {
    it(`${vendor}: every row of the document's table, and no other from it`, () => {
      const rows =
        builtIn.profile(vendor)?.events.filter(({ source }) => !/^(?:FUSIONPBX|LOCAL-AKUVOX)/.test(source)) ?? [];
      const byEvent = new Map(rows.map(({ event, label }) => [event as string, label]));
      assert.deepEqual(byEvent, new Map<string, string>(table.map(([label, event]) => [event, label])));
      assert.equal(byEvent.size, rows.length);
    });

    it(`${vendor}: every label means its event, with the vendor known or not`, () => {
      for (const [label, event] of table) assertNamed(label, event, vendor);
    });
  }

  it('other printed spellings', () => {
    for (const [name, event] of [...ATCOM_WEB_PAGE_AND_HEADINGS, ...ATCOM_FILES]) assertNamed(name, event, 'atcom');
    for (const [name, event] of AKUVOX_EXPLANATIONS) assertNamed(name, event, 'akuvox');
    for (const [name, event] of FANVIL_ELSEWHERE) assertNamed(name, event, 'fanvil');
  });

  it("the labels of ATCOM's own web page", () => {
    for (const [name, event] of ATCOM_A48_WEB_PAGE) assertNamed(name, event, 'atcom');
  });

  it("Akuvox's door stations, whose events are mostly of their own", () => {
    for (const [name, event, category] of AKUVOX_DOOR_STATIONS) {
      assertNamed(name, event, 'akuvox');
      assert.equal(builtIn.eventTerms.get(event)?.category, category, event);
    }
  });

  it("an event of a vendor's own has an id in our style, a category, and no other meaning", () => {
    const own = builtIn.profiles.flatMap(({ events }) => events.filter(({ category }) => category !== undefined));
    assert.ok(own.length > 20);
    for (const { event, category } of own) {
      assert.match(event, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.ok(!Object.hasOwn(EVENTS, event), event);
      assert.equal(builtIn.eventTerms.get(event)?.category, category, event);
      assert.equal(builtIn.eventOf(event), event);
    }
    for (const { events } of builtIn.profiles) {
      for (const { event, category } of events)
        assert.equal(category === undefined, Object.hasOwn(EVENTS, event), event);
    }
  });

  it('prints each spelling in the profile letter by letter', () => {
    const atcom = printed('atcom');
    for (const [name] of ATCOM_FILES) assert.ok(atcom.has(name.replace('.xml', '')), name);
    const fanvil = printed('fanvil');
    for (const [name] of FANVIL_ELSEWHERE) assert.ok(fanvil.has(name.replace('.xml', '')), name);
  });

  it("every parameter of Fanvil's configuration files means the event whose URL is written to it", () => {
    const parameters = (builtIn.profile('fanvil')?.provisioning ?? []).flatMap((form) =>
      Object.entries(form.parameters),
    );
    assert.ok(parameters.length > 50);
    for (const [event, names = []] of parameters) for (const name of names) assertNamed(name, event, 'fanvil');
  });

  it('a dot before anything but a known file extension is part of a name', () => {
    const rows: readonly (readonly [name: string, folded: string])[] = [
      ['action_url.hold', 'actionurl.hold'],
      ['ActionUrl.Mute', 'actionurl.mute'],
      ['ons.actionUrl.incomingCall', 'ons.actionurl.incomingcall'],
      ['incomingCallUrl.xml', 'incomingcall'],
      ...['htm', 'html', 'php', 'cgi', 'asp', 'aspx', 'txt', 'json', 'CFG'].map(
        (end) => [`On_Hook.${end}`, 'onhook'] as const,
      ),
    ];
    for (const [name, folded] of rows) assert.equal(foldEventName(name), folded);
  });
});

describe('eventOf', () => {
  it('takes every id as a name', () => {
    for (const id of EVENT_IDS) {
      for (const vendor of [undefined, ...builtIn.profiles.map((profile) => profile.id), 'nobody'])
        assert.equal(builtIn.eventOf(id, vendor), id);
    }
  });

  it('does not mind case, blanks, dashes, underscores, an extension, a last Url or Uri', () => {
    const spellings = ['incoming-call', 'IncomingCall', 'incomingCallUrl.xml', 'Incoming Call', 'INCOMING_CALL.htm'];
    for (const name of [
      ...spellings,
      'incoming call uri',
      'incomingcallurl.aspx',
      ' Incoming\tCall ',
      'Incoming-Call_',
    ]) {
      assert.equal(builtIn.eventOf(name), 'incoming-call', name);
    }
  });

  it("finds another vendor's name too: a phone without a profile may be anybody's", () => {
    assert.equal(builtIn.eventOf('Registration Succeeded', 'atcom'), 'registered');
    assert.equal(builtIn.eventOf('Handfree', 'generic'), 'handsfree');
    assert.equal(builtIn.eventOf('Tamper', 'no such vendor'), 'tamper');
  });

  it('knows nothing else', () => {
    const others = [
      '',
      '.xml',
      'url',
      'Url.xml',
      '   ',
      'help',
      'incoming',
      'incoming-call-url-url',
      'a'.repeat(70_000),
    ];
    for (const name of [...others, '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']) {
      assert.equal(firstVendors.eventOf(name), undefined, name.slice(0, 30));
      assert.equal(firstVendors.eventOf(name, 'fanvil'), undefined, name.slice(0, 30));
    }
    assert.equal(builtIn.eventOf('incoming-call', '__proto__'), 'incoming-call');
    assert.equal(builtIn.eventOf('constructor', '__proto__'), undefined);
  });
});

function printed(vendor: string): Set<string> {
  return new Set(builtIn.profile(vendor)?.events.flatMap(({ label, names = [] }) => [label].concat(names)));
}

function assertNamed(name: string, event: string, vendor: string): void {
  assert.equal(builtIn.eventOf(name, vendor), event, `${vendor}: ${name}`);
  assert.equal(builtIn.eventOf(name), event, name);
  for (const variant of [name.toUpperCase(), name.replaceAll(' ', '-'), name.replaceAll(' ', '')]) {
    assert.equal(builtIn.eventOf(variant, vendor), event, variant);
  }
}
