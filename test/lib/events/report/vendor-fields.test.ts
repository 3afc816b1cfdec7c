import assert from 'node:assert/strict';
import { eventIn } from '../../../../nodes/lib/events/report/event';
import { eventMessage } from '../../../../nodes/lib/events/report/message';
import { readTarget } from '../../../../nodes/lib/events/report/target';
import type { EventMessage } from '../../../../nodes/lib/events/types';
import { type UrlForm, VendorCatalogue, type VendorProfile } from '../../../../nodes/lib/vendors';
import { actionUrl, chooseVariables } from '../../../../nodes/lib/vendors/action-url';
import { PROFILES } from '../../../../nodes/lib/vendors/profiles';
import { sketch } from '../../vendors/sketch';
import { at, phoneOf, TIME } from './read';

const source = 'DOC';
const ALWAYS = [{ phases: ['always'] }] as const;

/** One registration URL for three events, and a caller and a callee in the place of own and other party. */
const porch = sketch('porch', {
  events: [
    {
      event: 'registered',
      label: 'Registration',
      byVariable: {
        variable: 'REG_STATE',
        values: { DEREGISTERED: 'unregistered', fail: 'register-failed', REGISTERED: 'registered' },
      },
      source,
    },
    { event: 'incoming-call', label: 'Ringing', source },
    { event: 'outgoing-call', label: 'Dialling', source },
    { event: 'hold', label: 'Held', source },
  ],
  variables: [
    { name: 'mac', field: 'phone.mac', label: 'MAC', filled: ALWAYS, source },
    {
      name: 'caller',
      fieldBy: { inbound: 'remote.uri', outbound: 'local.uri' },
      label: 'x',
      filled: ALWAYS,
      freeText: true,
      source,
    },
    {
      name: 'callee',
      fieldBy: { inbound: 'local.uri', outbound: 'remote.uri' },
      label: 'x',
      filled: ALWAYS,
      freeText: true,
      source,
    },
    { name: 'way', field: 'call.direction', label: 'Direction', filled: [{ phases: ['talking'] }], source },
    { name: 'regstate', label: 'State', filled: [{ phases: ['registration'] }], rare: true, source },
    { name: 'theme', label: 'Theme', filled: ALWAYS, rare: true, source },
  ],
});
const vendors = new VendorCatalogue([...PROFILES, porch]);

function message(target: string, vendor?: string): EventMessage {
  const report = readTarget(target, '/phone', vendors) ?? assert.fail(target);
  const phone = vendor === undefined ? undefined : phoneOf(vendor);
  return eventMessage(report, { event: eventIn(report, vendor) ?? 'unknown', time: TIME, phone });
}

describe('one URL for several events', () => {
  const rows: readonly (readonly [target: string, vendor: string | undefined, event: string])[] = [
    ['/phone/registered?regstate=DEREGISTERED', 'porch', 'unregistered'],
    ['/phone/Registration.xml?mac=x&reg-state=deregistered', 'porch', 'unregistered'],
    ['/phone?event=registered&regstate=%46AIL', 'porch', 'register-failed'],
    ['/phone/registered?regstate=REGISTERED', 'porch', 'registered'],
    ['/phone/registered?regstate=what', 'porch', 'registered'],
    ['/phone/registered', 'porch', 'registered'],
    ['/phone/registered?regstate=FAIL', undefined, 'register-failed'],
    ['/phone/registered?regstate=FAIL', 'fanvil', 'registered'],
    // Behind a text that the other party chose it may be his word.
    ['/phone/registered?remote=sip:1@h&regstate=FAIL', 'porch', 'registered'],
    ['/phone/hold?regstate=FAIL', 'porch', 'hold'],
  ];
  for (const [target, vendor, event] of rows) {
    it(`${target} from ${vendor ?? 'a stranger'} is ${event}`, () => {
      assert.equal(message(target, vendor).topic, event);
    });
  }
});

describe('a variable whose field the direction decides', () => {
  const rows: readonly (readonly [
    target: string,
    vendor: string | undefined,
    local: string | undefined,
    remote: string | undefined,
  ])[] = [
    ['/phone/incoming-call?callee=sip:1@h&caller=sip:2@h', 'porch', '1', '2'],
    ['/phone/outgoing-call?caller=sip:1@h&callee=sip:2@h', 'porch', '1', '2'],
    ['/phone/hold?way=outbound&caller=sip:1@h&callee=sip:2@h', 'porch', '1', '2'],
    ['/phone/hold?caller=sip:1@h&callee=sip:2@h', 'porch', undefined, undefined],
    ['/phone/incoming-call?callee=sip:1@h', undefined, undefined, undefined],
    ['/phone/incoming-call?callee=sip:1@h', 'fanvil', undefined, undefined],
  ];
  for (const [target, vendor, local, remote] of rows) {
    it(`${target} from ${vendor ?? 'a stranger'}`, () => {
      const found = message(target, vendor);
      assert.deepEqual([at(found, 'local.number'), at(found, 'remote.number')], [local, remote]);
    });
  }

  it('stays in the variables where the direction is not known', () => {
    assert.equal(message('/phone/hold?caller=sip:1@h', 'porch').variables['caller'], 'sip:1@h');
  });
});

