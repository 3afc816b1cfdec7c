import assert from 'node:assert/strict';
import { VendorCatalogue, type VendorProfile } from '../../../nodes/lib/vendors';
import { notesBetween, problemsBetween, problemsOf } from '../../../nodes/lib/vendors/check';
import { atcom } from '../../../nodes/lib/vendors/profiles/atcom';
import { fanvil } from '../../../nodes/lib/vendors/profiles/fanvil';
import { builtIn } from '../../support/vendors';
import { sketch } from './sketch';

const source = 'FANVIL-SPEC 3.3';
const { http, sip } = fanvil;
const [form] = fanvil.provisioning ?? [];
assert.ok(http && sip && form);

/** The profile with one of a table's rows changed. */
function changing<Table extends 'events' | 'variables' | 'keys' | 'series'>(
  table: Table,
  isMeant: (row: VendorProfile[Table][number]) => boolean,
  change: Partial<VendorProfile[Table][number]>,
): Partial<VendorProfile> {
  assert.ok(
    fanvil[table].some((row) => isMeant(row)),
    `no such row of ${table}`,
  );
  return { [table]: fanvil[table].map((row) => (isMeant(row) ? { ...row, ...change } : row)) };
}
const event = (id: string, change: Partial<VendorProfile['events'][number]>) =>
  changing('events', (row) => row.event === id, change);
const variable = (name: string, change: Partial<VendorProfile['variables'][number]>) =>
  changing('variables', (row) => row.name === name, change);
const key = (name: string, change: Partial<VendorProfile['keys'][number]>) =>
  changing('keys', (row) => row.key === name, change);
const series = (id: string, change: Partial<VendorProfile['series'][number]>) =>
  changing('series', (row) => row.id === id, change);
const actions = (change: VendorProfile['actions']): Partial<VendorProfile> => ({
  actions: { ...fanvil.actions, ...change },
});

