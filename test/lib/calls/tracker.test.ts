import assert from 'node:assert/strict';
import { factsOf } from '../../../nodes/lib/calls/facts';
import { Pickups } from '../../../nodes/lib/calls/pickups';
import { CallTracker } from '../../../nodes/lib/calls/tracker';
import type { Call } from '../../../nodes/lib/calls/types';
import { EVERYTHING, FakeClocks, HOUR, MINUTE, parts, SECOND, Site } from './site';

const MAC = '80828704 6bc2'.replace(' ', '');

describe('calls: what is told', () => {
  it('an inbound call, as output 1 and 2 show it', () => {
    const site = new Site({ name: 'Front desk', mac: MAC });
    const phone = { name: 'Front desk', mac: '80:82:87:04:6b:c2' };
    const call = {
      call: { id: 'abc', line: 2 },
      account: { user: 'desk' },
      local: { number: '6000' },
      remote: { number: '6040', name: 'Anna' },
    };
    site.report('incoming-call', call);
    site.wait(8 * SECOND);
    site.report('call-established', call);
    site.report('mute', call);
    site.report('held', call);
    site.wait(30 * SECOND);
    site.report('call-terminated', call);
    assert.deepEqual(site.changes.slice(0, 2), [
      {
        phone,
        state: 'ringing',
        previous: 'unknown',
        since: '2026-01-31T08:00:00.000Z',
        calls: [
          {
            state: 'ringing',
            direction: 'inbound',
            id: 'abc',
            line: 2,
            account: { user: 'desk' },
            local: { number: '6000' },
            remote: { number: '6040', name: 'Anna' },
            started: '2026-01-31T08:00:00.000Z',
          },
        ],
        reachable: true,
        seen: '2026-01-31T08:00:00.000Z',
      },
      {
        phone,
        state: 'talking',
        previous: 'ringing',
        since: '2026-01-31T08:00:08.000Z',
        calls: [
          {
            state: 'talking',
            direction: 'inbound',
            id: 'abc',
            line: 2,
            account: { user: 'desk' },
            local: { number: '6000' },
            remote: { number: '6040', name: 'Anna' },
            started: '2026-01-31T08:00:00.000Z',
            answered: '2026-01-31T08:00:08.000Z',
          },
        ],
        reachable: true,
        seen: '2026-01-31T08:00:08.000Z',
      },
    ]);
    const [, , muted, held, idle] = site.changes;
    assert.deepEqual([muted?.previous, muted?.state, muted?.calls[0]?.muted], ['talking', 'talking', true]);
    assert.equal(held?.calls[0]?.heldByRemote, true);
    assert.deepEqual([idle?.state, idle?.calls], ['idle', []]);
    assert.deepEqual(site.records, []);
    site.wait(2 * SECOND);
    assert.deepEqual(site.records, [
      {
        phone,
        direction: 'inbound',
        outcome: 'answered',
        id: 'abc',
        line: 2,
        account: { user: 'desk' },
        local: { number: '6000' },
        remote: { number: '6040', name: 'Anna' },
        started: '2026-01-31T08:00:00.000Z',
        answered: '2026-01-31T08:00:08.000Z',
        ended: '2026-01-31T08:00:38.000Z',
        ring: 8,
        duration: 30,
      },
    ]);
    assert.equal(JSON.stringify([site.changes, site.records]).includes('null'), false);
  });

  it('what was not witnessed is absent', () => {
    const site = new Site();
    site.report('held', parts('6040'));
    assert.equal(site.changes[0]?.since, undefined);
    assert.deepEqual(Object.keys(site.changes[0]?.calls[0] ?? {}), ['state', 'remote', 'heldByRemote']);
    site.wait(9 * SECOND);
    site.report('call-terminated');
    site.wait(2 * SECOND);
    assert.deepEqual(Object.keys(site.records[0] ?? {}).toSorted(), ['ended', 'outcome', 'phone', 'remote']);
  });

  it('every flag, once, and not again where nothing changes', () => {
    const site = new Site();
    const flags = [
      ['registered', { registered: true }],
      ['register-failed', { registered: false }],
      ['registered', { registered: true }],
      ['unregistered', { registered: false }],
      ['dnd-on', { dnd: true }],
      ['dnd-off', { dnd: false }],
      ['forward-always-on', { forward: { always: true } }],
      ['forward-busy-on', { forward: { always: true, busy: true } }],
      ['forward-no-answer-on', { forward: { always: true, busy: true, noAnswer: true } }],
      ['forward-always-off', { forward: { always: false, busy: true, noAnswer: true } }],
      ['forward-busy-off', { forward: { always: false, busy: false, noAnswer: true } }],
      ['forward-no-answer-off', { forward: { always: false, busy: false, noAnswer: false } }],
      ['call-waiting-on', { callWaiting: true }],
      ['call-waiting-off', { callWaiting: false }],
      ['door-opened', { door: 'open' }],
      ['door-closed', { door: 'closed' }],
    ] as const;
    for (const [index, [event, flag]] of flags.entries()) {
      site.report(event);
      site.report(event);
      assert.equal(site.changes.length, index + 1, event);
      const { state, calls, ...rest } = site.changes[index] ?? { state: '', calls: [] };
      assert.deepEqual({ ...rest, ...flag }, rest, event);
      assert.equal(state, 'unknown');
      assert.deepEqual(calls, []);
    }
    site.report('reboot-started');
    assert.equal(site.tracker.view('desk')?.registered, false);
    for (const event of [
      'forward-on',
      'forward-off',
      'mwi',
      'sms',
      'tamper',
      'output-1',
      'door-sensor-1',
      'handsfree',
    ]) {
      site.report(event);
    }
    assert.equal(site.changes.length, flags.length);
  });

  it('`seen` makes no message, and is the last event or answer', () => {
    const site = new Site();
    site.report('mwi');
    site.wait(MINUTE);
    assert.equal(site.tracker.view('desk')?.seen, '2026-01-31T08:00:00.000Z');
    site.tracker.answered('desk', new Date(site.clocks.wall()));
    assert.equal(site.tracker.view('desk')?.seen, '2026-01-31T08:01:00.000Z');
    assert.deepEqual(site.changes, []);
  });

  it('durations go by the clock that nobody sets', () => {
    for (const set of [-5 * HOUR, 5 * HOUR]) {
      const site = new Site();
      site.report('incoming-call', parts('#abc'));
      site.wait(5 * SECOND);
      site.clocks.setWall(set);
      site.report('call-established', parts('#abc'));
      site.wait(10 * SECOND);
      assert.equal(site.state, 'talking');
      site.clocks.setWall(-2 * set);
      site.report('call-terminated', parts('#abc'));
      site.wait(2 * SECOND);
      assert.equal(site.records[0]?.ring, 5);
      assert.equal(site.records[0]?.duration, 10);
    }
  });

  it('nothing that is told, and nothing that was taken in, is shared', () => {
    const site = new Site();
    const call = { account: { user: 'desk' }, local: { number: '6000' }, remote: { number: '6040' } };
    const spoil = (view: { calls?: { remote?: { number?: string } }[]; remote?: { number?: string } }): void => {
      for (const one of [view, ...(view.calls ?? [])]) if (one.remote) one.remote.number = 'spoilt';
      view.calls?.splice(0);
    };
    site.tracker.onChange(({ view }) => spoil(view));
    site.tracker.onRecord(({ record }) => spoil(record));
    const heard: unknown[] = [];
    site.tracker.onRecord(({ record }) => heard.push(record.remote));
    site.report('incoming-call', call);
    call.remote.number = 'spoilt';
    const view = site.tracker.view('desk');
    assert.equal(view?.calls[0]?.remote?.number, '6040');
    if (view) spoil(view);
    assert.equal(site.calls[0]?.remote?.number, '6040');
    site.report('missed-call', parts('6040'));
    site.wait(2 * SECOND);
    assert.deepEqual(heard, [{ number: '6040' }]);
  });
});

