import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sentence } from '../../../../nodes/lib/sentences/sentence';
import { eventRowOf, type VendorProfile } from '../../../../nodes/lib/vendors';
import { readOwnFiles, startFrom } from '../../../../nodes/lib/vendors/own';
import { PROFILES } from '../../../../nodes/lib/vendors/profiles';
import { fanvil } from '../../../../nodes/lib/vendors/profiles/fanvil';
import { generic } from '../../../../nodes/lib/vendors/profiles/generic';
import { yealink } from '../../../../nodes/lib/vendors/profiles/yealink';
import { ROOT } from '../../../support/package';

type Content = Readonly<Record<string, unknown>> | string;
const files = (...contents: readonly Content[]) =>
  contents.map((content, index) => ({
    name: `${index + 1}.json`,
    text: typeof content === 'string' ? content : JSON.stringify(content),
  }));
const read = (...contents: readonly Content[]) => readOwnFiles(files(...contents), PROFILES);

/** What is said of the first file. */
const said = (...contents: readonly Content[]): string[] =>
  read(...contents)
    .refused.filter(({ name }) => name === '1.json')
    .flatMap(({ why }) => why.map(String));

/** The profile that the last file makes. */
function made(...contents: readonly Content[]): VendorProfile {
  const { profiles, refused } = read(...contents);
  assert.deepEqual(
    refused.map(({ name, why }) => [name, ...why.map(String)]),
    [],
  );
  return profiles.at(-1)?.profile ?? assert.fail('no profile');
}

const ACME = { id: 'acme', label: 'Acme' };

describe("a vendor profile of the user's own", () => {
  it('needs an id and a label, and says nothing else then', () => {
    assert.deepEqual(made(ACME), {
      ...ACME,
      sources: {},
      series: [],
      events: [],
      variables: [],
      variableMarks: { before: '$', after: '' },
      keys: [],
      actions: {},
      advice: [],
    });
  });

  describe('that builds on another', () => {
    it('has what that has, but for what says who a phone is', () => {
      const { ouis: _ouis, ...rest } = yealink;
      assert.deepEqual(made({ id: 'acme', extends: 'yealink' }), { ...rest, id: 'acme' });
      assert.equal(made({ id: 'acme', extends: 'generic' }).anyMake, undefined);
      assert.equal(made({ id: 'acme', extends: 'generic' }).http, generic.http);
    });

    it('replaces sections, and rows by their names where these stand; others follow behind', () => {
      const sip = { event: 'ACME', contentType: 'text/plain' };
      const {
        events,
        sip: mine,
        keys,
        advice,
      } = made({
        ...ACME,
        extends: 'fanvil',
        sip,
        events: [
          { event: 'gate-lifted', category: 'door', label: 'Gate' },
          { event: 'hold', label: 'On hold' },
        ],
        keys: [{ key: 'F_MUTE', label: 'Silence' }],
        advice: [{ status: 403, transport: 'http', text: 'look at Acme' }],
      });
      assert.deepEqual(mine, sip);
      const at = fanvil.events.findIndex(({ event }) => event === 'hold');
      assert.deepEqual(events[at], { event: 'hold', label: 'On hold' });
      assert.equal(events.length, fanvil.events.length + 1);
      assert.equal(events.at(-1)?.event, 'gate-lifted');
      assert.equal(keys.length, fanvil.keys.length);
      assert.equal(keys.find(({ key }) => key === 'F_MUTE')?.label, 'Silence');
      assert.equal(advice.length, fanvil.advice.length);
      assert.equal(advice.find(({ status }) => status === 403)?.text, 'look at Acme');
    });

    it('replaces an action with all its recipes; without any there is none', () => {
      const { actions } = made({
        ...ACME,
        extends: 'fanvil',
        actions: { dial: [{ keys: ['{number}', 'ENTER'] }], mute: [] },
      });
      assert.deepEqual(actions.dial, [{ keys: ['{number}', 'ENTER'] }]);
      assert.equal('mute' in actions, false);
      assert.deepEqual(actions.answer, fanvil.actions.answer);
    });

    it('leaves out what `without` names', () => {
      const profile = made({
        ...ACME,
        extends: 'fanvil',
        without: ['provisioning', 'events:hold', 'actions:dial', 'advice'],
      });
      assert.equal(profile.provisioning, undefined);
      assert.equal(eventRowOf(profile, 'hold'), undefined);
      assert.equal(profile.actions.dial, undefined);
      assert.deepEqual(profile.advice, []);
    });

    it("builds on another of the user's, whichever is read first", () => {
      for (const order of [0, 1]) {
        const two = [
          { id: 'acme-door', extends: 'acme' },
          { ...ACME, extends: 'fanvil', events: [] },
        ];
        const { profiles } = read(...(order ? two.toReversed() : two));
        const door = profiles.find(({ profile }) => profile.id === 'acme-door')?.profile;
        assert.equal(door?.label, 'Acme');
        assert.deepEqual(door?.events, fanvil.events);
      }
    });
  });

  it('is unchecked where a row says no source', () => {
    const unchecked = (content: Content): boolean | undefined => read(content).profiles[0]?.isUnchecked;
    assert.equal(unchecked({ id: 'acme', extends: 'fanvil' }), false);
    assert.equal(unchecked({ ...ACME, events: [{ event: 'hold', label: 'Hold' }] }), true);
    assert.equal(unchecked({ ...ACME, events: [{ event: 'hold', label: 'Hold', source: 'seen' }] }), false);
    assert.equal(unchecked({ id: 'acme', extends: 'fanvil', actions: { mute: [{ keys: ['F_MUTE'] }] } }), true);
  });

  it('can be had of each vendor of ours, to start from', () => {
    const { profiles, refused } = readOwnFiles(
      PROFILES.map((profile) => startFrom(profile, '../schema.json')),
      PROFILES,
    );
    assert.deepEqual(
      refused.map(({ name, why }) => [name, ...why.map(String)]),
      [],
    );
    assert.deepEqual(
      profiles.map(({ profile }) => profile),
      PROFILES.map((profile) => ({ ...JSON.parse(JSON.stringify(profile)), id: `my-${profile.id}` })),
    );
  });
});

