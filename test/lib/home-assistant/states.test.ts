import assert from 'node:assert/strict';
import type { CallView, PhoneView } from '../../../nodes/lib/calls/view';
import { callEvent, recordEvent } from '../../../nodes/lib/home-assistant/call-events';
import { COMPONENTS, TICKS } from '../../../nodes/lib/home-assistant/components';
import { factsOf, offersOf } from '../../../nodes/lib/home-assistant/offers';
import { statesOf } from '../../../nodes/lib/home-assistant/states';
import { builtIn } from '../../support/vendors';
import { Site as Calls } from '../calls/site';

const EVERYTHING = new Map(COMPONENTS.map((component) => [component, undefined]));
const SHUT = { isPulsed: false, isOpened: false };
const view = (more: Partial<PhoneView> = {}): PhoneView => ({ phone: {}, state: 'idle', calls: [], ...more });
const call = (more: Partial<CallView> = {}): CallView => ({ state: 'ringing', ...more });
const shown = (phone: PhoneView, door = SHUT): Record<string, string> =>
  Object.fromEntries(statesOf(phone, EVERYTHING, door));
const attributes = (phone: PhoneView): unknown => JSON.parse(shown(phone)['attributes'] ?? '');

describe('what the entities show', () => {
  it('is unknown until something was reported, but for the sensors that fall back', () => {
    assert.deepEqual(shown(view({ state: 'unknown' })), {
      attributes: '{}',
      state: 'None',
      door: 'None',
      sensor_1: 'OFF',
      sensor_2: 'OFF',
      tamper: 'OFF',
      registered: 'None',
      reachable: 'None',
      dnd: 'None',
    });
  });

  const words: readonly (readonly [Partial<PhoneView>, string, string])[] = [
    ...(['idle', 'ringing', 'dialing', 'talking', 'held', 'busy'] as const).map(
      (state) => [{ state }, 'state', state] as const,
    ),
    [{ registered: true }, 'registered', 'ON'],
    [{ registered: false }, 'registered', 'OFF'],
    [{ reachable: true }, 'reachable', 'ON'],
    [{ reachable: false }, 'reachable', 'OFF'],
    [{ dnd: true }, 'dnd', 'ON'],
    [{ dnd: false }, 'dnd', 'OFF'],
    [{ door: 'open' }, 'door', 'ON'],
    [{ door: 'closed' }, 'door', 'OFF'],
  ];
  for (const [phone, topic, word] of words) {
    it(`says ${topic} ${word} of ${JSON.stringify(phone)}`, () => assert.equal(shown(view(phone))[topic], word));
  }

  it('has a door that is pulsed open for its time, and shut then', () => {
    const door = (isOpened: boolean, told?: 'open'): string | undefined =>
      shown(view(told ? { door: told } : {}), { isPulsed: true, isOpened })['door'];
    assert.deepEqual([door(true, 'open'), door(false, 'open'), door(false)], ['ON', 'OFF', 'None']);
  });

  it('has the attributes before the state, which whoever acts on it reads', () => {
    const topics = [...statesOf(view(), EVERYTHING, SHUT).keys()];
    assert.ok(topics.indexOf('attributes') < topics.indexOf('state'));
  });

  it('names the call that makes the state, and nobody without one', () => {
    const calls = [
      call({ state: 'held', remote: { number: '1' } }),
      call({
        state: 'talking',
        direction: 'inbound',
        id: '7001',
        line: 2,
        muted: true,
        heldByRemote: true,
        remote: { number: '6040', name: 'Anna' },
      }),
    ];
    assert.deepEqual(attributes(view({ state: 'talking', since: '2026-01-31T08:15:30.000Z', calls })), {
      since: '2026-01-31T08:15:30.000Z',
      direction: 'inbound',
      number: '6040',
      caller: 'Anna',
      call_id: '7001',
      line: 2,
      muted: true,
      held_by_remote: true,
    });
    assert.deepEqual(attributes(view({ since: 'x' })), { since: 'x' });
  });

  it('bounds what strangers choose, and takes control characters alone out of it', () => {
    const odd = '{{ states("x") }}\u0000\u001b[31m"\\\u2028\u202e';
    const told = (remote: CallView['remote']): { caller?: string; number?: string } =>
      attributes(view({ state: 'ringing', calls: [call({ remote: remote ?? {} })] })) as object;
    assert.equal(told({ name: odd }).caller, '{{ states("x") }}[31m"\\\u2028\u202e');
    assert.equal(told({ name: '\u{1F600}'.repeat(300) }).caller, '\u{1F600}'.repeat(200));
    assert.equal(told({ number: '1'.repeat(300) }).number, '1'.repeat(64));
    assert.equal(told({ name: 'a\ud800b' }).caller, 'a\ufffdb');
    // Who has no number and no name is his address's user.
    assert.deepEqual(told({ user: 'door1' }), { caller: 'door1' });
    assert.deepEqual(told({ user: '6040', number: '6040' }), { number: '6040' });
    assert.deepEqual(told({ name: '\u0007' }), {});
  });

  it('is nothing that the phone does not have', () => {
    const profile = builtIn.profile('atcom');
    assert.ok(profile);
    const phone = { vendor: 'atcom', model: '', path: '', separator: '', transport: 'http' as const };
    const offers = offersOf(factsOf(phone, profile, builtIn), {
      entities: new Set(TICKS.filter((tick) => tick !== 'dnd')),
      openDoor: false,
      dial: true,
      disruptive: false,
    });
    assert.deepEqual([...statesOf(view(), offers, SHUT).keys()], ['attributes', 'state', 'registered', 'reachable']);
  });
});

