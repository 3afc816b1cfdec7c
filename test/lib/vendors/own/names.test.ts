import assert from 'node:assert/strict';
import { eventIn } from '../../../../nodes/lib/events/report/event';
import { eventMessage } from '../../../../nodes/lib/events/report/message';
import { readTarget } from '../../../../nodes/lib/events/report/target';
import type { EventMessage } from '../../../../nodes/lib/events/types';
import { EVENT_IDS } from '../../../../nodes/lib/vocabulary';
import { type MessageField, VendorCatalogue, type VendorProfile } from '../../../../nodes/lib/vendors';
import { actionUrl, chooseVariables } from '../../../../nodes/lib/vendors/action-url';
import { PROFILES } from '../../../../nodes/lib/vendors/profiles';
import { ATCOM_CAPTURES } from '../../../documents/captures';
import { Dice } from '../../../fuzz/dice';
import { builtIn } from '../../../support/vendors';
import { TIME } from '../../events/inbox';
import { sketch } from '../sketch';

const ALWAYS = [{ phases: ['always'] }] as const;
const FIELDS: readonly MessageField[] = ['phone.mac', 'remote.number', 'remote.name', 'local.uri', 'call.id'];
/** What stands in texts and URIs, too. */
const COMMON_WORDS = ['user', 'transport', 'x', 'phone', 'a', 'tag', 'lr', 'ob', 'http', 'sip', 'foo', 'image'];

const variableNames = [
  ...new Set(PROFILES.flatMap(({ variables }) => variables.flatMap(({ name, aliases = [] }) => [name, ...aliases]))),
];
const eventNames = [
  ...new Set(
    PROFILES.flatMap(({ events }) => events.flatMap(({ event, label, names = [] }) => [event, label, ...names])),
  ),
];

/** A vendor that means something else by everything. */
const hostile: VendorProfile = sketch('hostile', {
  series: PROFILES.flatMap(({ id, series }) => series.map((each) => ({ ...each, id: `${id}-${each.id}` }))),
  events: [...variableNames, ...COMMON_WORDS, ...eventNames].map((name, index) => ({
    event: index % 3 === 0 ? 'tamper' : `strange-${index}`,
    ...(index % 3 !== 0 && { category: 'door' as const }),
    label: name,
    source: '',
    byVariable: { variable: 'mac', values: { x: 'reboot-started' } },
  })),
  variables: [...variableNames, ...COMMON_WORDS].map((name, index) => ({
    name,
    label: name,
    filled: ALWAYS,
    source: '',
    ...(index % 5 === 0 && { secret: true as const }),
    ...(index % 2 === 0 && { freeText: true as const }),
    field: FIELDS[index % FIELDS.length],
  })) as VendorProfile['variables'],
  ouis: { prefixes: PROFILES.flatMap(({ ouis }) => ouis?.prefixes ?? []), source: '' },
});
const together = new VendorCatalogue(PROFILES, [hostile]);

function read(target: string, vendors: VendorCatalogue, vendor?: string): EventMessage {
  const report = readTarget(target, '/phone', vendors) ?? assert.fail(target);
  const phone = vendor === undefined ? undefined : { id: 'n1', name: '', vendor, learnAddress() {} };
  return eventMessage(report, { event: eventIn(report, vendor) ?? 'unknown', time: TIME, phone });
}

const VALUES = [
  ...['', '80:82:87:04:6B:C2', '10.0.0.9', '6040', 'sip:6040@10.0.0.1', '"John & Co" <sip:1@h;user=phone>', '$x'],
  ...[
    'a&mac=808287046bc3',
    'x;user=1:foo=2',
    'Bob&foo=1&user=7',
    'http://h/a.jpg?x=1&image=2',
    'J\xf6rg',
    'a:x=1;lr=2',
  ],
];

describe("the vendors that a user brings, beside the package's own", () => {
  const dice = new Dice(14);
  const targetOf = ({ events, variables }: VendorProfile): string => {
    const row = dice.pick(events);
    const name = dice.pick([row.event, row.label, ...(row.names ?? [])]);
    const joint = dice.pick(['&', '&', '&', ';', ':']);
    const pairs = dice.times(dice.below(8), () => {
      const mark = dice.below(9) === 0 ? dice.pick(['~', '~~']) : '';
      return `${mark}${dice.pick(variables.map((each) => each.name))}=${dice.pick(VALUES)}`;
    });
    const bare = dice.below(6) === 0 ? [dice.pick(COMMON_WORDS)] : [];
    const query = [...pairs, ...bare].join(joint);
    return dice.below(5) === 0 ? `/phone?event=${name}&${query}` : `/phone/${encodeURIComponent(name)}?${query}`;
  };

  it('change nothing in how phones of these and of unknown make are read', () => {
    let meant = 0;
    for (const profile of PROFILES.filter(({ variables, events }) => variables.length > 0 && events.length > 0)) {
      for (let round = 0; round < 400; round++) {
        const target = targetOf(profile);
        for (const vendor of [profile.id, undefined]) {
          const message = read(target, builtIn, vendor);
          if (message.topic === 'unknown' && vendor === undefined) continue;
          assert.deepEqual(read(target, together, vendor), message, `${vendor ?? 'a stranger'}: ${target}`);
          if (message.topic !== 'unknown') meant++;
        }
      }
    }
    assert.ok(meant > 3000, String(meant));
    for (const [line] of ATCOM_CAPTURES) {
      const target = `/phone${line.split(' ')[1] ?? ''}`;
      assert.deepEqual(read(target, together), read(target, builtIn));
    }
  });

  it('change no meaning of a name that a vendor of ours has, alone or with others', () => {
    for (const name of [...eventNames, ...variableNames]) {
      for (const { id } of PROFILES)
        assert.equal(
          together.eventOf(name, id === 'generic' ? 'atcom' : id),
          builtIn.eventOf(name, id === 'generic' ? 'atcom' : id),
          `${id} ${name}`,
        );
      if (eventNames.includes(name)) assert.equal(together.eventOf(name), builtIn.eventOf(name), name);
      for (const vendor of [undefined, ...PROFILES.map(({ id }) => id)])
        assert.deepEqual(together.namesOf(vendor).meaningOf(name), builtIn.namesOf(vendor).meaningOf(name));
      assert.equal(together.isTheirName(name), builtIn.isTheirName(name));
    }
  });

  it('take no phone away from the vendor that it is guessed to be', () => {
    for (const { series, ouis, variables } of PROFILES) {
      const macs = (ouis?.prefixes ?? ['']).map((prefix) => (prefix === '' ? '' : `${prefix}000001`));
      for (const mac of macs) {
        for (const model of [undefined, ...series.flatMap(({ models }) => models)]) {
          const names = variables.map(({ name }) => name);
          const known = builtIn.guess(model, names, mac);
          if (known !== undefined) assert.equal(together.guess(model, names, mac), known);
        }
      }
    }
  });
});