describe('calls: whether a phone answers', () => {
  it('is told when it goes and when it comes back; that it lives at first is no news', () => {
    const site = new Site();
    site.tracker.answered('desk', new Date(site.clocks.wall()));
    assert.deepEqual([site.changes.length, site.tracker.view('desk')?.reachable], [0, true]);
    site.tracker.unreachable('desk');
    site.tracker.unreachable('desk');
    assert.deepEqual(site.reachability, [false], 'once');
    assert.deepEqual(
      site.changes.map(({ reachable, state, previous }) => [reachable, state, previous]),
      [[false, 'unknown', 'unknown']],
    );
    site.tracker.answered('desk', new Date(site.clocks.wall()));
    assert.deepEqual([site.reachability, site.changes.length], [[false, true], 2]);
  });

  it('is news where it never answered', () => {
    const site = new Site();
    site.tracker.unreachable('desk');
    assert.deepEqual([site.reachability, site.changes[0]?.reachable], [[false], false]);
  });

  it('comes back with an event, in one message with what the event changed', () => {
    const site = new Site();
    site.tracker.unreachable('desk');
    site.report('incoming-call');
    assert.deepEqual(
      site.changes.map(({ reachable, state }) => [reachable, state]),
      [
        [false, 'unknown'],
        [true, 'ringing'],
      ],
    );
    site.tracker.unreachable('desk');
    site.report('mwi');
    assert.deepEqual([site.changes.length, site.state, site.changes.at(-1)?.reachable], [4, 'ringing', true]);
  });

  it('is nothing of a phone that is not deployed, and goes with its phone', () => {
    const site = new Site();
    site.tracker.unreachable('gone');
    site.tracker.unreachable('desk');
    site.tracker.remove('desk');
    site.deploy({ id: 'desk' });
    assert.equal('reachable' in (site.tracker.view('desk') ?? {}), false);
    assert.deepEqual(site.reachability, [false]);
  });
});

