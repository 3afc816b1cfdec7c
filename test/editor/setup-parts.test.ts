import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adoptable, type Asking, askingPhones, type AskingSources, mayAdopt } from '../../editor/sidebar/asking';
import { rowActions, type RowDeeds } from '../../editor/sidebar/row-actions';
import { type EditorPhone, shownPhone } from '../../editor/sidebar/rows';
import { type AskingPhone, isSetupList, type ListedPhone, type SetupList } from '../../editor/sidebar/setup-list';
import { moment, networkText, setupLine, type Speech } from '../../editor/sidebar/setup-words';
import type { SetupList as RuntimeList } from '../../nodes/lib/setup/listed';
import { ROOT } from '../support/package';

/** What the runtime answers is what the tab reads: the compiler compares them. */
const READ: (told: RuntimeList) => SetupList = (told) => told;

const node = (properties: Partial<EditorPhone> = {}): EditorPhone => ({
  ...{ id: 'a', label: 'Reception', vendor: 'yealink', model: 'SIP-T46G', mac: '00:15:65:00:00:01', host: '' },
  ...{ number: '', setup: '', isDisabled: false, isChanged: false, isInvalid: false },
  ...properties,
});
const asks = (end: string, properties: Partial<AskingPhone> = {}): AskingPhone => ({
  ...{ mac: `0015650000${end}`, vendor: 'yealink', model: 'SIP-T46G', version: '28.72', address: '192.168.5.9' },
  ...{ first: `2026-01-31T08:00:00.0${end}Z`, last: '2026-01-31T08:15:00.000Z' },
  ...properties,
});
const listed = (properties: Partial<ListedPhone> = {}): ListedPhone => ({
  ...{ id: 'a', vendor: 'yealink', model: 'SIP-T46G', mac: '001565000001' },
  ...properties,
});

const LABELS: ReadonlyMap<string, string> = new Map([
  ['yealink', 'Yealink'],
  ['snom', 'Snom'],
]);