type Mistake = readonly [title: string, change: Partial<VendorProfile>, problem: RegExp];
const CONTROL: readonly Mistake[] = [
  [
    'a path without its slash',
    { http: { ...http, path: 'servlet?key=' } },
    /http\.path "servlet\?key=" does not start with \/: write/,
  ],
  [
    'a path with a blank',
    { http: { ...http, path: '/serv let?key=' } },
    /http\.path "\/serv let\?key=" holds a blank.*: escape it/,
  ],
  [
    'a path with an unknown brace',
    { http: { ...http, path: '/x?{pasword}&key=' } },
    /http\.path .* holds \{pasword\}: only/,
  ],
  [
    'another path that is none',
    { http: { ...http, otherPaths: ['old?key='] } },
    /http\.path "old\?key=" does not start/,
  ],
  [
    'a separator of letters',
    { http: { ...http, separator: 'AND' } },
    /http\.separator "AND" could be part of a key: write a sign/,
  ],
  [
    'a request that is neither',
    actions({ mute: [{ request: 'key=F_MUTE', source }] }),
    /action mute sends "key=F_MUTE": write/,
  ],
  [
    'a request with a blank',
    actions({ mute: [{ request: '/x?a= b', source }] }),
    /action mute sends "\/x\?a= b": write/,
  ],
  [
    'a suffix with a blank',
    actions({ mute: [{ keys: ['F_MUTE'], suffix: '&a= b', source }] }),
    /action mute ends with "&a= b": write/,
  ],
  [
    'a misspelt SIP event',
    { sip: { ...sip, event: 'ACTOIN-URI' } },
    /sip\.event "ACTOIN-URI" is a letter beside ACTION-URI: write that/,
  ],
  [
    'a SIP event with a letter too few',
    { sip: { ...sip, event: 'ACTIVE-UR' } },
    /"ACTIVE-UR" is a letter beside ACTIVE-URI/,
  ],
  ['a SIP event with a blank', { sip: { ...sip, event: 'ACTIVE URI' } }, /"ACTIVE URI" is no Event header: write/],
  [
    'a probe that is no target',
    { http: { ...http, probe: { request: '?a=1', source } } },
    /http\.probe asks for "\?a=1": write/,
  ],
  [
    'a probe with a body that is none',
    { http: { ...http, probe: { request: '/', post: { format: 'xml', text: '<a>' }, source } } },
    /http\.probe sends "<a>"/,
  ],
  [
    'a probe whose body wants more than a login',
    { http: { ...http, probe: { request: '/', post: { format: 'form', text: 'a={number}' }, source } } },
    /http\.probe wants "number"/,
  ],
  [
    'control of a series that is not',
    { http: { ...http, notOn: ['x9'] } },
    /http\.notOn names the series "x9".*: name one of x3/,
  ],
];
const KEYS: readonly Mistake[] = [
  [
    'a keypad that is no key',
    { keypad: { '#': 'HASH' } },
    /keypad's # is the key HASH, which is none of the keys: add/,
  ],
  ['a key with a blank', key('F_MUTE', { key: 'F MUTE' }), /key "F MUTE" can never be pressed: a key is/],
  ['a key with a =', key('F_MUTE', { aliases: ['MUTE=1'] }), /key "MUTE=1" can never be pressed/],
  [
    'a key with the separator',
    { http: { ...http, separator: ':' }, ...key('F_MUTE', { aliases: ['A:B'] }) },
    /key "A:B" holds the separator :/,
  ],
  [
    'a range that goes down',
    key('D', { numbered: { from: 4, to: 1 } }),
    /key D counts from 4 to 1, so nobody has it: the lower/,
  ],
  [
    'a key twice',
    { keys: [...fanvil.keys, { key: 'f_mute', label: 'Mute', source }] },
    /two keys have the name f_mute.*: leave it at one/,
  ],
  [
    'Reboot without its mark',
    key('Reboot', { disruptive: undefined as never }),
    /key Reboot is called Reboot, and is not marked disruptive: add/,
  ],
  [
    'an action that needs permission by a key that needs none',
    key('F_HOTDESKING', { disruptive: undefined as never }),
    /key F_HOTDESKING does what only nodes with permission may: add/,
  ],
  [
    'a key of a series that is not',
    key('F_MUTE', { series: ['x44'] }),
    /key F_MUTE names the series "x44".*: name one of/,
  ],
  ['a key that a series that is not has not', key('F_MUTE', { notOn: ['x44'] }), /key F_MUTE names the series "x44"/],
  [
    'an argument behind the separator',
    { http: { ...http, separator: ',' }, ...key('F_MUTE', { argument: { mark: ',', of: 'milliseconds' } }) },
    /follows the key F_MUTE stands behind ,.*: it cannot be told apart/,
  ],
];
const RECIPES: readonly Mistake[] = [
  [
    'a recipe that is never chosen',
    actions({
      hold: [
        { keys: ['F_HOLD'], source },
        { request: '?key=F_HOLD', source },
      ],
    }),
    /recipe 2 of hold is never chosen, for recipe 1 .*: remove it/,
  ],
  [
    'a recipe that drops the number',
    actions({ dial: [{ keys: ['SPEAKER'], source }] }),
    /action dial drops its number: write \{number\}/,
  ],
  [
    'a recipe with a value that it is not told',
    actions({ hold: [{ keys: ['F_HOLD', '{number}'], source }] }),
    /action hold is not told "number": it is told/,
  ],
  [
    'a recipe that presses no key',
    actions({ hold: [{ keys: ['F_HOLDD'], source }] }),
    /action hold presses F_HOLDD, which is none of the keys: add/,
  ],
  [
    'an action that is none',
    { actions: { ...fanvil.actions, hangupp: [] } as VendorProfile['actions'] },
    /no action "hangupp".*: take one/,
  ],
  [
    'an account where lines are numbers',
    actions({ dial: [{ request: '/d?n={number}[&a={account}]', source }] }),
    /action dial uses \{account\}, and lines are no accounts: add/,
  ],
  [
    'a reboot that says it is something else',
    actions({ mute: [{ request: '/x?do=Reboot', source }] }),
    /action mute sends "\/x\?do=Reboot", which interrupts the phone: it belongs/,
  ],
  [
    'a recipe of a series that is not',
    actions({ hold: [{ keys: ['F_HOLD'], series: ['x9'], source }] }),
    /action hold names the series "x9"/,
  ],
];
const NAMES: readonly Mistake[] = [
  [
    'a variable that is never received',
    { variables: [...fanvil.variables, { name: 'sip_header(X)', label: 'Header', filled: [], source }] },
    /variable "sip_header\(X\)" can never be received: a name is/,
  ],
  [
    'a display name that is no free text',
    variable('display_remote', { freeText: undefined as never }),
    /display_remote fills remote\.name, so it is free text: add/,
  ],
  [
    'a number that is free text',
    variable('remote_number', { freeText: true }),
    /remote_number fills remote\.number, so it is no free text: remove/,
  ],
  [
    'a name of two properties',
    variable('remote_number', { aliases: ['MAC'] }),
    /variable "MAC" fills two properties, phone\.mac and remote\.number: .* leave one/,
  ],
  [
    'an event id with a letter too few',
    event('hold', { event: 'hol' }),
    /event hol is of the vendor's own, and needs a category: or was hold meant\?/,
  ],
  ['an event twice', event('held', { event: 'hold' }), /two rows are the event hold: put the names of both into one/],
  [
    'a name of two events',
    event('mute', { names: ['Registration Succeeded'] }),
    /"Registration Succeeded" means the events registered and mute: leave|"Registration Succeeded" means the events mute and registered: leave/,
  ],
  [
    'a name that is our id for another event',
    event('mute', { names: ['Hold'] }),
    /event mute has the name "Hold", which is our id for another: its URLs/,
  ],
  [
    'events told by a variable that is not',
    event('registered', { byVariable: { variable: 'state', values: { FAIL: 'register-failed' } } }),
    /event registered is told by the variable state, which there is not: add/,
  ],
  [
    'a value that says no event',
    event('registered', { byVariable: { variable: 'mac', values: { FAIL: 'regfailed' } } }),
    /value FAIL of mac says the event regfailed, which there is not: name one/,
  ],
];
const FACTS: readonly Mistake[] = [
  [
    'a source that is not',
    key('F_MUTE', { source: 'FANVIL-SPECS 3' }),
    /keys row \d+ cites "FANVIL-SPECS 3", which is none of the sources: add/,
  ],
  ['no source', key('F_MUTE', { source: '' }), /row \d+ of keys names no source: cite one of/],
  [
    'a source that nothing cites',
    { sources: { ...fanvil.sources, WIKI: 'Fanvil wiki, Action URL, https://example.net/wiki' } },
    /nothing cites the source WIKI: remove it/,
  ],
  [
    'a model of another series',
    series('x4', { models: ['X6'] }),
    /model X6 is offered by the series x4.*: give that series a prefix/,
  ],
  [
    'a count that no series has',
    key('D', { numbered: { from: 1, to: 9, perSeries: { x4: 12 } } }),
    /key D counts to 9, but to 12 on x4: the highest/,
  ],
  [
    'advice twice',
    { advice: [...fanvil.advice, ...fanvil.advice] },
    /two rows of advice are for .*: the second is never shown/,
  ],
  [
    'an OUI with colons',
    { ouis: { prefixes: ['0c:38:3e'], source } },
    /prefix 0c:38:3e of ouis is not 6 lower-case hex digits: write/,
  ],
  ['a limit that is none', { urlLimit: { characters: 0, source } }, /urlLimit is 0 characters: write/],
  [
    'a parameter of another event',
    { provisioning: [{ ...form, parameters: { hold: ['MuteOnCallUrl'] } }] },
    /parameter MuteOnCallUrl of sysconf takes the URL of hold, but its name means mute: put it there/,
  ],
  [
    'a parameter of no event',
    { provisioning: [{ ...form, parameters: { hodl: ['HodlUrl'] } }] },
    /form sysconf has a parameter of hodl, which is none of the events: add a row/,
  ],
  [
    'a file line without its URL',
    { provisioning: [{ ...form, line: '<{name}/>' }] },
    /line of the form sysconf has no \{url\}: write it/,
  ],
  [
    'a parameter that is no element',
    { provisioning: [{ ...form, parameters: { hold: ['Hold On'] } }] },
    /parameter "Hold On" of sysconf cannot be written: remove/,
  ],
];