describe('calls: who is told', () => {
  it('a subscriber that throws breaks nobody', () => {
    const site = new Site();
    const heard: string[] = [];
    for (const subscribe of ['onChange', 'onRecord', 'onNews'] as const) {
      site.tracker[subscribe](() => {
        throw new Error(subscribe);
      });
      site.tracker[subscribe](() => heard.push(subscribe));
    }
    site.report('incoming-call');
    site.report('missed-call');
    site.wait(2 * SECOND);
    assert.deepEqual(heard, ['onNews', 'onChange', 'onNews', 'onChange', 'onRecord']);
    assert.deepEqual(
      site.faults.map((error) => (error as Error).message),
      heard,
    );
    assert.deepEqual(site.outcomes, ['missed']);
  });

  it('nobody who has unsubscribed, not even at once', () => {
    const site = new Site();
    const heard: string[] = [];
    const offs = (['onChange', 'onRecord', 'onNews'] as const).map((subscribe) =>
      site.tracker[subscribe](() => heard.push(subscribe)),
    );
    const last: string[] = [];
    let off = (): void => {};
    site.tracker.onChange(() => off());
    off = site.tracker.onChange(() => last.push('heard'));
    site.report('missed-call');
    for (const stop of offs) stop();
    site.wait(5 * SECOND);
    assert.deepEqual(heard, ['onNews', 'onChange']);
    assert.deepEqual(last, []);
  });

  it('one function that subscribes twice is told twice', () => {
    const site = new Site();
    let told = 0;
    const count = (): void => {
      told += 1;
    };
    const off = site.tracker.onChange(count);
    site.tracker.onChange(count);
    site.report('dnd-on');
    assert.equal(told, 2);
    off();
    site.report('dnd-off');
    assert.equal(told, 3);
  });

  it('in order, where a subscriber itself causes the next change', () => {
    const site = new Site();
    const order: string[] = [];
    let isFirst = true;
    const own = new Site();
    own.tracker.onChange(() => {
      if (!isFirst) return;
      isFirst = false;
      own.report('missed-call');
    });
    own.tracker.onChange(({ view }) => order.push(view.state));
    own.report('incoming-call');
    assert.deepEqual(order, ['ringing', 'idle']);
    assert.equal(site.changes.length, 0);
  });

  it('and nobody again before he is done', () => {
    const site = new Site();
    let depth = 0;
    let deepest = 0;
    site.tracker.onChange(({ view }) => {
      depth += 1;
      deepest = Math.max(deepest, depth);
      if (view.state === 'ringing') site.report('missed-call');
      depth -= 1;
    });
    site.report('incoming-call');
    assert.equal(deepest, 1);
    assert.equal(site.changes.length, 2);
  });

  it('those who wait hear of each report what it did, and what time alone ends', () => {
    const site = new Site();
    const heard = (): string[] =>
      site.news
        .splice(0)
        .flatMap(({ event = '-', news, about }) => [
          `${event}${about ? ` (${about.state})` : ''}: ${news.map(({ what, outcome = '', told }) => [what, outcome, told ? 'told' : ''].join(' ').trim()).join(', ')}`,
        ]);
    site.report('outgoing-call', parts('#abc 6040'));
    site.report('call-established', parts('#abc'));
    site.report('hold', parts('#abc'));
    site.report('call-terminated', parts('#abc'));
    site.report('mwi');
    assert.deepEqual(heard(), [
      'outgoing-call (dialing): began',
      'call-established (talking): answered',
      'hold (held): ',
      'call-terminated: ended answered told',
      'mwi: ',
    ]);
    site.report('outgoing-call', parts('#def 6040'));
    site.report('call-terminated', parts('#def'));
    site.report('remote-busy', parts('#def'));
    assert.deepEqual(heard().slice(1), ['call-terminated: ended unanswered', 'remote-busy: amended busy told']);
    site.report('outgoing-call', parts('#ghi'));
    site.wait(300 * SECOND);
    assert.deepEqual(heard().slice(1), ['-: ended unanswered']);
  });
});