describe('a name that means two events at two of our vendors', () => {
  it("means nothing from a phone of unknown make, whatever a user's vendor says", () => {
    const [one, two, mine] = (['hold', 'mute', 'tamper'] as const).map((event, index) =>
      sketch(`vendor-${index}`, { events: [{ event, label: 'Doubtful', source: '' }] }),
    );
    assert.ok(one && two && mine);
    assert.equal(new VendorCatalogue([one, two], [mine]).eventOf('Doubtful'), undefined);
    assert.equal(new VendorCatalogue([one], [mine]).eventOf('Doubtful'), 'hold');
    assert.equal(new VendorCatalogue([], [mine]).eventOf('Doubtful'), 'tamper');
    assert.equal(new VendorCatalogue([], [mine, { ...two, id: 'other' }]).eventOf('Doubtful'), undefined);
  });
});

describe('a vendor that a user brings', () => {
  const acme = sketch('acme', {
    label: 'Acme',
    series: [{ id: 'q', label: 'Q', prefixes: ['Qx'], models: ['Qx7'], source: '' }],
    events: [
      { event: 'gate-lifted', category: 'door', label: 'Gate lifted', names: ['schranke'], source: '' },
      { event: 'incoming-call', label: 'Ringing in', source: '' },
    ],
    variables: [
      { name: 'mac', field: 'phone.mac', label: 'MAC', filled: ALWAYS, source: '' },
      { name: 'who', field: 'remote.name', label: 'Name', filled: ALWAYS, freeText: true, source: '' },
      { name: 'pin', label: 'PIN', filled: ALWAYS, secret: true, source: '' },
    ],
    ouis: { prefixes: ['00aabb'], source: '' },
  });
  const vendors = new VendorCatalogue(PROFILES, [acme]);
  const url = (event: string): string =>
    actionUrl('/phone', event, '', chooseVariables(acme, undefined, { event }), { before: '', after: '' }).replace(
      'who=who',
      'who=Anna & Bob',
    );

  it('has its phones read by its own names, and their secrets kept', () => {
    const message = read('/phone/Schranke?mac=808287046bc2&who=Anna&pin=4711', vendors, 'acme');
    assert.equal(message.topic, 'gate-lifted');
    assert.equal(message.payload.category, 'door');
    assert.equal(message.payload.remote?.name, 'Anna');
    assert.deepEqual(message.variables, { mac: '808287046bc2', who: 'Anna' });
  });

  it('tells in its URL who the other party is, whatever the variable is called', () => {
    assert.match(url('incoming-call'), /~who=Anna/);
    assert.deepEqual(read(url('incoming-call'), vendors, 'acme').payload.remote, { name: 'Anna & Bob' });
  });

  it('tells in its URL whose phone it is by a name that is understood before its vendor is known', () => {
    const named = (name: string) => {
      const variables = [{ name, field: 'phone.mac', label: 'MAC', filled: ALWAYS, source: '' }] as const;
      const chosen = chooseVariables(sketch('acme', { variables }), undefined, { event: 'hold' });
      return actionUrl('/phone', 'hold', '', chosen, { before: '#', after: '' });
    };
    assert.equal(named('device_id'), '/phone/hold?mac=#device_id');
    assert.equal(named('MAC'), '/phone/hold?MAC=#MAC');
  });

  it('has events of its own, known from phones of unknown make where no vendor of ours has the name, and not from ours', () => {
    assert.equal(read('/phone/gate-lifted', vendors).topic, 'gate-lifted');
    assert.equal(read('/phone/schranke', vendors).topic, 'gate-lifted');
    assert.equal(vendors.eventOf('schranke', 'yealink'), undefined);
    assert.equal(vendors.eventOf('schranke', 'generic'), 'gate-lifted');
    assert.ok(vendors.eventTerms.has('gate-lifted'));
    for (const id of EVENT_IDS) assert.deepEqual(vendors.eventTerms.get(id), builtIn.eventTerms.get(id));
  });

  it('is guessed by model and MAC', () => {
    assert.equal(vendors.guess('Acme Qx7', []), 'acme');
    assert.equal(vendors.guess('', [], '00aabb000001'), 'acme');
    assert.equal(vendors.guess('', ['who', 'pin']), undefined);
  });

  it('is known for the user’s own', () => {
    assert.deepEqual([vendors.isOwn('acme'), vendors.isOwn('fanvil'), vendors.isOwn('nobody')], [true, false, false]);
  });
});
