import assert from 'node:assert/strict';
import { factsOf, vendorFacts } from '../../../nodes/lib/calls/facts';
import { sameParty } from '../../../nodes/lib/calls/match';
import { builtIn } from '../../support/vendors';
import { PROFILES } from '../../../nodes/lib/vendors/profiles';
import { lines, play } from './scenario';
import { EVERYTHING, HOUR, MINUTE, parts, SECOND, Site } from './site';

/** name, events, states one after the other, records */
type Case = readonly [name: string, events: string, states: string, records: string];

function check(cases: readonly Case[], facts = EVERYTHING): void {
  for (const [name, events, states, records] of cases) {
    it(name, () => {
      const played = play(lines(events), { facts });
      assert.deepEqual(played.states, states.split(' '));
      assert.deepEqual(
        played.records,
        records
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
      );
    });
  }
}

describe('calls: which call is meant', () => {
  describe('by its id', () => {
    check([
      [
        'a short id that starts again after two seconds is a new call',
        '0 incoming-call #1 6040 | 2.1 incoming-call #1 6040 | 9 missed-call #1',
        'idle ringing idle',
        'inbound missed, inbound missed',
      ],
      [
        'a short id that starts again within two seconds is the same call',
        '0 incoming-call #1 6040 | 1.9 incoming-call #1 6040 | 9 missed-call #1',
        'idle ringing idle',
        'inbound missed',
      ],
      [
        'a short id with another party is a new call at once',
        '0 incoming-call #1 6040 | 0.5 incoming-call #1 7099 | 9 missed-call #1',
        'idle ringing idle',
        'inbound missed, inbound missed',
      ],
      [
        'a short id with another direction is a new call at once',
        '0 incoming-call #1 | 0.5 outgoing-call #1 | 9 call-terminated #1',
        'idle ringing dialing idle',
        'inbound missed, outbound unanswered',
      ],
      [
        'a long id that starts again is an update',
        '0 incoming-call #abc 6040 | 30 incoming-call #abc 6040 | 40 missed-call #abc',
        'idle ringing idle',
        'inbound missed',
      ],
      [
        'an end with another id ends nothing',
        '0 incoming-call #abc | 5 call-established #abc | 9 call-terminated #xyz | 20 call-terminated #abc',
        'idle ringing talking idle',
        'inbound answered',
      ],
      [
        'an answer with another id answers the only call that waits',
        '0 outgoing-call #abc 6040 | 5 call-established #xyz | 20 call-terminated #xyz',
        'idle dialing talking idle',
        'outbound answered',
      ],
      [
        'and the first id still names it',
        '0 outgoing-call #abc 6040 | 5 call-established #xyz | 20 call-terminated #abc',
        'idle dialing talking idle',
        'outbound answered',
      ],
      [
        'an answer with another id of two calls that wait answers neither',
        '0 incoming-call #abc 6040 | 3 incoming-call #def 6041 | 5 call-established #xyz | 20 call-terminated #xyz | 21 missed-call #abc | 23 missed-call #def',
        'idle ringing talking ringing idle',
        'answered, inbound missed, inbound missed',
      ],
    ]);
  });

  describe('without an id', () => {
    check([
      [
        'by the line',
        '0 incoming-call @1 | 2.5 incoming-call @2 | 5 reject-incoming-call @1 | 9 missed-call @2',
        'idle ringing idle',
        'inbound rejected, inbound missed',
      ],
      [
        'by the account',
        '0 incoming-call ~anna | 2.5 incoming-call ~bob | 5 reject-incoming-call ~anna | 9 missed-call ~bob',
        'idle ringing idle',
        'inbound rejected, inbound missed',
      ],
      [
        'by the other party, with a prefix',
        '0 incoming-call +4930123456 | 2.5 incoming-call 6041 | 5 reject-incoming-call 0123456 | 9 missed-call 6041',
        'idle ringing idle',
        'inbound rejected, inbound missed',
      ],
      [
        'by the direction',
        '0 incoming-call 1 | 1 outgoing-call 2 | 5 remote-busy | 9 missed-call',
        'idle ringing dialing ringing idle',
        'outbound busy, inbound missed',
      ],
      [
        'the state that suits: a talk ends before one that rings',
        '0 incoming-call 6040 | 5 call-established 6040 | 10 incoming-call 6041 | 20 call-terminated | 30 missed-call',
        'idle ringing talking ringing idle',
        'inbound answered, inbound missed',
      ],
      [
        'what contradicts fits nothing: an answer opens a call in its middle',
        '0 incoming-call 6040 | 3 call-established 7099 | 9 call-terminated 7099 | 20 missed-call 6040',
        'idle ringing talking ringing idle',
        'answered, inbound missed',
      ],
      [
        'the length of the talk tells which one ended',
        '0 incoming-call 6040 | 5 call-established 6040 | 20 hold | 21 outgoing-call 6041 | 25 call-established 6041 | 65 call-terminated !60 | 70 call-terminated !45',
        'idle ringing talking held dialing talking idle',
        'inbound answered, outbound answered',
      ],
      [
        'an end that says 0 s is that of the call nobody took',
        '0 incoming-call 6040 | 5 call-established 6040 | 20 incoming-call 6041 | 30 call-terminated !0 | 70 call-terminated !65',
        'idle ringing talking idle',
        'inbound missed, inbound answered',
      ],
    ]);

    for (const [one, other, same] of [
      ['6040', '6040', true],
      ['40', '40', true],
      ['40', '6040', false],
      ['040', '6040', true],
      ['+49 30'.replace(' ', ''), '004930', true],
      ['0301234567', '+49301234567', true],
      ['1234567', '9234567', true],
      ['1234567', '1234568', false],
      ['door1', 'Door1', true],
      ['door1', 'door2', false],
      ['*21', '21', false],
    ] as const) {
      it(`${one} and ${other} ${same ? 'can be' : 'are not'} one party`, () => {
        assert.equal(sameParty({ number: one }, { number: other }), same);
        assert.equal(sameParty({ user: one }, { uri: `sip:${other}@10.0.0.1` }), same);
      });
    }

    it('names are nobody', () => {
      assert.equal(sameParty({ name: 'Anna' }, { name: 'Bob' }), undefined);
    });
  });

  describe('just ended', () => {
    check([
      [
        'an end that comes twice ends no other call (by id, a minute later)',
        '0 incoming-call #abc | 5 call-established #abc | 8 incoming-call #def | 20 call-terminated #abc | 50 call-terminated #abc | 55 missed-call #def',
        'idle ringing talking ringing idle',
        'inbound answered, inbound missed',
      ],
      [
        'a reason comes within two seconds',
        '0 incoming-call | 9 call-terminated | 10.9 reject-incoming-call',
        'idle ringing idle',
        'inbound rejected',
      ],
      [
        'later it is a record of its own',
        '0 incoming-call 6040 | 9 call-terminated | 11.1 reject-incoming-call 6040',
        'idle ringing idle',
        'inbound missed, inbound rejected',
      ],
      [
        'a late missed call is absorbed for a minute',
        '0 incoming-call 6040 | 9 call-terminated | 60 missed-call 6040',
        'idle ringing idle',
        'inbound missed',
      ],
      [
        'after that it is a record of its own',
        '0 incoming-call 6040 | 9 call-terminated | 70 missed-call 6040',
        'idle ringing idle',
        'inbound missed, inbound missed',
      ],
      [
        'another caller is a call of its own',
        '0 incoming-call 6040 | 9 call-terminated | 9.1 missed-call 7099',
        'idle ringing idle',
        'inbound missed, inbound missed',
      ],
      [
        'a told reason stays, whatever comes after it',
        '0 outgoing-call | 5 remote-busy | 6 cancel-call-out | 6.5 call-terminated',
        'idle dialing idle',
        'outbound busy',
      ],
      [
        'an answer that comes late amends',
        '0 incoming-call | 9 call-terminated | 9.2 call-established',
        'idle ringing idle',
        'inbound answered',
      ],
      [
        'by id for two seconds',
        '0 incoming-call #abc | 9 call-terminated #abc | 10.9 call-established #abc',
        'idle ringing idle',
        'inbound answered',
      ],
      [
        'its start comes last: it does not ring',
        '0 missed-call #abc 6040 | 0.2 incoming-call #abc 6040',
        'idle',
        'inbound missed',
      ],
      [
        'a late copy of its start: it does not ring',
        '0 incoming-call #abc 6040 | 0.3 missed-call #abc 6040 | 0.4 incoming-call #abc 6040',
        'idle ringing idle',
        'inbound missed',
      ],
      [
        'a hold that comes behind its end opens nothing',
        '0 incoming-call | 2 call-established | 9 call-terminated | 9.1 hold',
        'idle ringing talking idle',
        'inbound answered',
      ],
      [
        'an end, a while after a call of that party ended, beside one of nobody told',
        '0 outgoing-call 6040 | 4 remote-busy | 5 incoming-call | 8 call-established | 14 call-terminated 6040 | 20 hold | 60 call-terminated',
        'idle dialing idle ringing talking held idle',
        'outbound busy, inbound answered',
      ],
      [
        'missed, then rejected: a reason was told after all',
        '0 incoming-call | 9 missed-call | 9.1 reject-incoming-call',
        'idle ringing idle',
        'inbound rejected',
      ],
      [
        'missed twice is twice, a while later',
        '0 incoming-call 6040 | 9 missed-call 6040 | 30 missed-call 6040',
        'idle ringing idle',
        'inbound missed, inbound missed',
      ],
      [
        'missed is the one that has ended this moment, not the one that rings',
        '0 incoming-call 6040 | 9 incoming-call 6041 | 20 call-terminated 6040 | 20.1 missed-call | 26 reject-incoming-call',
        'idle ringing idle',
        'inbound missed, inbound rejected',
      ],
      [
        'the length of a talk that comes behind idle proves it',
        '0 outgoing-call | 30 busy-to-idle | 30.02 call-terminated !20',
        'idle dialing idle',
        'outbound answered',
      ],
      [
        'another call of nobody told may ring in the same moment',
        '0 incoming-call | 0.3 missed-call | 0.4 incoming-call | 9 reject-incoming-call',
        'idle ringing idle ringing idle',
        'inbound missed, inbound rejected',
      ],
      [
        'the same caller again, by an id of its own, rings',
        '0 incoming-call #abc 6040 | 0.3 missed-call #abc 6040 | 0.4 incoming-call #abd 6040 | 9 missed-call #abd',
        'idle ringing idle ringing idle',
        'inbound missed, inbound missed',
      ],
    ]);
  });

  describe('in the middle, and alone', () => {
    check([
      ['an end of an unknown call', '0 call-terminated', 'idle', ''],
      ['missed without a ring', '0 missed-call 6040', 'idle', 'inbound missed'],
      ['rejected without a ring', '0 reject-incoming-call 6040', 'idle', 'inbound rejected'],
      ['forwarded without a ring', '0 forward-incoming-call 6040', 'idle', 'inbound forwarded'],
      ['taken elsewhere without a ring', '0 answered-elsewhere 6040', 'idle', 'inbound elsewhere'],
      ['busy without dialing', '0 remote-busy 6040', 'idle', 'outbound busy'],
      ['given up where nothing was dialed', '0 off-hook | 3 cancel-call-out | 3.1 busy-to-idle', 'idle busy idle', ''],
      ['given up by the other side, of no call', '0 remote-canceled', 'idle', ''],
      ['a hold opens a held call', '0 hold 6040 | 5 unhold | 9 call-terminated', 'idle held talking idle', 'answered'],
      ['held by the other side', '0 held 6040 | 9 call-terminated', 'idle talking idle', 'answered'],
      ['mute opens nothing', '0 mute | 1 unmute', 'idle', ''],
      ['a transfer opens nothing', '0 transfer-call | 1 transfer-finished | 2 transfer-failed', 'idle', ''],
      [
        'an answer of nobody told beside a held call is another call',
        '0 hold 6040 | 5 call-established | 9 call-terminated | 20 call-terminated',
        'idle held talking held idle',
        'answered, answered',
      ],
      [
        'a hold behind the second answer is of the first',
        '0 incoming-call #a 6040 | 5 call-established #a | 20 incoming-call #b 6041 | 25 call-established #b | 25.05 hold | 40 call-terminated | 41 unhold #a | 60 call-terminated',
        'idle ringing talking held talking idle',
        'inbound answered, inbound answered',
      ],
      [
        'the latest news where all else is the same',
        '0 incoming-call #1a | 3 incoming-call #1b | 5 reject-incoming-call | 9 missed-call #1a',
        'idle ringing idle',
        'inbound rejected, inbound missed',
      ],
      [
        'a hold proves an answer',
        '0 incoming-call | 5 hold | 9 call-terminated',
        'idle ringing held idle',
        'inbound answered',
      ],
      [
        'so does the length of a talk',
        '0 incoming-call | 30 call-terminated !20',
        'idle ringing idle',
        'inbound answered',
      ],
      [
        'not one that is longer than the call is there',
        '0 incoming-call | 30 call-terminated !200',
        'idle ringing idle',
        'inbound missed',
      ],
      [
        'elsewhere, as the phone says',
        '0 incoming-call | 5 answered-elsewhere',
        'idle ringing idle',
        'inbound elsewhere',
      ],
      [
        'given up by the other side: dialing',
        '0 outgoing-call | 5 remote-canceled',
        'idle dialing idle',
        'outbound unanswered',
      ],
      [
        'one number at a time is dialed',
        '0 outgoing-call #abc 6040 | 5 outgoing-call #def 6041 | 9 remote-busy #def',
        'idle dialing idle',
        'outbound unanswered, outbound busy',
      ],
      [
        'the same caller again, unended: the old call does not ring on',
        '0 incoming-call 6040 | 10 incoming-call 6040 | 20 missed-call 6040',
        'idle ringing idle',
        'inbound missed, inbound missed',
      ],
    ]);
  });
});