describe('calls: phones come and go', () => {
  it('nothing is told at the start, nor by a deploy', () => {
    const site = new Site();
    site.deploy({ id: 'desk', name: 'Another name' });
    site.deploy({ id: 'hall' });
    site.wait(HOUR);
    assert.deepEqual([site.changes, site.records, site.news], [[], [], []]);
    assert.deepEqual(site.tracker.view('desk'), { phone: { name: 'Another name' }, state: 'unknown', calls: [] });
  });

  it('a call outlives a deploy, a rename and another vendor, in its two seconds, too', () => {
    const site = new Site();
    site.report('incoming-call', parts('6040'));
    site.deploy({ id: 'desk', name: 'Front desk' });
    assert.equal(site.state, 'ringing');
    site.report('missed-call');
    site.wait(SECOND);
    site.deploy({ id: 'desk', name: 'Reception', facts: factsOf([]) });
    site.wait(SECOND);
    assert.deepEqual(
      site.records.map(({ phone, outcome }) => [phone.name, outcome]),
      [['Reception', 'missed']],
    );
  });

  it('a phone deleted in a call has no record of it, and leaves nothing', () => {
    const site = new Site();
    site.report('incoming-call', parts('6040'));
    site.tracker.remove('desk');
    site.tracker.remove('desk');
    assert.equal(site.clocks.timers, 0);
    assert.equal(site.tracker.size, 0);
    assert.equal(site.tracker.view('desk'), undefined);
    site.report('missed-call', parts('6040'));
    site.wait(HOUR);
    assert.deepEqual(site.records, []);
    site.deploy({ id: 'desk' });
    assert.equal(site.state, 'unknown');
  });

  it('a record that waits goes with its phone', () => {
    const site = new Site();
    site.report('missed-call', parts('6040'));
    assert.equal(site.clocks.timers, 1);
    site.tracker.remove('desk');
    assert.equal(site.clocks.timers, 0);
    site.wait(HOUR);
    assert.deepEqual(site.records, []);
  });

  it('of a phone that is not deployed nothing is kept, and the caller goes on', () => {
    const site = new Site();
    let calledBack = 0;
    const done = (): void => {
      calledBack += 1;
    };
    site.tracker.report({ phone: { id: 'gone' }, event: 'incoming-call', time: new Date(), parts: {} }, done);
    site.tracker.ask('gone', done);
    site.tracker.reset('gone', done);
    site.tracker.answered('gone', new Date());
    assert.equal(calledBack, 3);
    assert.equal(site.clocks.timers, 0);
    assert.deepEqual(site.tracker.phoneIds(), ['desk']);
  });

  it('nodes of one MAC are one phone: the first gives the name', () => {
    const site = new Site({ name: 'First', mac: MAC });
    site.deploy({ id: 'again', name: 'Second', mac: MAC });
    site.report('incoming-call', parts('6040'), 'again');
    assert.equal(site.changes.length, 1);
    assert.equal(site.changes[0]?.phone.name, 'First');
    assert.deepEqual(site.tracker.view('again'), site.tracker.view('desk'));
    assert.equal(site.tracker.phoneIdOf('again'), 'desk');
    assert.deepEqual(site.tracker.phoneIds(), ['desk']);
    site.tracker.remove('desk');
    assert.equal(site.tracker.view('again')?.state, 'ringing');
    assert.equal(site.tracker.view('again')?.phone.name, 'Second');
    site.tracker.remove('again');
    assert.equal(site.tracker.size, 0);
    assert.equal(site.clocks.timers, 0);
  });

  it('a phone that gets its MAC is the same phone; one that gets another is another', () => {
    const site = new Site();
    site.report('incoming-call', parts('6040'));
    site.deploy({ id: 'desk', mac: MAC });
    assert.equal(site.state, 'ringing');
    site.deploy({ id: 'desk', mac: '0c383e000001' });
    assert.equal(site.state, 'unknown');
    assert.equal(site.tracker.size, 1);
    assert.equal(site.clocks.timers, 0);
    site.wait(HOUR);
    assert.deepEqual(site.records, []);
  });

  it('a phone that gets the MAC of another is that one', () => {
    const site = new Site();
    site.deploy({ id: 'hall', mac: MAC });
    site.report('incoming-call', parts('6040'), 'hall');
    site.deploy({ id: 'desk', mac: MAC });
    assert.equal(site.state, 'ringing');
    assert.equal(site.tracker.size, 1);
  });

  it('when all is closed, no timer and no subscriber is left', () => {
    const site = new Site();
    site.report('incoming-call');
    site.tracker.close();
    assert.equal(site.clocks.timers, 0);
    assert.equal(site.tracker.size, 0);
    const before = site.changes.length;
    site.deploy({ id: 'desk' });
    site.report('incoming-call');
    assert.equal(site.changes.length, before);
    site.tracker.close();
  });

  it('a phone is called what its latest deploy calls it', () => {
    const site = new Site({ name: 'Front desk', mac: MAC });
    site.report('dnd-on');
    site.deploy({ id: 'desk', name: 'Back desk', mac: MAC });
    site.report('dnd-off');
    assert.deepEqual(
      site.changes.map(({ phone }) => phone.name),
      ['Front desk', 'Back desk'],
    );
  });

  it("the system's own clocks keep no process alive", () => {
    const tracker = new CallTracker();
    tracker.adopt({ id: 'desk', name: '', facts: EVERYTHING });
    tracker.report({ phone: { id: 'desk' }, event: 'incoming-call', time: new Date(), parts: {} });
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    tracker.close();
    assert.equal(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length, timers);
  });

  it('a phone has one timer at most, whatever it does', () => {
    const site = new Site();
    for (const line of ['#abc 1001', '#def 1002', '#ghi 1003']) {
      for (const event of ['incoming-call', 'call-established', 'hold', 'off-hook', 'missed-call', 'call-terminated']) {
        site.report(event, parts(line));
        assert.ok(site.clocks.timers <= 1, event);
        site.wait(300);
      }
    }
    site.wait(3 * SECOND);
    assert.equal(site.clocks.timers, 0);
  });
});