describe('mistakes in a profile', () => {
  const ALL = [...CONTROL, ...KEYS, ...RECIPES, ...NAMES, ...FACTS];
  it('are at least as many as a trial made', () => assert.ok(ALL.length >= 34));
  it('none is in the profile that they are made in', () => assert.deepEqual(problemsOf(fanvil), []));

  for (const [title, change, problem] of ALL) {
    it(title, () => {
      const problems = problemsOf({ ...fanvil, ...change }).map(String);
      assert.ok(
        problems.some((text) => problem.test(text)),
        problems.join('\n') || 'nothing is found',
      );
      for (const text of problems) assert.match(text, /^fanvil: .+: .+/);
    });
  }
});

describe('profiles beside each other', () => {
  const other = (more: Partial<VendorProfile>): VendorProfile => sketch('other', more);
  const cases: readonly (readonly [title: string, profiles: readonly VendorProfile[], problem: RegExp])[] = [
    ['one id', [fanvil, { ...atcom, id: 'fanvil' }], /^fanvil: two profiles have this id: give/],
    [
      'a prefix that takes models of the other',
      [fanvil, other({ series: [{ id: 'all', label: 'All', prefixes: ['X'], models: [], source }] })],
      /^fanvil: X3 of the series x3 is a model of other, too \(series all: X\): give/,
    ],
    [
      'a model that the other takes',
      [other({ series: [{ id: 'all', label: 'All', prefixes: ['A4'], models: ['A48'], source }] }), atcom],
      /^other: A48? of the series all is a model of atcom, too \(series a4x: A4\): give/,
    ],
    [
      'one OUI',
      [
        { ...fanvil, ouis: { prefixes: ['0c383e'], source } },
        other({ ouis: { prefixes: ['001122', '0c383e'], source } }),
      ],
      /^fanvil: the OUI 0c383e is other's, too: leave/,
    ],
  ];
  for (const [title, profiles, problem] of cases) {
    it(title, () => {
      const problems = problemsBetween(profiles);
      assert.ok(problems.length > 0, 'nothing is found');
      for (const text of problems) assert.match(text, problem.source.includes('X3') ? /^fanvil: X/ : problem);
      assert.match(problems[0] ?? '', problem);
    });
  }

  it("are no problem: the package's own", () => assert.deepEqual(problemsBetween(builtIn.profiles), []));

  it('that mean two things by one name are told with their vendors; such a name means nothing from a stranger', () => {
    const field = { label: 'Name', filled: [], source } as const;
    const one = sketch('one', {
      events: [{ event: 'call-terminated', label: 'Disconnected', source }],
      variables: [{ name: 'displayname', field: 'remote.name', freeText: true, ...field }],
    });
    const two = sketch('two', {
      events: [{ event: 'busy-to-idle', label: 'Disconnected', source }],
      variables: [{ name: 'DISPLAYNAME', field: 'local.name', freeText: true, ...field }],
    });
    assert.deepEqual(notesBetween([one, two]), [
      'the event name disconnected means call-terminated at one, busy-to-idle at two: nothing from a phone of unknown make',
      'the variable displayname means remote.name at one, local.name at two: nothing from a phone of unknown make',
    ]);
    assert.deepEqual(notesBetween([one]), []);
    const both = new VendorCatalogue([one, two]);
    assert.equal(both.eventOf('disconnected'), undefined);
    assert.equal(both.eventOf('disconnected', 'one'), 'call-terminated');
    assert.equal(both.eventOf('disconnected', 'two'), 'busy-to-idle');
    assert.equal(both.namesOf().meaningOf('displayname')?.field, undefined);
    assert.equal(both.namesOf('two').meaningOf('displayname')?.field, 'local.name');
  });
});