describe('calls: receiver and idleness', () => {
  check([
    [
      'putting down the receiver ends nothing',
      '0 incoming-call | 5 off-hook | 5.1 call-established | 20 on-hook | 60 call-terminated',
      'idle ringing talking idle',
      'inbound answered',
    ],
    ['busy without a call', '0 idle-to-busy | 9 busy-to-idle', 'idle busy idle', ''],
    ['off hook without a call', '0 off-hook | 9 on-hook', 'idle busy idle', ''],
    [
      'idle ends a talk whose end was lost',
      '0 incoming-call | 5 call-established | 60 busy-to-idle',
      'idle ringing talking idle',
      'inbound answered',
    ],
    ['idle ends what rings, alone', '0 incoming-call | 60 busy-to-idle', 'idle ringing idle', 'inbound missed'],
    [
      'a late idle of the call before leaves a new one',
      '0 incoming-call #501 | 5 call-established #501 | 20 call-terminated #501 | 21 outgoing-call #502 | 21.2 busy-to-idle | 30 remote-busy #502',
      'idle ringing talking idle dialing idle',
      'inbound answered, outbound busy',
    ],
    [
      'becoming busy says that it was idle: a talk is over',
      '0 incoming-call | 5 call-established | 600 idle-to-busy | 603 outgoing-call | 620 remote-busy',
      'idle ringing talking busy dialing idle',
      'inbound answered, outbound busy',
    ],
    [
      'but what rings rings on',
      '0 incoming-call | 5 idle-to-busy | 6 call-established | 20 call-terminated',
      'idle ringing talking idle',
      'inbound answered',
    ],
    [
      'the end of the last call clears the receiver',
      '0 off-hook | 1 outgoing-call | 9 call-terminated',
      'idle busy dialing idle',
      'outbound unanswered',
    ],
    [
      'a restart ends all: nobody knows what became of what rang',
      '0 incoming-call | 60 setup-completed',
      'idle ringing idle',
      'inbound unknown',
    ],
    [
      'a talk was answered',
      '0 incoming-call | 5 call-established | 60 setup-completed',
      'idle ringing talking idle',
      'inbound answered',
    ],
    [
      'a reboot that begins: unknown',
      '0 incoming-call | 5 call-established | 60 reboot-started | 90 setup-completed',
      'idle ringing talking unknown idle',
      'inbound answered',
    ],
    [
      'registrations, messages and doors end nothing',
      '0 incoming-call | 1 unregistered | 2 registered | 3 mwi | 4 door-opened | 5 ip-changed | 6 headset | 7 nonsense | 9 missed-call',
      'idle ringing idle',
      'inbound missed',
    ],
  ]);

  it('nothing is known before something was told; a registration tells nothing of calls', () => {
    assert.deepEqual(play(lines('0 registered | 1 dnd-on | 2 mute'), { facts: EVERYTHING }, false).states, ['unknown']);
    for (const event of ['on-hook', 'busy-to-idle', 'call-terminated', 'missed-call', 'setup-completed']) {
      const { states } = play(lines(`0 ${event}`), { facts: EVERYTHING }, false);
      assert.deepEqual(states, ['unknown', 'idle'], event);
    }
  });

  it('an event is an event, not a property of an object', () => {
    const { states, site } = play(lines('0 constructor | 1 toString | 2 __proto__ | 3 hasOwnProperty'), {
      facts: EVERYTHING,
    });
    assert.deepEqual(states, ['idle']);
    assert.equal(site.changes.length, 1);
    assert.deepEqual(site.faults, []);
  });
});