describe('the sidebar: phones that ask for settings', () => {
  const found = (properties: Partial<AskingSources>): readonly Asking[] =>
    askingPhones({
      ...{
        asking: [],
        nodes: [],
        listed: new Map(),
        strangers: [],
        labelOf: (id) => LABELS.get(id),
      },
      nameOf: ({ mac }) => `Phone ${mac.slice(-2)}`,
      ...properties,
    });
  const told = (properties: Partial<AskingSources>): (readonly [string, string | undefined])[] =>
    found(properties).map(({ mac, waitsFor }) => [mac.slice(-2), waitsFor]);

  it('take one of each make and model first, the one that asked first, and the others wait for it', () => {
    const asking = [asks('13'), asks('12'), asks('14', { model: 'SIP-T54W' }), asks('15', { vendor: 'snom' })];
    assert.deepEqual(told({ asking }), [
      ['12', undefined],
      ['13', 'Phone 12'],
      ['14', undefined],
      ['15', undefined],
    ]);
    assert.deepEqual(
      adoptable(found({ asking })).map(({ mac }) => mac.slice(-2)),
      ['12', '14', '15'],
    );
  });

  it('wait for one that is adopted, deployed or not, until it reports', () => {
    const asking = [asks('12'), asks('13')];
    const first = node({ label: 'First', setup: 'shared', model: 'sip T46G' });
    const at = (standing?: string): ReadonlyMap<string, ListedPhone> =>
      new Map(standing === undefined ? [] : [['a', listed({ standing })]]);
    for (const standing of [undefined, 'due', 'fetched', 'old'])
      assert.deepEqual(told({ asking, nodes: [first], listed: at(standing) }), [
        ['12', 'First'],
        ['13', 'First'],
      ]);
    const free = [
      ['12', undefined],
      ['13', undefined],
    ];
    assert.deepEqual(told({ asking, nodes: [first], listed: at('reports') }), free);
    // One that reports is enough, whoever else of the model has not.
    const later = node({ id: 'b', label: 'Later', setup: 'shared' });
    assert.deepEqual(told({ asking, nodes: [later, first], listed: at('reports') }), free);
    // Nobody waits for a phone that is disabled, or that nobody sets up.
    for (const idle of [node({ setup: 'shared', isDisabled: true }), node()])
      assert.deepEqual(told({ asking, nodes: [idle] })[0], ['12', undefined]);
  });

  it('wait for nobody who has reported once, or who gets no file; a make in front of its model is none of it', () => {
    const asking = [asks('12', { model: 'Yealink SIP-T46G' })];
    const first = node({ label: 'First', setup: 'shared' });
    const waits = (properties: Partial<ListedPhone>): string | undefined =>
      told({ asking, nodes: [first], listed: new Map([['a', listed(properties)]]) })[0]?.[1];
    const reported = '2026-01-31T08:00:00.000Z';
    assert.equal(waits({ standing: 'due' }), 'First');
    for (const standing of ['due', 'fetched', 'old', 'reports']) assert.equal(waits({ standing, reported }), undefined);
    assert.equal(waits({ lacks: 'series' }), undefined);
  });

  it('are adopted where any node with their MAC is', () => {
    const twins = [node({ id: 'a', setup: 'shared' }), node({ id: 'b' })];
    assert.deepEqual(told({ asking: [asks('01')], nodes: twins }), []);
    assert.deepEqual(told({ asking: [asks('01')], nodes: twins.toReversed() }), []);
  });

  it('are none where the editor has adopted them, and are the nodes that have their MAC', () => {
    const asking = [asks('01'), asks('12')];
    assert.deepEqual(told({ asking, nodes: [node({ setup: 'shared', isDisabled: true })] }), [['12', undefined]]);
    const [first] = found({ asking, nodes: [node({ vendor: 'snom', model: 'D785' })] });
    assert.deepEqual([first?.node?.id, first?.vendor, first?.model], ['a', 'snom', 'D785']);
  });

  it('are adopted by a listener that sets phones up, and that their nodes can name', () => {
    const may = (changes: Partial<Parameters<typeof mayAdopt>[0]>): boolean =>
      mayAdopt({ setup: 'answer', isDisabled: false, isInSubflow: false, ...changes });
    for (const setup of ['answer', 'watch', 'Watch', '${MODE}']) assert.ok(may({ setup }), setup);
    for (const setup of ['off', '', 'on']) assert.ok(!may({ setup }), setup);
    assert.deepEqual([may({ isDisabled: true }), may({ isInSubflow: true })], [false, false]);
  });

  it('are called by the account that they reported with', () => {
    const strangers = [{ mac: '00:15:65:00:00:12', address: '', account: '6105', time: '' }];
    assert.deepEqual(
      found({ asking: [asks('12'), asks('13')], strangers }).map(({ account }) => account),
      ['6105', ''],
    );
  });

  it('say what they like, and it stays short, one line, and no variable of the environment', () => {
    const [first, second] = found({
      asking: [
        asks('12', { vendor: '__proto__', model: `a\u0000b\u202Ec\n${'x'.repeat(100)}`, version: '<b>1</b>' }),
        asks('13', { model: '${HOME}' }),
      ],
    });
    assert.deepEqual([first?.vendor, first?.model, first?.version], ['', `abc${'x'.repeat(37)}`, '<b>1</b>']);
    assert.equal(second?.model, '');
    // What make it is nobody knows: a person has to choose.
    assert.deepEqual(adoptable(found({ asking: [asks('12', { vendor: '' })] })), []);
  });

  it('are read with care', () => {
    const list = { listeners: [], guessing: [], phones: [listed()], network: { state: 'open' }, asking: [asks('12')] };
    assert.ok(isSetupList(list));
    for (const wrong of [
      null,
      '<form>',
      { ...list, network: undefined },
      { ...list, network: {} },
      { ...list, phones: {} },
      { ...list, phones: [{ id: 7, mac: '' }] },
      { ...list, asking: [asks('12', { mac: '00:15:65:00:00:12' })] },
      { ...list, asking: [asks('<b')] },
      { ...list, asking: [{ ...asks('12'), model: {} }] },
    ])
      assert.equal(isSetupList(wrong), false, JSON.stringify(wrong));
    const runtime: RuntimeList = { listeners: [], guessing: [], phones: [], network: { state: 'closed' }, asking: [] };
    assert.ok(isSetupList(READ(runtime)));
  });
});