describe('generated URLs', () => {
  const urlOf = (event: string, brief = false, form?: UrlForm, of: VendorProfile = porch): string => {
    const chosen = chooseVariables(of, undefined, { ...vendors.eventTerms.get(event), event, brief });
    return actionUrl('http://h:1880/phone', event, 'T', chosen, of.variableMarks, form);
  };

  it('have what tells the events of one URL apart, however brief, and nothing rare', () => {
    assert.equal(urlOf('registered'), 'http://h:1880/phone/registered?token=T&mac=$mac&regstate=$regstate');
    assert.equal(urlOf('registered', true), urlOf('registered'));
    assert.ok(!urlOf('hold').includes('theme'));
  });

  it("take caller and callee where the event's direction tells who is who, else neither", () => {
    assert.equal(
      urlOf('incoming-call'),
      'http://h:1880/phone/incoming-call?token=T&mac=$mac&callee=$callee&~caller=$caller',
    );
    assert.equal(
      urlOf('outgoing-call'),
      'http://h:1880/phone/outgoing-call?token=T&mac=$mac&caller=$caller&~callee=$callee',
    );
    assert.equal(urlOf('hold'), 'http://h:1880/phone/hold?token=T&mac=$mac&way=$way');
  });

  const forms: readonly (readonly [form: Omit<UrlForm, 'source'>, url: string])[] = [
    [
      { start: '/', between: '&', scheme: false },
      'h:1880/phone/incoming-call/token=T&mac=$mac&callee=$callee&~caller=$caller',
    ],
    [{ start: '/', between: '/' }, 'http://h:1880/phone/incoming-call/token=T/mac=$mac/callee=$callee&~caller=$caller'],
    [
      { start: '?', between: '&', scheme: false },
      'h:1880/phone/incoming-call?token=T&mac=$mac&callee=$callee&~caller=$caller',
    ],
  ];
  for (const [form, url] of forms) {
    it(`${url} is what the phone takes, and is read as the usual form is`, () => {
      assert.equal(urlOf('incoming-call', false, { ...form, source }), url);
      const values = { mac: '00:11:22:33:44:55', callee: 'sip:1@h', caller: '"A / mac=1&callee=B" <sip:2@h>' };
      const fill = (text: string): string => text.replace(/\$(\w+)/g, (_, name: keyof typeof values) => values[name]);
      const sent = (text: string) => fill(text).replace(/^(?:http:\/\/)?h:1880/, '');
      const [own, usual] = [sent(url), sent(urlOf('incoming-call'))];
      assert.deepEqual(message(own, 'porch'), message(usual, 'porch'));
      assert.deepEqual(readTarget(own, '/phone', vendors)?.tokens, ['T']);
      assert.equal(at(message(own, 'porch'), 'remote.name'), 'A / mac=1&callee=B');
      assert.equal(at(message(own, 'porch'), 'phone.mac'), '00:11:22:33:44:55');
    });
  }
});

describe('a vendor that is added', () => {
  it('changes nothing of how phones of others, and of no known make, are read', () => {
    const before = new VendorCatalogue(PROFILES);
    const requests = [
      '/phone/registered?mac=001122334455&regstate=FAIL&local=sip:1@h',
      '/phone/incoming-call?caller=sip:9@h&mac=00:11:22:33:44:55&local=sip:1@h&remote="A & way=b" <sip:2@h>',
      '/phone/incoming-call?remote=sip:1@h;theme=dark;callee=x&display_remote=Shop:theme=7',
    ];
    for (const target of requests) {
      for (const vendor of ['atcom', 'fanvil', 'akuvox']) {
        const read = (catalogue: VendorCatalogue): EventMessage => {
          const report = readTarget(target, '/phone', catalogue) ?? assert.fail(target);
          return eventMessage(report, {
            event: eventIn(report, vendor) ?? 'unknown',
            time: TIME,
            phone: phoneOf(vendor),
          });
        };
        assert.deepEqual(read(vendors), read(before), `${vendor}: ${target}`);
      }
    }
  });

  it('leaves a name its property that it lists without one', () => {
    const bare = sketch('bare', { variables: [{ name: 'mac', label: 'MAC', filled: ALWAYS, source }] });
    for (const profiles of [
      [bare, ...PROFILES],
      [...PROFILES, bare],
    ]) {
      assert.equal(new VendorCatalogue(profiles).namesOf().meaningOf('mac')?.field, 'phone.mac');
    }
  });
});