describe('calls: a talk beside a talk', () => {
  const talk =
    '0 incoming-call #501 6040 | 5 call-established #501 | 20 incoming-call #502 6041 | 25 call-established #502 | 60 call-terminated #502';

  it('that said nothing while the other came and went is doubtful, and the phone unknown', () => {
    const { states, records, site } = play(lines(talk), { facts: EVERYTHING });
    assert.deepEqual(states, ['idle', 'ringing', 'talking', 'unknown']);
    assert.deepEqual(records, ['inbound answered']);
    assert.deepEqual(site.calls, [], 'a doubtful call is not shown');
    site.report('unhold', parts('#501'));
    assert.equal(site.state, 'talking');
    site.wait(MINUTE);
    site.report('call-terminated', parts('#501'));
    site.wait(2 * SECOND);
    assert.equal(site.records[1]?.started, site.records[1] && '2026-01-31T08:00:00.000Z');
    assert.equal(site.records[1]?.outcome, 'answered');
  });

  it('proves nothing where the vendor does not report holding', () => {
    const { states } = play(lines(talk), { facts: { ...EVERYTHING, reportsHold: false } });
    assert.deepEqual(states, ['idle', 'ringing', 'talking']);
  });

  it('is over when the phone says that it is idle, and nobody saw when', () => {
    const { site } = play(lines(`${talk} | 80 busy-to-idle`), { facts: EVERYTHING });
    assert.equal(site.state, 'idle');
    assert.equal(site.records[1]?.outcome, 'answered');
    assert.equal(site.records[1]?.ended, undefined);
    assert.equal(site.records[1]?.duration, undefined);
  });
});