describe('a file that cannot be used', () => {
  type Case = readonly [title: string, contents: readonly Content[], what: RegExp];
  const cases: readonly Case[] = [
    ['is not JSON', ['{\n  "id": "acme",\n  "label": Acme\n}'], /^it is not JSON, line 3: look for/],
    ['is cut off', ['{\n  "id": "acme",\n  "events": [\n'], /^it is not JSON, line 4:/],
    ['has a comma too many', ['{\n"id": "acme",\n"label": "Acme",\n}'], /^it is not JSON, line 4:/],
    ['is empty', [''], /^it is not JSON, line 1:/],
    ['is nested deeply', ['['.repeat(200_000)], /^it is not JSON, line 1:/],
    ['is a list', ['[]'], /^must be an object/],
    ['is null', ['null'], /^must be an object/],
    ['has no id', [{ label: 'Acme' }], /^id is missing: add it$/],
    ['has no label', [{ id: 'acme' }], /^label is missing: add it$/],
    ['has an id that is none', [{ id: '../acme', label: 'Acme' }], /^id: must be lower-case letters/],
    ['has an id of every object', [{ id: 'constructor', label: 'Acme' }], /^id: must be lower-case letters/],
    ['has one of our ids', [{ id: 'yealink' }], /^its id yealink is one of ours: .*"extends": "yealink"/],
    [
      'builds on nobody',
      [{ id: 'acme', extends: 'yaelink' }],
      /^it builds on yaelink, which there is not: name one of/,
    ],
    ['builds on itself', [{ id: 'acme', extends: 'acme' }], /^it builds on itself \(acme → acme\)/],
    [
      'builds on what builds on it',
      [
        { id: 'a', extends: 'b' },
        { id: 'b', extends: 'c' },
        { id: 'c', extends: 'b' },
      ],
      /^it builds on b, which is not used itself/,
    ],
    [
      'leaves out what is not there',
      [{ id: 'acme', extends: 'fanvil', without: ['events:mwi', 'events:moon', 'id', '__proto__'] }],
      /^without names "events:moon"/,
    ],
    [
      'has a property that is none',
      [{ ...ACME, evnts: [] }],
      /^"evnts" is not known here: write events, or take it out$/,
    ],
    ['has a prototype', ['{"id":"acme","label":"Acme","__proto__":{"events":[]}}'], /^"__proto__" is not known here/],
    [
      'has a name of every object',
      ['{"id":"acme","label":"Acme","sources":{"__proto__":"x"}}'],
      /^sources: "__proto__" cannot be a name/,
    ],
    ['has a table that is none', [{ ...ACME, events: {} }], /^events: must be a list/],
    ['has a row that is none', [{ ...ACME, events: [null] }], /^events row 1: must be an object/],
    ['has a row without its name', [{ ...ACME, keys: [{ label: 'OK' }] }], /^keys row 1: key is missing: add it$/],
    ['has a number for a text', [{ ...ACME, label: 7 }], /^label: must be text in quotes$/],
    ['has a line break in a text', [{ ...ACME, label: 'A\r\nX: y' }], /^label: must not hold line breaks/],
    ['has an empty text', [{ ...ACME, label: '' }], /^label: must not be empty$/],
    ['has a long text', [{ ...ACME, label: 'x'.repeat(61) }], /^label: must not be longer than 60 characters$/],
    [
      'has a word that is none of those',
      [{ ...ACME, variables: [{ name: 'x', label: 'x', filled: [{ phases: ['ringing'] }] }] }],
      /^variables row 1 filled row 1 phases row 1: must be one of .*"incoming"/,
    ],
    [
      'has keys without end',
      [{ ...ACME, keys: [{ key: 'F', label: 'F', numbered: { from: 1, to: 1e9 } }] }],
      /^keys row 1 numbered to: must be a whole number, 0 to 300$/,
    ],
    [
      'has a recipe that is none',
      [{ ...ACME, actions: { dial: [{ url: '/x' }] } }],
      /^actions dial row 1: needs one of keys, request: add it$/,
    ],
    [
      'has an action that is none',
      [{ ...ACME, actions: { dail: [] } }],
      /^actions: "dail" is not known here: write dial/,
    ],
    [
      'has a vendor’s mistake',
      [{ ...ACME, events: [{ event: 'gate-lifted', label: 'Gate' }] }],
      /^acme: the event gate-lifted is of the vendor's own, and needs a category/,
    ],
  ];
  for (const [title, contents, what] of cases) {
    it(title, () => {
      const all = said(...contents);
      assert.ok(
        all.some((each) => what.test(each)),
        all.join('\n') || 'nothing was said',
      );
    });
  }

  it('costs itself alone', () => {
    const { profiles, refused } = read('{', ACME, { id: 'other', label: 3 }, { id: 'last', extends: 'acme' });
    assert.deepEqual(
      profiles.map(({ profile }) => profile.id),
      ['acme', 'last'],
    );
    assert.deepEqual(
      refused.map(({ name }) => name),
      ['1.json', '3.json'],
    );
  });

  it('has the id of an earlier one: that one stays', () => {
    const { profiles, refused } = read(ACME, { ...ACME, label: 'Other' });
    assert.deepEqual(
      profiles.map(({ profile }) => profile.label),
      ['Acme'],
    );
    assert.deepEqual(
      refused.map(({ why }) => why.map(String)),
      [['its id acme is that of "1.json": give one of the two another id']],
    );
  });

  it('says where in any language', () => {
    const [file] = read({ ...ACME, variables: [{ name: 'x', label: 'X', filled: [{ phases: ['now'] }] }] }).refused;
    const [first] = file?.why ?? [];
    const german = JSON.parse(readFileSync(join(ROOT, 'locales', 'de', 'runtime.json'), 'utf8')) as {
      readonly own: Readonly<Record<string, string>>;
    };
    const language = (key: string): string | undefined => german.own[key.replace('own.', '')];
    assert.ok(first instanceof Sentence);
    assert.match(first.in(language), /^variables Zeile 1 filled Zeile 1 phases Zeile 1: /);
  });

  it('says twenty things at most', () => {
    assert.equal(said({ ...ACME, events: Array.from({ length: 300 }, () => 7) }).length, 20);
    const events = Array.from({ length: 60 }, (_, index) => ({ event: `gate-${index}`, label: `Gate ${index}` }));
    assert.equal(said({ ...ACME, events }).length, 20);
  });
});
