import assert from 'node:assert/strict';
import { HOUR } from './site';
import { type Line, lines, play } from './scenario';
import { REPORTERS, type Reporter, VTECH } from './vendors';

interface Scenario {
  readonly name: string;
  /** What a phone that tells everything reports; a vendor sends those that it has. */
  readonly events: string;
  readonly states: string;
  readonly records: string;
  /** What comes out otherwise where an event is missing: [without this event, states, records]. */
  readonly without?: readonly (readonly [event: string, states: string, records: string])[];
  /** Events that vendors without a reason send instead. */
  readonly plain?: string;
}

const IN_USE = 'idle ringing talking idle';

/** The single calls: whatever is lost, doubled or changes places, at most one call is there. */
const SINGLE: readonly Scenario[] = [
  {
    name: 'out, answered',
    events: `0 off-hook | 0.01 idle-to-busy | 3 outgoing-call #417 6040 | 9 call-established #417 6040
      | 60 call-terminated | 60.02 on-hook | 60.04 busy-to-idle`,
    states: 'idle busy dialing talking idle',
    records: 'outbound answered',
  },
  {
    name: 'out, busy',
    events: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 4 remote-busy | 4.02 busy-to-idle',
    plain: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 4 call-terminated #417 6040 | 4.02 busy-to-idle',
    states: 'idle dialing idle',
    records: 'outbound busy',
  },
  {
    name: 'out, given up here',
    events: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 4 cancel-call-out | 4.02 busy-to-idle',
    plain: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 4 call-terminated #417 6040 | 4.02 busy-to-idle',
    states: 'idle dialing idle',
    records: 'outbound canceled',
  },
  {
    name: 'out, no answer',
    events: '0 outgoing-call #417 6040 | 0.01 idle-to-busy | 44 call-terminated #417 6040 | 44.02 busy-to-idle',
    states: 'idle dialing idle',
    records: 'outbound unanswered',
  },
  {
    name: 'in, answered by the receiver',
    events: `0 incoming-call #417 6040 | 5 off-hook | 5.02 call-established #417 6040 | 5.04 idle-to-busy
      | 65 on-hook | 65.02 call-terminated #417 | 65.04 busy-to-idle`,
    states: IN_USE,
    records: 'inbound answered',
  },
  {
    name: 'in, missed',
    events: '0 incoming-call #417 6040 | 20 missed-call #417 6040',
    plain: '0 incoming-call #417 6040 | 20 call-terminated #417 6040',
    states: 'idle ringing idle',
    records: 'inbound missed',
  },
  {
    name: 'in, missed, its end before',
    events: '0 incoming-call #417 6040 | 20 call-terminated #417 6040 | 20.5 missed-call #417 6040',
    plain: '0 incoming-call #417 6040 | 20 call-terminated #417 6040',
    states: 'idle ringing idle',
    records: 'inbound missed',
  },
  {
    name: 'in, missed, told by the other side as well',
    events: '0 incoming-call #417 6040 | 20 remote-canceled #417 6040 | 20.02 missed-call #417 6040',
    plain: '0 incoming-call #417 6040 | 20 call-terminated #417 6040',
    states: 'idle ringing idle',
    records: 'inbound missed',
  },
  {
    name: 'in, rejected',
    events: '0 incoming-call #417 6040 | 3 reject-incoming-call #417 6040 | 3.02 call-terminated #417',
    plain: '0 incoming-call #417 6040 | 3 call-terminated #417',
    states: 'idle ringing idle',
    records: 'inbound rejected',
  },
  {
    name: 'held and taken back',
    events: `0 incoming-call #417 6040 | 5 call-established #417 6040 | 10 hold #417 | 30 unhold #417
      | 60 call-terminated #417 | 60.02 busy-to-idle`,
    states: 'idle ringing talking held talking idle',
    records: 'inbound answered',
    without: [['hold', IN_USE, 'inbound answered']],
  },
  {
    name: 'transferred blindly',
    events: `0 incoming-call #417 6040 | 5 call-established #417 6040 | 20 transfer-call | 20.02 blind-transfer
      | 24 transfer-finished | 24.1 call-terminated #417 | 24.2 busy-to-idle`,
    states: IN_USE,
    records: 'inbound answered',
  },
];

/** Reasons that a vendor does not have: what the outcome is then. */
const UNTOLD: Readonly<Record<string, readonly [event: string, outcome: string]>> = {
  'outbound busy': ['remote-busy', 'outbound unanswered'],
  'outbound canceled': ['cancel-call-out', 'outbound unanswered'],
  'inbound rejected': ['reject-incoming-call', 'inbound missed'],
  'inbound missed': ['missed-call', 'inbound missed'],
};