describe('calls: what a vendor does not report', () => {
  it('is read from the events of its profile', () => {
    const facts = Object.fromEntries(PROFILES.map((profile) => [profile.id, vendorFacts(profile)]));
    assert.deepEqual(facts.generic, EVERYTHING);
    assert.ok(Object.values(EVERYTHING).every(Boolean));
    const events = (...ids: string[]) => factsOf(ids);
    assert.deepEqual(
      [facts['2n']?.reportsEnd, facts['2n']?.reportsAnswer],
      [true, true],
      'one URL may tell several events, and its variable says which',
    );
    assert.equal(events('busy-to-idle').reportsEnd, true);
    assert.equal(events('call-terminated').reportsEnd, true);
    assert.equal(events('on-hook', 'missed-call').reportsEnd, false);
    assert.equal(events('call-established').reportsAnswer, true);
    assert.equal(events('answer-new-call').reportsAnswer, false);
  });

  it('taking back: being connected again says it, where nothing else does', () => {
    const told =
      '0 incoming-call #7 6040 | 5 call-established #7 | 9 hold #7 | 20 call-established #7 | 30 call-terminated #7';
    const states = (reportsUnhold: boolean): readonly string[] =>
      play(lines(told), { facts: { ...EVERYTHING, reportsUnhold } }).states;
    assert.deepEqual(states(false), ['idle', 'ringing', 'talking', 'held', 'talking', 'idle']);
    assert.deepEqual(states(true), ['idle', 'ringing', 'talking', 'held', 'idle'], 'else it is one that came late');
    assert.equal(vendorFacts(builtIn.profile('poly') ?? assert.fail()).reportsUnhold, false);
  });

  it("is no other model's events", () => {
    const vtech = builtIn.profile('vtech') ?? assert.fail();
    const answers = ['VSP736', 'Snom M100', '', undefined].map((model) => vendorFacts(vtech, model).reportsAnswer);
    assert.deepEqual(answers, [false, true, true, true]);
  });

  describe('no end: putting down the receiver is one', () => {
    check(
      [
        [
          'of all calls',
          '0 incoming-call | 5 call-established | 9 on-hook',
          'idle ringing talking idle',
          'inbound answered',
        ],
        ['of an outgoing one nobody knows', '0 outgoing-call | 9 on-hook', 'idle dialing idle', 'outbound unknown'],
      ],
      { ...EVERYTHING, reportsEnd: false },
    );
  });

  describe('no answer: lifting the receiver is one', () => {
    check(
      [
        [
          'of the only call that rings',
          '0 incoming-call | 5 off-hook | 9 call-terminated',
          'idle ringing talking idle',
          'inbound answered',
        ],
        [
          'of two nobody knows',
          '0 incoming-call 6040 | 1 incoming-call 7099 | 5 off-hook | 9 busy-to-idle',
          'idle ringing idle',
          'inbound missed, inbound missed',
        ],
        [
          'of one that nobody lifted it for',
          '0 incoming-call | 9 call-terminated',
          'idle ringing idle',
          'inbound missed',
        ],
        [
          'what was dialed may have been answered',
          '0 outgoing-call | 9 call-terminated',
          'idle dialing idle',
          'outbound unknown',
        ],
      ],
      { ...EVERYTHING, reportsAnswer: false },
    );
  });

  describe('neither answer nor receiver: nobody knows', () => {
    check([['what rang', '0 incoming-call | 9 call-terminated', 'idle ringing idle', 'inbound unknown']], {
      ...EVERYTHING,
      reportsAnswer: false,
      reportsHook: false,
    });
  });
});

