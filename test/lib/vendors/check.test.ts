import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { PostBody, VendorProfile } from '../../../nodes/lib/vendors';
import { problemsOf } from '../../../nodes/lib/vendors/check';
import { builtIn } from '../../support/vendors';
import { sketch } from './sketch';

const source = 'DOC';
const ALWAYS = [{ phases: ['always'] }] as const;

/** A small profile without a fault. */
const sound = sketch('porch', {
  sources: { DOC: 'Porch: the manual that does not exist, chapter 4' },
  series: [
    { id: 'big', label: 'Big', prefixes: ['B'], models: ['B1'], source },
    { id: 'small', label: 'Small', prefixes: ['S'], models: ['S1'], source },
  ],
  events: [
    { event: 'hold', label: 'On hold', names: ['HoldUrl'], source },
    { event: 'gate-lifted', category: 'door', label: 'Gate lifted', source },
  ],
  variables: [
    { name: 'mac', field: 'phone.mac', label: 'MAC', filled: ALWAYS, source },
    { name: 'peer', field: 'remote.name', label: 'Name', freeText: true, filled: ALWAYS, source },
  ],
  keys: [
    { key: 'OK', aliases: ['YES'], label: 'OK', source },
    { key: 'LINE', label: 'Line', numbered: { from: 1, to: 4, perSeries: { big: 4, small: 2 } }, source },
  ],
  actions: { dial: [{ keys: ['[LINE{line}]', '{number}', 'OK'], source }] },
  line: { number: { source } },
  advice: [{ status: 403, transport: 'http', text: 'switch it on', source }],
  provisioning: [
    {
      id: 'file',
      label: 'All',
      prefixes: [''],
      fileName: 'porch.xml',
      head: ['<porch>'],
      line: '<{name}>{url}</{name}>',
      tail: ['</porch>'],
      escape: 'xml',
      partial: 'no',
      parameters: { hold: ['Hold_Url'] },
      source,
    },
  ],
});
const [big, small] = sound.series;
const [hold, gate] = sound.events;
const [mac, peer] = sound.variables;
const [ok, line] = sound.keys;
const [advice] = sound.advice;
const [form] = sound.provisioning ?? [];
assert.ok(big && small && hold && gate && mac && peer && ok && line && advice && form);
const dial = (...keys: string[]): VendorProfile['actions'] => ({ dial: [{ keys, source }] });
const pressing = (text: string): NonNullable<VendorProfile['http']> => ({
  path: '/push',
  separator: '',
  post: { format: 'xml', text },
  answer: { source },
  source,
});
const posted = (post: PostBody, request = '/dial'): VendorProfile['actions'] => ({
  dial: [{ request, post, source }],
});

