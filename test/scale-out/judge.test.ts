import assert from 'node:assert/strict';
import { type Book, judge } from './judge';
import type { SentEvent } from './phones';

const KILL = 100_000;

function event(seq: number, at: number, more: Partial<SentEvent> = {}): SentEvent {
  return { seq, phone: 1, event: 'incoming-call', at, fate: 'taken', took: 5, ...more };
}

/** One phone of the killed instance, one call, one command: all well. */
function book(change: (good: Book) => Partial<Book> = () => ({})): Book {
  const events = [event(0, KILL - 20_000), event(1, KILL - 19_000), event(2, KILL + 5_000, { phone: 2 })];
  const good: Book = {
    seconds: 10,
    before: 3,
    events,
    calls: [{ phone: 1, id: 'c1', outcome: 'missed', events: events.slice(0, 2) }],
    dialled: new Map([['7000000', 1]]),
    commands: [{ number: '7000000', way: 'http', at: KILL, outcomes: [200] }],
    noted: events.map(({ seq, at }) => ({ instance: 0, seq, at: at + 1 })),
    records: [{ key: 'k', id: 'c1', outcome: 'missed' }],
    killed: { instance: 0, at: KILL },
    deployed: { from: KILL + 50_000, to: KILL + 51_000 },
    states: [{ phone: 1, truth: 'idle', told: 'idle' }],
  };
  return { ...good, ...change(good) };
}

describe('the judge of the proof', () => {
  it('is content where all is well', () => {
    assert.deepEqual(judge(book()).violations, []);
  });

  const wrongs: readonly (readonly [what: string, change: (good: Book) => Partial<Book>, says: RegExp])[] = [
    ['an answered event without a message', ({ noted }) => ({ noted: noted.slice(1) }), /event 0 .*never a message/],
    ['an event that came twice', ({ noted }) => ({ noted: [...noted, ...noted.slice(2)] }), /event 2 became 2/],
    [
      'an event that was not answered',
      ({ events }) => ({ events: events.map((one) => (one.seq === 2 ? { ...one, fate: 'lost' } : one)) }),
      /event 2 was lost/,
    ],
    [
      'an event that was refused while the instance died',
      ({ events }) => ({ events: events.map((one) => (one.seq === 1 ? event(1, KILL, { fate: 'refused' }) : one)) }),
      /event 1 was refused/,
    ],
    [
      'two events that were swapped',
      ({ noted }) => ({ noted: noted.map((one) => (one.seq === 0 ? { ...one, at: KILL } : one)) }),
      /1 events of one phone were swapped/,
    ],
    ['a call without a record', () => ({ records: [] }), /call c1 .*0 records/],
    [
      'a call with two keys',
      ({ records }) => ({ records: [...records, { key: 'other', id: 'c1', outcome: 'missed' }] }),
      /call c1 .*2 records/,
    ],
    ['a command that was done twice', () => ({ dialled: new Map([['7000000', 2]]) }), /done 2 times/],
    ['a command that was not done and confirmed', () => ({ dialled: new Map() }), /confirmed and never done/],
    [
      'a command with two outcomes',
      ({ commands }) => ({ commands: commands.map((one) => ({ ...one, outcomes: [200, 200] })) }),
      /2 outcomes/,
    ],
    [
      'a command without an outcome',
      ({ commands }) => ({ commands: commands.map((one) => ({ ...one, outcomes: [] })) }),
      /0 outcomes/,
    ],
    ['a wrong state', () => ({ states: [{ phone: 1, truth: 'idle', told: 'talking' }] }), /1 states are wrong/],
  ];
  for (const [what, change, says] of wrongs) {
    it(`names ${what}`, () => assert.match(judge(book(change)).violations.join('\n'), says));
  }

  it('forgives what was under way to the killed instance, and counts it', () => {
    const lost = judge(
      book(({ events, noted }) => {
        const some = events.map((one) => (one.seq === 1 ? event(1, KILL - 10, { fate: 'lost' }) : one));
        return {
          events: some,
          calls: [{ phone: 1, id: 'c1', outcome: 'missed', events: some.slice(0, 2) }],
          noted: noted.filter(({ seq }) => seq !== 1),
          records: [],
        };
      }),
    );
    assert.deepEqual(lost.violations, []);
    assert.equal(lost.table['lost in flight to the killed'], 1);
    const died = judge(
      book(({ events, noted }) => ({
        events: events.map((one) => (one.seq === 1 ? event(1, KILL - 10) : one)),
        noted: noted.filter(({ seq }) => seq !== 1),
        calls: [],
      })),
    );
    assert.deepEqual(died.violations, []);
    assert.equal(died.table['answered 200, never a message (killed)'], 1);
  });

  it('forgives one that a deploy lost, and no more than two', () => {
    for (const count of [1, 3]) {
      const inDeploy = Array.from({ length: count }, (_, index) => event(3 + index, KILL + 50_500));
      const { violations, table } = judge(book(({ events }) => ({ events: [...events, ...inDeploy] })));
      assert.equal(table['answered 200, never a message (deploy)'], count);
      assert.equal(violations.length, count > 2 ? 1 : 0, violations.join());
    }
  });

  it('counts doubles with one key as what they are', () => {
    const { violations, table } = judge(book(({ records }) => ({ records: [...records, ...records] })));
    assert.deepEqual(violations, []);
    assert.equal(table['records with a key that was there'], 1);
  });
});
