import assert from 'node:assert/strict';
import type { Book } from './book';
import { judge } from './judge';
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
    commands: [{ phone: 1, number: '7000000', way: 'http', at: KILL, outcomes: [200] }],
    noted: events.map(({ seq, at }) => ({ instance: 0, seq, at: at + 1 })),
    records: [{ key: 'k', id: 'c1', outcome: 'missed' }],
    pauses: [],
    killed: { instance: 0, from: KILL, to: KILL + 50 },
    stopped: { instance: 2, from: KILL + 30_000, to: KILL + 35_000 },
    deployed: { instance: 1, from: KILL + 50_000, to: KILL + 51_000 },
    afterwards: [{ phone: 1, truth: 'idle', told: 'unknown' }],
    states: [{ phone: 1, truth: 'idle', told: 'idle' }],
    lag: 20,
  };
  return { ...good, ...change(good) };
}

describe('the judge of the proof', () => {
  it('is content where all is well', () => {
    assert.deepEqual(judge(book()).violations, []);
  });

  const second =
    (change: Partial<SentEvent>) =>
    ({ events, calls }: Book): Partial<Book> => {
      const some = events.map((one) => (one.seq === 1 ? { ...one, ...change } : one));
      return { events: some, calls: calls.map((call) => ({ ...call, events: some.slice(0, 2) })) };
    };
  /** The second event of the killed instance's phone became no message. */
  const died =
    (change: Partial<SentEvent>) =>
    (good: Book): Partial<Book> => ({
      ...second(change)(good),
      noted: good.noted.filter(({ seq }) => seq !== 1),
      records: [],
    });
  const commanded =
    (change: Partial<Book['commands'][number]>) =>
    ({ commands }: Book): Partial<Book> => ({
      commands: commands.map((one) => ({ ...one, ...change })),
    });

  const wrongs: readonly (readonly [what: string, change: (good: Book) => Partial<Book>, says: RegExp])[] = [
    ['an answered event without a message', ({ noted }) => ({ noted: noted.slice(1) }), /event 0 .*never a message/],
    ['one long before the kill', died({ at: KILL - 600 }), /event 1 .*never a message/],
    [
      'one of another one’s phone at the kill',
      ({ events }) => {
        const other = event(3, KILL - 10, { phone: 2 });
        return {
          events: [...events, other],
          noted: events.map(({ seq, phone, at }) => ({ instance: phone - 1, seq, at })),
        };
      },
      /event 3 .*never a message/,
    ],
    ['an event that came twice', ({ noted }) => ({ noted: [...noted, ...noted.slice(2)] }), /event 2 .*became 2/],
    [
      'an event that was not answered',
      ({ events }) => ({ events: events.map((one) => (one.seq === 2 ? { ...one, fate: 'lost' } : one)) }),
      /event 2 .*was lost/,
    ],
    ['one that was sent when the killed one was gone', died({ at: KILL + 60, fate: 'lost' }), /event 1 .*was lost/],
    ['an event that was refused while the instance died', second({ at: KILL, fate: 'refused' }), /event 1 .*refused/],
    [
      'two events that were swapped',
      ({ noted }) => ({ noted: noted.map((one) => (one.seq === 0 ? { ...one, at: KILL } : one)) }),
      /event 0 of phone 1 came after a later one/,
    ],
    ['a call without a record', () => ({ records: [] }), /call c1 has 0 records/],
    [
      'a call with two keys',
      ({ records }) => ({ records: [...records, { key: 'other', id: 'c1', outcome: 'missed' }] }),
      /call c1 has 2 records/,
    ],
    [
      'another outcome',
      () => ({ records: [{ key: 'k', id: 'c1', outcome: 'answered' }] }),
      /c1 is missed, recorded as ans/,
    ],
    [
      'a call without a record that ended three seconds before the kill',
      (good) => ({ ...second({ at: KILL - 3_000 })(good), noted: moved(good.noted, KILL - 3_000), records: [] }),
      /call c1 has 0 records/,
    ],
    ['a command that was done twice', () => ({ dialled: new Map([['7000000', 2]]) }), /was done 2 times/],
    ['a command that was not done and confirmed', () => ({ dialled: new Map() }), /confirmed and never done/],
    ['a command with two outcomes', commanded({ outcomes: [200, 200] }), /2 outcomes/],
    ['a command without an outcome', commanded({ at: KILL + 5_000, outcomes: [] }), /no outcome/],
    ['one at the kill to another one’s phone', commanded({ phone: 9, outcomes: [0] }), /no outcome/],
    [
      'a wrong state',
      () => ({ states: [{ phone: 1, truth: 'idle', told: 'talking' }] }),
      /in the end, phone 1 is idle, told talking/,
    ],
    [
      'a state that is not known in the end',
      () => ({ states: [{ phone: 1, truth: 'idle', told: 'unknown' }] }),
      /told unk/,
    ],
    [
      'who is said to talk after all is over',
      () => ({ afterwards: [{ phone: 1, truth: 'idle', told: 'talking' }] }),
      /after all, phone 1 is idle, told talking/,
    ],
  ];
  for (const [what, change, says] of wrongs) {
    it(`names ${what}`, () => {
      const { violations } = judge(book(change));
      assert.match(violations.join('\n'), says);
      assert.equal(violations.length, 1, violations.join('\n'));
    });
  }

  const pardons: readonly (readonly [what: string, change: (good: Book) => Partial<Book>, of: string | undefined])[] = [
    ['what was under way to the killed instance', died({ at: KILL - 3, fate: 'lost' }), 'lost in flight to the killed'],
    ['what it answered at last', died({ at: KILL - 400 }), 'answered 200, never a message (killed)'],
    [
      'the record of a call that ended in its last two seconds',
      (good) => ({ ...second({ at: KILL - 1_900 })(good), noted: moved(good.noted, KILL - 1_900), records: [] }),
      undefined,
    ],
    ['a command that was under way to it', commanded({ outcomes: [0] }), undefined],
    ['one by MQTT in a deploy', commanded({ way: 'mqtt', at: KILL + 45_000, outcomes: [] }), undefined],
  ];
  for (const [what, change, of] of pardons) {
    it(`forgives ${what}, and names it`, () => {
      const { violations, forgiven, table } = judge(book(change));
      assert.deepEqual(violations, []);
      assert.notEqual(forgiven.length, 0);
      if (of !== undefined) assert.equal(table[of], 1);
    });
  }

  it('forgives two that a deploy lost, of phones of the one that was deployed, and no more', () => {
    for (const [count, instance, wrong] of [
      [2, 1, 0],
      [3, 1, 1],
      [1, 2, 1],
    ] as const) {
      const { violations } = judge(
        book(({ events, noted }) => ({
          events: [
            ...events,
            ...Array.from({ length: count }, (_, n) => event(3 + n, KILL + 50_500, { phone: 3 })),
            event(3 + count, KILL + 60_000, { phone: 3 }),
          ],
          noted: [...noted, { instance, seq: 3 + count, at: KILL + 60_001 }],
        })),
      );
      assert.equal(violations.length, wrong, violations.join());
    }
  });

  it('takes the instances that had the phone before a command and after it for those that may have had the command', () => {
    for (const [before, after, wrong] of [
      [1, 0, 0],
      [2, 1, 0],
      [2, 0, 1],
    ] as const) {
      const { violations } = judge(
        book(({ events, noted, commands }) => ({
          events: [...events, event(3, KILL + 40_000, { phone: 3 }), event(4, KILL + 60_000, { phone: 3 })],
          noted: [
            ...noted,
            { instance: before, seq: 3, at: KILL + 40_001 },
            { instance: after, seq: 4, at: KILL + 60_001 },
          ],
          commands: commands.map((one) => ({ ...one, phone: 3, at: KILL + 50_100, outcomes: [0] })),
        })),
      );
      assert.equal(violations.length, wrong, violations.join());
    }
  });

  it('forgives what lay in the stopped one and was overtaken', () => {
    const late = [event(3, KILL + 31_000, { phone: 2 }), event(4, KILL + 34_000, { phone: 2 })];
    const change = ({ events, noted }: Book): Partial<Book> => ({
      events: [...events, ...late],
      noted: [...noted, { instance: 1, seq: 4, at: KILL + 34_001 }, { instance: 2, seq: 3, at: KILL + 35_001 }],
    });
    const { violations, table } = judge(book(change));
    assert.deepEqual(violations, []);
    assert.equal(table['events of a phone swapped'], 1);
  });

  it('knows how late the killed one’s timers were, by its own word', () => {
    const late = (good: Book): Partial<Book> => ({
      ...second({ at: KILL - 2_400 })(good),
      noted: moved(good.noted, KILL - 2_400),
      records: [],
    });
    assert.equal(judge(book(late)).violations.length, 1);
    const pauses = [{ instance: 0, at: KILL - 1_000, milliseconds: 500 }];
    assert.deepEqual(judge(book((good) => ({ ...late(good), pauses }))).violations, []);
  });

  it('says nothing of a run in which the simulator itself stood still', () => {
    const { violations, failed } = judge(book(() => ({ records: [], lag: 6_000 })));
    assert.deepEqual(violations, []);
    assert.match(failed ?? '', /stood still for 6000 ms/);
    const pauses = [{ instance: 1, at: KILL + 5_000, milliseconds: 3_500 }];
    assert.match(judge(book(() => ({ pauses }))).failed ?? '', /nr2 stood still for 3500 ms/);
    assert.equal(judge(book()).failed, undefined);
  });

  it('counts doubles with one key as what they are', () => {
    const { violations, table } = judge(book(({ records }) => ({ records: [...records, ...records] })));
    assert.deepEqual(violations, []);
    assert.equal(table['records with a key that was there'], 1);
  });
});

/** The second event became a message at another time. */
function moved(noted: Book['noted'], at: number): Book['noted'] {
  return noted.map((one) => (one.seq === 1 ? { ...one, at } : one));
}