describe('calls: somebody else picked up', () => {
  function rings(caller = '6040', other = caller): Site {
    const site = new Site();
    site.deploy({ id: 'hall', name: 'Hall', mac: MAC });
    site.report('incoming-call', parts(`#a ${caller}`));
    site.report('incoming-call', parts(`#b ${other}`), 'hall');
    site.wait(5 * SECOND);
    return site;
  }

  it('the call went elsewhere, and the record says where', () => {
    for (const delay of [-1_900, 0, 1_900]) {
      const site = rings();
      if (delay > 0) site.report('missed-call', parts('#a'));
      else site.report('call-established', parts('#b'), 'hall');
      site.wait(Math.abs(delay));
      if (delay > 0) site.report('call-established', parts('#b'), 'hall');
      else site.report('missed-call', parts('#a'));
      site.wait(2 * SECOND);
      assert.deepEqual(site.outcomes, ['elsewhere'], String(delay));
      assert.deepEqual(site.records[0]?.answeredBy, { name: 'Hall', mac: '80:82:87:04:6b:c2' });
    }
  });

  it('inferred as well as told, and of numbers written differently', () => {
    const site = rings('+4930123456', '030123456');
    site.report('call-established', parts('#b'), 'hall');
    site.report('call-terminated', parts('#a'));
    site.wait(2 * SECOND);
    assert.deepEqual(site.outcomes, ['elsewhere']);
  });

  it('the phone tells it itself: the record says where, if it can', () => {
    const site = rings();
    site.report('answered-elsewhere', parts('#a'));
    site.wait(2 * SECOND);
    assert.deepEqual(site.outcomes, ['elsewhere']);
    assert.equal(site.records[0]?.answeredBy, undefined);
  });

  const not: readonly [string, (site: Site) => void][] = [
    ['another caller', (site) => site.report('call-established', parts('#c 7099'), 'hall')],
    [
      'longer ago',
      (site) => {
        site.report('call-established', parts('#b'), 'hall');
        site.wait(2_100);
      },
    ],
    [
      'a phone that is not deployed any more',
      (site) => {
        site.report('call-established', parts('#b'), 'hall');
        site.tracker.remove('hall');
      },
    ],
    ['nobody', () => {}],
    [
      'a call of the other phone that went out',
      (site) => {
        site.report('missed-call', parts('#b'), 'hall');
        site.report('outgoing-call', parts('#d 6040'), 'hall');
        site.report('call-established', parts('#d'), 'hall');
      },
    ],
  ];
  for (const [who, happens] of not) {
    it(`not by ${who}`, () => {
      const site = rings();
      happens(site);
      site.report('missed-call', parts('#a'));
      site.wait(2 * SECOND);
      assert.deepEqual(
        site.outcomes.filter((_, index) => site.records[index]?.phone.name === 'desk'),
        ['missed'],
      );
    });
  }

  it('not where the phone itself picked up the same caller, nor where it told another reason', () => {
    const site = rings();
    site.report('call-established', parts('#b'), 'hall');
    site.report('reject-incoming-call', parts('#a'));
    site.report('incoming-call', parts('#e 6040'), 'hall');
    site.report('missed-call', parts('#e'), 'hall');
    site.wait(2 * SECOND);
    assert.deepEqual(site.outcomes, ['rejected', 'missed']);
  });
});