describe('calls: transfers', () => {
  const talk = '0 incoming-call #abc 6040 | 5 call-established #abc 6040 | 20';

  for (const [name, events, transferred] of [
    ['finished', 'blind-transfer 7099 | 24 transfer-finished', true],
    ['finished, its end before', 'transfer-call | 24 call-terminated #abc | 24.3 transfer-finished', true],
    ['failed', 'blind-transfer | 24 transfer-failed | 30 call-terminated #abc', undefined],
    [
      'failed, and said to be finished all the same',
      'blind-transfer | 24 transfer-failed | 25 transfer-finished | 30 call-terminated',
      undefined,
    ],
    ['never begun', 'transfer-finished | 24 call-terminated #abc', undefined],
  ] as const) {
    it(name, () => {
      const { site, states } = play(lines(`${talk} ${events}`), { facts: EVERYTHING });
      assert.equal(states.at(-1), 'idle');
      assert.deepEqual(site.outcomes, ['answered']);
      assert.equal(site.records[0]?.transferred, transferred);
    });
  }
});

describe('calls: time alone', () => {
  it('a call rings for 200 s without news, and nobody saw its end', () => {
    const site = new Site();
    site.report('incoming-call', parts('#abc 6040'));
    site.wait(199_999);
    assert.equal(site.state, 'ringing');
    site.wait(1);
    assert.equal(site.state, 'idle');
    site.wait(1_999);
    assert.deepEqual(site.outcomes, []);
    site.wait(1);
    assert.deepEqual(site.outcomes, ['missed']);
    assert.equal(site.records[0]?.ended, undefined);
    assert.equal(site.records[0]?.ring, undefined);
    assert.equal(site.clocks.timers, 0);
  });

  for (const event of ['call-established', 'hold']) {
    it(`${event} without news for four hours is doubtful, after 24 hours it is over`, () => {
      const site = new Site();
      site.report(event, parts('#abc 6040'));
      site.wait(4 * HOUR - 1);
      assert.notEqual(site.state, 'unknown');
      site.wait(1);
      assert.equal(site.state, 'unknown');
      assert.deepEqual(site.calls, []);
      assert.equal(site.clocks.timers, 1);
      site.wait(20 * HOUR + 2 * SECOND);
      assert.deepEqual(site.outcomes, ['answered']);
      assert.equal(site.records[0]?.ended, undefined);
      assert.equal(site.clocks.timers, 0);
    });
  }

  it('news of a call begin its time anew', () => {
    const site = new Site();
    site.report('call-established', parts('#abc'));
    site.wait(3 * HOUR);
    site.report('mute', parts('#abc'));
    site.wait(3 * HOUR);
    assert.equal(site.state, 'talking');
  });

  for (const event of ['off-hook', 'idle-to-busy']) {
    it(`busy by ${event} is doubtful after four hours; idle stays idle`, () => {
      const site = new Site();
      site.report(event);
      site.wait(4 * HOUR);
      assert.equal(site.state, 'unknown');
      site.report('busy-to-idle');
      site.wait(1000 * HOUR);
      assert.equal(site.state, 'idle');
      assert.equal(site.clocks.timers, 0);
    });
  }

  it('what was due while the process stood still is done before the next report', () => {
    const site = new Site();
    site.report('incoming-call', parts('6040'));
    site.clocks.stall(300_000);
    site.report('incoming-call', parts('7099'));
    assert.equal(site.calls.length, 1);
    site.wait(5 * SECOND);
    assert.deepEqual(site.outcomes, ['missed']);
    assert.equal(site.state, 'ringing');
  });

  it('at most 16 calls are there: the oldest ends, without a moment', () => {
    const site = new Site();
    for (let n = 0; n < 20; n++) {
      site.report('incoming-call', parts(`#call${n} ${7000 + n}`));
      site.wait(100);
    }
    assert.equal(site.calls.length, 16);
    assert.equal(site.calls[0]?.id, 'call4');
    site.wait(5 * SECOND);
    assert.deepEqual(site.outcomes, ['missed', 'missed', 'missed', 'missed']);
    assert.ok(site.records.every(({ ended }) => ended === undefined));
  });

  it('a flood of ends keeps no more than it has to, and loses no record', () => {
    const site = new Site();
    for (let n = 0; n < 10_000; n++) site.report('missed-call', parts(`#call${n} ${10_000 + n}`));
    site.wait(5 * SECOND);
    assert.equal(site.records.length, 10_000);
    assert.equal(new Set(site.records.map(({ id }) => id)).size, 10_000);
  });
});
