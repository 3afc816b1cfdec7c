import assert from 'node:assert/strict';
import { HOUR } from './site';
import { lines, play } from './scenario';
import { asTold, IN_USE, list, SINGLE } from './single-calls';
import { REPORTERS, type Reporter, VTECH } from './vendors';

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
