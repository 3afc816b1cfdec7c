import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { Journal, type JournalEntry, VERDICTS } from '../../../nodes/lib/events/journal';
import { normalisePath, Routes } from '../../../nodes/lib/events/routes';
import type { Arrival } from '../../../nodes/lib/events/types';
import { builtIn } from '../../support/vendors';
import { Inbox, phoneBook, TestPhone, TIME } from './inbox';

const MAC = '808287046bc2';

describe('Journal', () => {
  let journal: Journal;
  let refused: string[];
  const desk = new TestPhone('desk', 'fanvil', 'Desk', MAC);
  const findPhone = phoneBook({ [MAC]: desk });
  beforeEach(() => {
    refused = [];
    journal = new Journal(builtIn, ({ verdict }) => refused.push(verdict));
  });

  function routesOf(inboxes: readonly Inbox[], { port = 1881, isShared = false } = {}): Routes {
    const routes = new Routes(builtIn, 1000, isShared, { journal, port: isShared ? undefined : port });
    for (const { reception } of inboxes) routes.add(reception.path, reception);
    return routes;
  }
  const arrival = (target: string, more: Partial<Arrival> = {}): Arrival => ({
    ...{ method: 'GET', target, address: '192.168.5.20', time: TIME, authenticated: false, ...more },
  });
  /** As an own port does it. */
  function answer(inboxes: readonly Inbox[], target: string, more: Partial<Arrival> = {}): JournalEntry | undefined {
    const before = journal.seq;
    const answered = routesOf(inboxes).answer(arrival(target, more));
    for (const deliver of answered?.deliveries ?? []) deliver();
    const [entry, ...others] = journal.read(before);
    assert.deepEqual(others, [], 'once for an arrival');
    return entry;
  }

  it('notes what became of an arrival, whose it was, and to how many nodes it went', () => {
    const [one, other] = [new Inbox({}, { findPhone }), new Inbox({ events: new Set(['hold']) }, { findPhone })];
    assert.deepEqual(answer([one, one, other], `/phone/mute?mac=${MAC}`), {
      seq: 1,
      time: '2026-01-31T08:15:30.123Z',
      address: '192.168.5.20',
      port: 1881,
      mac: '80:82:87:04:6b:c2',
      phone: { id: 'desk', name: 'Desk' },
      path: '/phone',
      event: 'mute',
      status: 200,
      verdict: 'messages',
      nodes: 2,
    });
    assert.deepEqual(refused, []);
  });

  const none = { path: '/phone' };
  const cases: readonly (readonly [
    what: string,
    inboxes: () => Inbox[],
    target: string,
    expected: Partial<JournalEntry>,
    more?: Partial<Arrival>,
  ])[] = [
    ['no node wants the event', () => [new Inbox({ events: new Set(['hold']) })], 'mute', { verdict: 'filtered' }],
    [
      'only nodes for other phones are there',
      () => [new Inbox({ phoneId: 'door' }, { findPhone })],
      `mute?mac=${MAC}`,
      { verdict: 'other-phone', status: 200 },
    ],
    [
      'one of them is for this phone and does not want it',
      () => [
        new Inbox({ phoneId: 'door' }, { findPhone }),
        new Inbox({ phoneId: 'desk', events: new Set(['hold']) }, { findPhone }),
      ],
      `mute?mac=${MAC}`,
      { verdict: 'filtered', status: 200 },
    ],
    [
      'the token is wrong',
      () => [new Inbox({ token: 'right' })],
      'mute?token=wrong',
      { verdict: 'token', status: 401 },
    ],
    [
      'the best answer counts',
      () => [new Inbox({ token: 'right' }), new Inbox({ allow: '10.0.0.0/8' }), new Inbox()],
      'mute?token=wrong',
      { verdict: 'messages', nodes: 1, status: 200 },
    ],
    [
      'of refusals the best as well',
      () => [new Inbox({ allow: '10.0.0.0/8' }), new Inbox({ token: 'right' })],
      'mute',
      { verdict: 'token', status: 401 },
    ],
    [
      'the address is not allowed',
      () => [new Inbox({ allow: '10.0.0.0/8' })],
      'mute',
      { verdict: 'address', status: 403 },
    ],
    ['a web page sent it', () => [new Inbox()], 'mute', { verdict: 'page', status: 403 }, { fromWebPage: true }],
    [
      'the previous token is taken',
      () => [new Inbox({ token: 'new', previous: { token: 'old', until: Number.POSITIVE_INFINITY } })],
      'mute?token=old',
      { verdict: 'old-token', nodes: 1, status: 200 },
    ],
    [
      'its time is over',
      () => [new Inbox({ token: 'new', previous: { token: 'old', until: 0 } })],
      'mute?token=old',
      { verdict: 'token', status: 401 },
    ],
    [
      'the name is mistyped',
      () => [new Inbox()],
      'registerd',
      { verdict: 'no-event', status: 404, name: 'registerd', nearest: 'registered' },
    ],
    [
      'the name is nothing like an event',
      () => [new Inbox()],
      'favicon-of-a-browser',
      { verdict: 'no-event', name: 'favicon-of-a-browser' },
    ],
    [
      'every name is an event',
      () => [new Inbox({ unknownEvents: true })],
      'Coffee-Ready?cups=2',
      { verdict: 'messages', name: 'Coffee-Ready', nodes: 1 },
    ],
    ['by another method', () => [new Inbox()], 'mute', { verdict: 'method', status: 405 }, { method: 'PUT' }],
  ];
  for (const [what, inboxes, target, expected, more] of cases) {
    it(`tells where ${what}`, () => {
      const entry = answer(inboxes(), `/phone/${target}`, more);
      const whole = { ...none, ...expected };
      assert.deepEqual(
        Object.fromEntries(Object.keys(whole).map((key) => [key, entry?.[key as keyof JournalEntry]])),
        whole,
      );
      for (const key of ['nearest', 'nodes', 'name'] as const)
        assert.equal(Object.hasOwn(entry ?? {}, key), Object.hasOwn(whole, key), key);
      assert.deepEqual(refused, entry?.status === 200 ? [] : [entry?.verdict]);
      assert.equal(journal.counts[expected.verdict ?? 'failed'], 1);
    });
  }

  it('tells of a rate that was exceeded', () => {
    const inbox = new Inbox({ rate: '1' }, { now: () => 0 });
    answer([inbox], '/phone/mute');
    assert.equal(answer([inbox], '/phone/mute')?.verdict, 'rate');
  });

  it('tells of paths that no node has, without what may be a secret in them', () => {
    const inbox = new Inbox();
    const paths: readonly (readonly [target: string, path: string])[] = [
      ['/phoen/mute?token=CanaryToken-0815', '/phoen/mute'],
      ['/', '/'],
      ['/a/b/c/d/e', '/a/b/c/…'],
      ['/files/CanaryKey-0815-abcdefgh/x.cfg', '/files/…/x.cfg'],
      ['/phoen/token=CanaryToken-0815', '/phoen/…'],
      [`/${'%41'.repeat(2000)}`, '/…'],
    ];
    for (const [target, path] of paths) {
      const entry = answer([inbox], target);
      assert.deepEqual([entry?.verdict, entry?.status, entry?.path], ['no-path', 404, path], target);
      assert.doesNotMatch(JSON.stringify(entry), /Canary/);
    }
  });

  it('tells of a path that a proxy has changed, and of the right one', () => {
    const entry = answer([new Inbox()], '/nodered/phone/mute');
    assert.deepEqual([entry?.verdict, entry?.path, entry?.nearest], ['misplaced', '/nodered/phone', '/phone']);
  });

  it('notes the status that was sent in place of the usual one', () => {
    routesOf([new Inbox()]).answer(arrival('/phone', { method: 'POST' }), 413);
    assert.deepEqual(
      journal.read().map(({ status, verdict }) => [status, verdict]),
      [[413, 'method']],
    );
  });

  it('notes no HEAD, wherever it goes', () => {
    for (const target of ['/phone/mute', '/phone/nonsense', '/elsewhere'])
      assert.equal(answer([new Inbox()], target, { method: 'HEAD' }), undefined);
    assert.equal(journal.seq, 0);
  });

  it('notes of a server with other users only what is counted there', () => {
    const inbox = new Inbox();
    const routes = routesOf([inbox], { isShared: true });
    assert.equal(routes.judge(arrival('/elsewhere')), undefined);
    const verdict = routes.judge(arrival('/phone/nonsense'));
    assert.equal(journal.seq, 0, 'perhaps somebody else answers');
    assert.equal(verdict?.kind, 'none');
    if (verdict?.kind === 'none') verdict.missed(404);
    const request = { method: 'GET', target: '/red/nodered/phone/mute', address: '10.0.0.9', time: TIME };
    assert.equal(routes.noteMisplaced(request, '/red/', true), false);
    assert.equal(routes.noteMisplaced(request, '/red/', false), true);
    routes.judge(arrival('/phone/mute'));
    assert.deepEqual(
      journal.read().map(({ verdict: became, port, status }) => [became, port, status]),
      [
        ['no-event', undefined, 404],
        ['misplaced', undefined, 404],
        ['messages', undefined, 200],
      ],
    );
    const whole = routesOf([new Inbox({ path: '/' })], { isShared: true }).judge(arrival('/anything'));
    if (whole?.kind === 'none') whole.missed(404);
    assert.equal(journal.seq, 3, 'a node on / counts nothing of what is others');
    assert.equal(normalisePath('/'), '');
  });

  it('tells of events that were lost to an error', () => {
    const broken = new Inbox(
      {},
      {
        deliver: () => {
          throw new Error('a flow');
        },
      },
    );
    assert.deepEqual([answer([broken], '/phone/mute')?.verdict, broken.errors.length], ['failed', 1]);
    const blind = new Inbox(
      {},
      {
        findPhone: () => {
          throw new Error('ours');
        },
      },
    );
    assert.equal(answer([blind], '/phone/mute')?.verdict, 'failed');
    assert.deepEqual([journal.counts.failed, journal.counts.messages], [2, 0]);
  });

  it('holds no variable, and of names only what can be shown', () => {
    const inbox = new Inbox({ token: 'CanaryToken-0815', unknownEvents: true }, { findPhone });
    const secrets =
      'token=CanaryToken-0815&password=Canary-1&remote=Canary-2&display_remote=%3Cimg%3ECanary-3&code=Canary-4';
    for (const target of [
      `incoming-call?mac=${MAC}&${secrets}`,
      `Coffee?${secrets}`,
      `nonsense;${secrets}`,
      `x:${secrets}`,
    ])
      answer([inbox], `/phone/${target}`);
    answer([inbox], `/phone/%E2%80%AEevil%00%0A${'x'.repeat(500)}?${secrets}`);
    const entries = journal.read();
    assert.equal(entries.length, 5);
    assert.doesNotMatch(JSON.stringify(entries), /Canary/);
    assert.equal(entries.at(-1)?.name, `evil${'x'.repeat(60)}`);
  });

  it('keeps the last hundred, and gives those behind a number', () => {
    const inbox = new Inbox();
    const routes = routesOf([inbox]);
    for (let n = 0; n < 250; n++) routes.answer(arrival('/phone/mute', { time: new Date(n) }));
    const all = journal.read();
    assert.deepEqual([all.length, all[0]?.seq, all.at(-1)?.seq, journal.seq], [100, 151, 250, 250]);
    for (const { seq, time } of all) assert.equal(Date.parse(time), seq - 1);
    assert.deepEqual(
      journal.read(248).map(({ seq }) => seq),
      [249, 250],
    );
    assert.deepEqual([journal.read(250), journal.read(9999)], [[], []]);
    assert.equal(journal.counts.messages, 250);
    assert.deepEqual(Object.keys(journal.counts), [...VERDICTS]);
  });
});