describe('problemsOf', () => {
  for (const profile of builtIn.profiles) {
    it(`${profile.id}: none`, () => assert.deepEqual(problemsOf(profile), []));
  }

  it('a sound profile has none', () => assert.deepEqual(problemsOf(sound), []));

  type Case = readonly [title: string, change: Partial<VendorProfile>, problem: RegExp];
  const cases: readonly Case[] = [
    ['an id that is no id', { id: 'Porch GmbH' }, /^Porch GmbH: the id/],
    [
      'an element that is none around posted events',
      { eventBody: { format: 'xml', within: 'a b', source } },
      /within "a b"/,
    ],
    [
      'posted events of no series',
      { eventBody: { format: 'xml', series: ['huge'], source } },
      /eventBody is of the series huge/,
    ],
    [
      'posted events whose names no element has',
      { events: [{ ...hold, label: 'On hold', names: [] }], eventBody: { format: 'xml', source } },
      /no event has a name that an element could have/,
    ],
    [
      'a posted value for no event',
      { eventBody: { format: 'json', property: 'type', values: { 1: 'gone' }, otherwise: 'hold', source } },
      /1 of eventBody says the event gone/,
    ],
    [
      'a posted event that is not there, for the rest',
      { eventBody: { format: 'json', property: 'type', values: {}, otherwise: 'gone', source } },
      /otherwise of eventBody says the event gone/,
    ],
    [
      'no property for the posted event',
      { eventBody: { format: 'json', property: ' ', values: {}, otherwise: 'hold', source } },
      /eventBody names no property/,
    ],
    [
      'an answer of no media type',
      { eventReply: { contentType: 'text\r\nX: y', text: '<a/>', source } },
      /eventReply is "text.*", which is no media type/,
    ],
    [
      'an answer that is not ASCII',
      { eventReply: { contentType: 'text/xml', text: '<ä/>', source } },
      /eventReply is empty, or not ASCII/,
    ],
    ['no label', { label: ' ' }, /^porch: it has no label/],
    ['a source that is not there', { keys: [{ ...ok, source: 'NOWHERE 3' }, line] }, /keys row 1 cites "NOWHERE 3"/],
    ['a second source that is not there', { keys: [{ ...ok, source: 'DOC; PAGE' }, line] }, /keys row 1 cites "PAGE"/],
    ['a source named like a property of all objects', { keys: [{ ...ok, source: 'toString' }, line] }, /"toString"/],
    ['a row without a source', { events: [hold, { ...gate, source: '' }] }, /row 2 of events names no source/],
    [
      'a recipe without a source',
      { actions: { dial: [{ keys: ['{number}', 'OK'], source: '' }] } },
      /row 1 of dial names/,
    ],
    ['a form with another source', { provisioning: [{ ...form, source: 'WEB' }] }, /provisioning row 1 cites "WEB"/],
    [
      'a source that nothing cites',
      { sources: { ...sound.sources, MORE: 'Porch: what else there may be' } },
      /cites the source MORE/,
    ],
    ['a source that nobody finds', { sources: { DOC: 'the manual' } }, /the source DOC says too little/],
    ['two series of one id', { series: [big, { ...small, id: 'big' }] }, /two series have the id big/],
    [
      'a model outside its series',
      { series: [{ ...big, models: ['S9'] }, small] },
      /the model S9 is offered by the series big/,
    ],
    ['a key of no series', { keys: [{ ...ok, series: ['huge'] }, line] }, /the key OK names the series "huge"/],
    [
      'a count of no series',
      { keys: [ok, { ...line, numbered: { from: 1, to: 4, perSeries: { big: 4, small: 2, huge: 1 } } }] },
      /the key LINE names the series "huge"/,
    ],
    [
      'a series with more than all',
      { keys: [ok, { ...line, numbered: { from: 1, to: 4, perSeries: { big: 5 } } }] },
      /the key LINE counts to 4, but to 5 on big/,
    ],
    [
      'a count that no series has',
      { keys: [ok, { ...line, numbered: { from: 1, to: 6, perSeries: { big: 4, small: 2 } } }] },
      /the key LINE counts to 6/,
    ],
    [
      'a count that goes down',
      { keys: [ok, { ...line, numbered: { from: 5, to: 4 } }] },
      /the key LINE counts from 5 to 4/,
    ],
    [
      'a variable of no series',
      { variables: [{ ...mac, filled: [{ phases: ['always'], series: ['huge'] }] }] },
      /the variable mac names the series "huge"/,
    ],
    [
      'a recipe of no series',
      { actions: { dial: [{ keys: ['{number}'], series: ['huge'], source }] } },
      /the action dial names the series "huge"/,
    ],
    ['two rows of one event', { events: [hold, gate, { ...hold, label: 'Held' }] }, /two rows are the event hold/],
    [
      'an event id that is none',
      { events: [hold, { ...gate, event: 'Gate lifted' }] },
      /the event "Gate lifted" is not/,
    ],
    [
      'an own event without a category',
      { events: [hold, { event: 'gate-lifted', label: 'Gate', source }] },
      /gate-lifted.*needs a category/,
    ],
    ['a category for an event of ours', { events: [{ ...hold, category: 'door' }] }, /hold is one of ours/],
    ['an event named twice alike', { events: [{ ...hold, names: ['On hold'] }] }, /hold has the name "On hold" twice/],
    ['a name of nothing', { events: [{ ...hold, names: ['url.xml'] }] }, /"url\.xml", of which nothing remains/],
    [
      'a name of two events',
      {
        events: [
          { ...hold, names: ['Lift it'] },
          { ...gate, names: ['LIFT-it-url'] },
        ],
        provisioning: [],
      },
      /"LIFT-it-url" means the events hold and gate-lifted/,
    ],
    [
      'a display name that is no free text',
      { variables: [{ ...peer, freeText: undefined as never }] },
      /peer fills remote\.name, so it is free text/,
    ],
    [
      'a MAC that is free text',
      { variables: [{ ...mac, freeText: true }] },
      /mac fills phone\.mac, so it is no free text/,
    ],
    ['a variable of two properties', { variables: [mac, { ...peer, aliases: ['M-A-C'] }] }, /"M-A-C" fills two/],
    ['two keys of one name', { keys: [ok, line, { ...ok, key: 'yes', aliases: [] }] }, /two keys have the name yes/],
    ['an action that there is not', { actions: { explode: [] } as VendorProfile['actions'] }, /no action "explode"/],
    ['a recipe for press', { actions: { press: [] } as VendorProfile['actions'] }, /no action "press"/],
    ['a parameter that the action has not', { actions: dial('{number}', 'OK', '{code}') }, /dial is not told "code"/],
    [
      'a condition that the action has not',
      { actions: { dial: [{ keys: ['{number}'], when: { type: 'blind' }, source }] } },
      /dial is not told "type"/,
    ],
    [
      'a parameter of the older form',
      { actions: { dial: [{ request: '/d?n={number}', otherwise: '/d?n={number}&c={code}', source }] } },
      /dial is not told "code"/,
    ],
    [
      'a body that is none of its format',
      { actions: posted({ format: 'json', text: '{"n":{number}}' }) },
      /dial sends "\{"n":\{number\}\}".*inside the quotes/,
    ],
    [
      'a body in which a value breaks out',
      { actions: posted({ format: 'xml', text: "<a b='{number}'/>x" }) },
      /dial sends .*no XML/,
    ],
    [
      'a form that a value adds to',
      { actions: posted({ format: 'form', text: '{number}' }) },
      /dial sends "\{number\}".*behind the = of/,
    ],
    [
      'a body whose array would vanish',
      { actions: posted({ format: 'json', text: '{"n":["{number}"],"m":[1]}' }) },
      /dial sends \[1\]: what stands in \[\]/,
    ],
    [
      'a body with a value that the action has not',
      { actions: posted({ format: 'json', text: '{"n":"{number}","c":"{code}"}' }) },
      /dial is not told "code"/,
    ],
    ['a body that drops a value', { actions: posted({ format: 'json', text: '{}' }) }, /dial drops its number/],
    [
      'a POST to no whole target',
      { actions: posted({ format: 'form', text: 'n={number}' }, '?x') },
      /dial posts to "\?x": write a whole target/,
    ],
    [
      'a body of no type',
      { actions: posted({ format: 'form', text: 'n={number}', contentType: 'form' }) },
      /dial sends "form", which is no media type/,
    ],
    [
      'a parameter of no form',
      { actions: posted({ format: 'xml', text: '<a b="{number}"/>', parameter: 'a=b' }) },
      /dial sends the parameter "a=b"/,
    ],
    [
      'an unencoded parameter without a name',
      { actions: posted({ format: 'xml', text: '<a b="{number}"/>', asIs: true }) },
      /dial sends the parameter ""/,
    ],
    ['keys by POST without a place for the key', { http: pressing('<a/>') }, /http\.post has no place for the key/],
    ['keys by POST with more than the key', { http: pressing('<a b="{key}" c="{line}"/>') }, /http\.post wants "line"/],
    ['digits that are no keys', { keypad: { digit: 'Pad' } }, /keypad's 0 is the key Pad0/],
    ['a parameter that is dropped', { actions: dial('OK') }, /dial drops its number/],
    ['a key that is not there', { actions: dial('{number}', 'SEND') }, /dial presses SEND/],
    [
      'a key by its doubtful name',
      { keys: [{ ...ok, doubtful: ['0K'] }, line], actions: dial('{number}', '0K') },
      /dial presses 0K/,
    ],
    [
      'advice for one outcome twice',
      { advice: [advice, { ...advice, text: 'again' }] },
      /two rows of advice are for 403 by http/,
    ],
    [
      'a parameter that is no name of its event',
      { provisioning: [{ ...form, parameters: { hold: ['MuteUrl'] } }] },
      /MuteUrl of file takes the URL of hold, but its name means mute/,
    ],
  ];
  for (const [title, change, problem] of cases) {
    it(title, () => {
      const problems = problemsOf({ ...sound, ...change }).map(String);
      assert.ok(
        problems.some((text) => problem.test(text)),
        problems.join('\n') || 'nothing',
      );
      for (const text of problems) assert.match(text, new RegExp(`^${change.id ?? 'porch'}: .+: .+`), 'what to do');
    });
  }

  it('any key may be pressed where no list is known', () => {
    assert.deepEqual(problemsOf({ ...sound, freeKeys: true, actions: dial('{number}', 'SEND') }), []);
  });
});