function asTold(phone: Reporter, scenario: Scenario): { sent: Line[]; states: string; records: string } {
  const [reason, untold] = UNTOLD[scenario.records] ?? ['', scenario.records];
  const tells = reason === '' || phone.events.has(reason);
  const text = tells || !scenario.plain ? scenario.events : scenario.plain;
  const sent = lines(text).filter(({ event }) => phone.events.has(event));
  const missing = scenario.without?.find(([event]) => !phone.events.has(event));
  const states = missing?.[1] ?? scenario.states;
  const seen =
    sent[0]?.event === 'off-hook' || sent[0]?.event === 'idle-to-busy' ? states : states.replace(' busy', '');
  return { sent, states: seen, records: missing?.[2] ?? (tells ? scenario.records : untold) };
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

describe('calls: what phones report', () => {
  for (const phone of REPORTERS) {
    describe(phone.label, () => {
      for (const scenario of SINGLE) {
        const { sent, states, records } = asTold(phone, scenario);

        it(scenario.name, () => {
          const played = play(sent, phone);
          assert.deepEqual(played.states, states.split(' '));
          assert.deepEqual(played.records, list(records));
          assert.equal(played.site.clocks.timers, 0, 'a timer of an idle phone');
        });

        it(`${scenario.name}: any event twice is the same`, () => {
          for (const [index, line] of sent.entries()) {
            const twice = [...sent.slice(0, index + 1), { ...line, at: line.at + 10 }, ...sent.slice(index + 1)];
            const played = play(
              twice.toSorted((a, b) => a.at - b.at),
              phone,
            );
            assert.deepEqual(played.records, list(records), line.event);
            assert.equal(played.states.at(-1), 'idle', line.event);
          }
        });

        it(`${scenario.name}: neighbours of one moment may change places`, () => {
          for (const [index, line] of sent.entries()) {
            const next = sent[index + 1];
            if (!next || next.at - line.at > 250) continue;
            const swapped = sent.with(index, { ...next, at: line.at }).with(index + 1, { ...line, at: next.at });
            const played = play(swapped, phone);
            assert.deepEqual(played.records, list(records), `${next.event} before ${line.event}`);
            assert.equal(played.states.at(-1), 'idle', `${next.event} before ${line.event}`);
          }
        });

        it(`${scenario.name}: whatever is lost, nothing is stuck for ever and no call is invented`, () => {
          for (const [index, line] of sent.entries()) {
            const { site } = play(sent.toSpliced(index, 1), phone);
            site.wait(29 * HOUR);
            assert.ok(site.records.length <= list(records).length, `${line.event}: ${site.outcomes.join(' ')}`);
            assert.deepEqual(site.calls, [], line.event);
            assert.equal(site.clocks.timers, 0, line.event);
          }
        });
      }
    });
  }

  describe('of more calls than one', () => {
    const cases: readonly [name: string, events: string, states: string, records: string][] = [
      [
        'a second call, taken: ends without ids',
        `0 incoming-call #501 6040 | 5 call-established #501 6040 | 20 incoming-call #502 6041 | 25 hold
         | 25.02 call-established #502 6041 | 60 call-terminated | 61 unhold | 90 call-terminated | 90.02 busy-to-idle`,
        'idle ringing talking ringing talking held talking idle',
        'inbound answered, inbound answered',
      ],
      [
        'a second call, not taken: the talk goes on',
        '0 incoming-call #501 6040 | 5 call-established #501 | 20 incoming-call #502 6041 | 30 missed-call | 90 busy-to-idle',
        'idle ringing talking idle',
        'inbound missed, inbound answered',
      ],
      [
        'a second call, rejected, its end without id: the talk goes on',
        `0 incoming-call #501 6040 | 5 call-established #501 | 20 incoming-call #502 6041 | 22 reject-incoming-call
         | 22.03 call-terminated | 90 call-terminated | 90.02 busy-to-idle`,
        'idle ringing talking idle',
        'inbound rejected, inbound answered',
      ],
      [
        'an attended transfer: both legs end without ids',
        `0 incoming-call #501 6040 | 5 call-established #501 | 20 hold | 21 outgoing-call #502 6041
         | 25 call-established #502 | 40 attended-transfer | 40.02 transfer-finished | 40.04 call-terminated
         | 40.06 call-terminated`,
        'idle ringing talking held dialing talking held idle',
        'outbound answered, inbound answered',
      ],
      [
        'a conference: both are talked to, and end one by one',
        `0 incoming-call #501 6040 | 5 call-established #501 | 20 hold #501 | 21 outgoing-call #502 6041
         | 25 call-established #502 | 40 unhold #501 | 60 call-terminated #501 | 80 call-terminated #502`,
        'idle ringing talking held dialing talking idle',
        'inbound answered, outbound answered',
      ],
      [
        'ringing counts as idle: the second call rings on when the first ends',
        `0 incoming-call #501 6040 | 5 call-established #501 | 20 incoming-call #502 6041 | 30 call-terminated #501
         | 30.02 busy-to-idle | 40 call-established #502 | 40.02 idle-to-busy | 60 call-terminated #502 | 60.02 busy-to-idle`,
        'idle ringing talking ringing talking idle',
        'inbound answered, inbound answered',
      ],
    ];
    for (const [name, events, states, records] of cases) {
      it(name, () => {
        const played = play(lines(events), REPORTERS.find(({ label }) => label === 'Yealink') as Reporter);
        assert.deepEqual(played.records, list(records));
        assert.deepEqual(played.states, states.split(' '));
      });
    }
  });

  describe('VTech, which tells no answer and no end', () => {
    const cases: readonly [name: string, events: string, states: string, records: string][] = [
      ['in, answered by the receiver', '0 incoming-call 6040 | 5 off-hook | 65 on-hook', IN_USE, 'inbound answered'],
      ['out', '0 off-hook | 3 outgoing-call | 65 on-hook', 'idle busy dialing idle', 'outbound unknown'],
      ['in, not taken', '0 incoming-call 6040 | 30 on-hook', 'idle ringing idle', 'inbound missed'],
    ];
    for (const [name, events, states, records] of cases) {
      it(name, () => {
        const played = play(lines(events), VTECH);
        assert.deepEqual(played.states, states.split(' '));
        assert.deepEqual(played.records, list(records));
      });
    }

    it('an outgoing call that says nothing for 200 s: nobody knows', () => {
      const { site } = play(lines('0 off-hook | 3 outgoing-call'), VTECH);
      site.wait(200_000);
      assert.equal(site.state, 'unknown');
      site.wait(2_000);
      assert.deepEqual(site.outcomes, ['unknown']);
      assert.equal(site.records[0]?.ended, undefined);
    });
  });
});