describe('calls: what is remembered of pickups', () => {
  const call = (number: string): Call => ({
    key: 1,
    state: 'talking',
    direction: 'inbound',
    remote: { number },
    opened: { at: 0, wall: 0 },
    news: { at: 0, wall: 0 },
    isAnswered: true,
    muted: false,
    heldByRemote: false,
    doubtful: false,
    transferring: false,
  });

  it('goes after some seconds, and is bounded where all have the same caller', () => {
    let now = 0;
    const pickups = new Pickups(() => now);
    for (let n = 0; n < 1_000; n++) pickups.add(`p${n}`, call('6040'));
    assert.equal(pickups.size, 64);
    for (let n = 0; n < 10_000; n++) {
      now += 10;
      pickups.add(`p${n}`, call(String(10_000 + n)));
    }
    assert.ok(pickups.size < 3_000, String(pickups.size));
    now += 60_000;
    pickups.add('last', call('6040'));
    assert.equal(pickups.size, 1);
  });

  it('goes with its phone', () => {
    const pickups = new Pickups(() => 0);
    pickups.add('desk', call('6040'));
    pickups.forget('desk');
    assert.equal(pickups.size, 0);
  });
});

describe('calls: reset', () => {
  it('ends live calls without a moment, tells the change, then answers', () => {
    const site = new Site();
    const order: string[] = [];
    site.tracker.onChange(({ view }) => order.push(`change ${view.state}`));
    site.report('incoming-call', parts('#abc 6040'));
    site.report('call-established', parts('#def 6041'));
    order.splice(0);
    site.tracker.reset('desk', (view) => order.push(`answer ${view?.state} ${view?.previous}`));
    assert.deepEqual(order, ['change idle', 'answer idle undefined']);
    site.wait(2 * SECOND);
    assert.deepEqual(site.outcomes.toSorted(), ['answered', 'unknown']);
    assert.ok(site.records.every(({ ended, duration }) => ended === undefined && duration === undefined));
  });

  it('an unknown phone is idle then, a busy one, too; an idle one tells nothing', () => {
    const site = new Site();
    site.tracker.reset('desk');
    assert.equal(site.state, 'idle');
    site.report('off-hook');
    site.report('idle-to-busy');
    site.tracker.reset('desk');
    assert.equal(site.state, 'idle');
    const { length } = site.changes;
    site.tracker.reset('desk');
    assert.equal(site.changes.length, length);
  });
});

describe('calls: many phones', () => {
  it('a question of ten thousand is answered from memory', () => {
    const clocks = new FakeClocks();
    const tracker = new CallTracker({ clocks });
    for (let n = 0; n < 10_000; n++)
      tracker.adopt({ id: `p${n}`, name: '', mac: String(n).padStart(12, '0'), facts: EVERYTHING });
    let answers = 0;
    for (const id of tracker.phoneIds()) tracker.ask(id, () => (answers += 1));
    assert.equal(answers, 10_000);
    assert.equal(clocks.timers, 0, 'idle phones have no timers');
    for (const id of tracker.phoneIds()) tracker.remove(id);
    assert.equal(tracker.size, 0);
  });
});