describe('the events of calls', () => {
  let site: Calls;
  const told = (): unknown[] =>
    [
      ...site.news.flatMap(({ news }) => news.flatMap((one) => callEvent(one) ?? [])),
      ...site.records.map(recordEvent),
    ].map((text) => JSON.parse(text) as unknown);
  const types = (): unknown[] => told().map((each) => (each as { event_type: string }).event_type);
  beforeEach(() => {
    site = new Calls();
  });

  it('tell a call from its ringing to its end, each moment once', () => {
    const words = { call: { id: '#7', line: 2 }, remote: { number: '6040', name: 'Anna' } };
    site.report('incoming-call', words);
    site.wait(4000);
    site.report('call-established', words);
    site.wait(9000);
    site.report('call-terminated', words);
    site.wait(3000);
    const parts = { direction: 'inbound', number: '6040', caller: 'Anna', call_id: '#7', line: 2 };
    assert.deepEqual(told(), [
      { event_type: 'ringing', ...parts },
      { event_type: 'answered', ...parts },
      { event_type: 'ended', ...parts, outcome: 'answered', duration: 9, ring: 4 },
    ]);
  });

  const ends: readonly (readonly [readonly string[], readonly string[]])[] = [
    [
      ['incoming-call', 'call-terminated'],
      ['ringing', 'missed'],
    ],
    [
      ['incoming-call', 'reject-incoming-call', 'call-terminated'],
      ['ringing', 'rejected'],
    ],
    [
      ['incoming-call', 'forward-incoming-call', 'call-terminated'],
      ['ringing', 'forwarded'],
    ],
    [
      ['incoming-call', 'answered-elsewhere', 'call-terminated'],
      ['ringing', 'elsewhere'],
    ],
    [
      ['outgoing-call', 'call-established', 'call-terminated'],
      ['dialing', 'answered', 'ended'],
    ],
    [
      ['outgoing-call', 'call-terminated'],
      ['dialing', 'unanswered'],
    ],
    [
      ['outgoing-call', 'remote-busy', 'call-terminated'],
      ['dialing', 'busy'],
    ],
    [
      ['outgoing-call', 'cancel-call-out', 'call-terminated'],
      ['dialing', 'canceled'],
    ],
    [
      ['incoming-call', 'setup-completed'],
      ['ringing', 'ended'],
    ],
    [['missed-call'], ['missed']],
  ];
  for (const [events, expected] of ends) {
    it(`tell ${expected.join(', ')} of ${events.join(', ')}`, () => {
      for (const event of events) site.report(event, { call: { id: '1' } });
      site.wait(3000);
      assert.deepEqual(types(), expected);
    });
  }

  it('say unknown as an outcome, and that the call ended', () => {
    site.report('incoming-call', { call: { id: '1' } });
    site.report('setup-completed');
    site.wait(3000);
    assert.equal((told()[1] as { outcome: string }).outcome, 'unknown');
  });
});