describe('the sidebar: how far phones are', () => {
  const words = JSON.parse(readFileSync(join(ROOT, 'locales', 'en-US', 'voip-phone.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const say: Speech['say'] = (key, values = {}) => {
    const [group = '', name = ''] = key.split('.');
    const text = words[group]?.[name];
    assert.ok(text, key);
    return text.replace(/__(\w+)__/g, (_, value: string) => String(values[value]));
  };
  const speech: Speech = { say, language: 'en-GB' };
  const today = (hours: number, minutes: number): string => {
    const time = new Date();
    time.setHours(hours, minutes, 0, 0);
    return time.toISOString();
  };
  const at = today(8, 15);

  const lines: readonly (readonly [what: Partial<ListedPhone>, text: string, isOdd?: true])[] = [
    [{ standing: 'due' }, 'due: restart it'],
    [{ standing: 'due', fetched: today(7, 0) }, 'due: restart it'],
    [{ standing: 'due', asked: today(8, 14), offered: at }, 'offered 08:15'],
    [{ standing: 'due', fetched: today(8, 20), offered: at }, 'due: restart it'],
    [{ standing: 'due', asked: at }, 'asked 08:15, never fetched'],
    [{ standing: 'due', asked: at, silence: 'up-to-date' }, 'asked 08:15, never fetched'],
    [{ standing: 'due', asked: at, silence: 'watch' }, 'asked 08:15, not answered: the listener only watches', true],
    [{ standing: 'due', asked: at, silence: 'tomorrow’s' }, 'asked 08:15, not answered: tomorrow’s', true],
    [{ standing: 'fetched', fetched: at }, 'fetched 08:15'],
    [{ standing: 'fetched', fetched: at, asked: at, silence: 'watch' }, 'fetched 08:15'],
    [{ standing: 'reports', fetched: at }, 'reports'],
    [{ standing: 'old' }, 'old settings'],
    [
      { standing: 'fetched', fetched: at, elsewhere: true, address: '10.0.0.9' },
      'fetched from another address: 10.0.0.9',
      true,
    ],
    [{ standing: 'reports', quiet: at }, 'nothing since 08:15: its PBX may have written over it', true],
    [{ standing: 'due', otherMac: '001565ffffff' }, 'another device asked for its file: 00:15:65:ff:ff:ff', true],
    [{ lacks: 'mac' }, 'Enter the MAC address: the file belongs to it.', true],
    [{ standing: 'due', restart: { step: 'waiting' } }, 'waits to be restarted · due: restart it'],
    [{ standing: 'due', restart: { step: 'sent' } }, 'restarting · due: restart it'],
    [{ standing: 'old', restart: { step: 'busy' } }, 'in use: not restarted · old settings'],
    [
      { standing: 'old', restart: { step: 'failed', text: 'it said <b>no</b>' } },
      'restart: it said <b>no</b> · old settings',
      true,
    ],
    [{ standing: 'tomorrow’s' }, 'tomorrow’s'],
  ];
  for (const [what, text, isOdd = false] of lines)
    it(`says: ${text}`, () => {
      assert.deepEqual(setupLine(true, listed(what), speech), { text, isOdd, more: '' });
    });

  it('has a word for every reason for which a phone is not answered or gets no file', () => {
    for (const silence of ['watch', 'lacks', 'untried', 'not-allowed', 'other-address', 'base'])
      assert.doesNotMatch(
        setupLine(true, listed({ standing: 'due', asked: at, silence }), speech).text,
        /undefined|__/,
      );
    const { more } = setupLine(
      true,
      listed({ standing: 'due', leavesCommands: true, tooLong: ['mute', 'hold'] }),
      speech,
    );
    assert.match(more, /Commands from.*mute, hold/);
  });

  it('says that a deploy is wanted', () => {
    assert.equal(setupLine(false, listed({ standing: 'reports' }), speech).text, 'set up after the next deploy');
    assert.equal(setupLine(true, undefined, speech).text, 'set up after the next deploy');
  });

  it('names the day where it is another', () => {
    const now = new Date(2026, 0, 31, 9, 0);
    assert.equal(moment(new Date(2026, 0, 31, 8, 15).toISOString(), 'en-GB', now), '08:15');
    assert.match(moment(new Date(2026, 0, 30, 8, 15).toISOString(), 'en-GB', now), /^30 Jan,? (?:at )?08:15$/);
  });

  it('says how far the network is heard', () => {
    assert.match(networkText({ state: 'closed' }, speech), /Nobody listens/);
    assert.equal(networkText({ state: 'taken', trouble: 'port 5060 is taken' }, speech), 'port 5060 is taken');
    assert.match(networkText({ state: 'taken' }, speech), /5060/);
    assert.equal(networkText({ state: 'open' }, speech), '');
    assert.match(networkText({ state: 'open', isDeaf: true }, speech), /Docker bridge/);
  });

  describe('a row’s menu', () => {
    const none = (): void => {};
    const deeds: RowDeeds = {
      ...{ open: none, test: none, copyAddress: none, address: none, copy: none, restart: none, arrivals: none },
    };
    const ids = (properties: Partial<EditorPhone>, mayChange: boolean): string[] =>
      rowActions(shownPhone(node(properties), undefined), mayChange, deeds, speech).map(({ id }) => id);

    it('offers what can be done', () => {
      const all = ['open', 'test', 'copy-address', 'address', 'copy', 'restart', 'arrivals'];
      assert.deepEqual(ids({ host: '192.168.5.9', setup: 'shared' }, true), all);
      assert.deepEqual(ids({ setup: 'shared', isDisabled: true }, true), ['open', 'address', 'copy', 'arrivals']);
      assert.deepEqual(ids({}, true), ['open', 'test', 'address', 'copy', 'arrivals']);
      assert.deepEqual(ids({ host: '192.168.5.9', setup: 'shared' }, false), ['open', 'copy-address', 'arrivals']);
    });
  });
});
