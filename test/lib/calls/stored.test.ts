import assert from 'node:assert/strict';
import type { StateStore } from '../../../nodes/lib/calls/keeping';
import { readStored, type StoredPhone } from '../../../nodes/lib/calls/stored';
import { HOUR, MINUTE, parts, SECOND, Site } from './site';

type Answer = (error?: unknown, stored?: unknown) => void;

/** A store that answers as it is told to. */
class FakeStore implements StateStore {
  readonly held = new Map<string, unknown>();
  readonly writes: StoredPhone[] = [];
  reads = 0;
  /** What waits for an answer, where the store is slow. */
  readonly waiting: (() => void)[] = [];
  isSlow = false;
  isSlowToWrite = false;
  fault: 'none' | 'fails' | 'throws' | 'hangs' = 'none';

  read(phoneId: string, done: (error: unknown, stored?: unknown) => void): void {
    this.reads += 1;
    this.#answer(() => done(undefined, this.held.get(phoneId)), done, this.isSlow);
  }

  write(phoneId: string, stored: StoredPhone, done: (error?: unknown) => void): void {
    this.writes.push(stored);
    this.#answer(
      () => {
        this.held.set(phoneId, stored);
        done();
      },
      done,
      this.isSlow || this.isSlowToWrite,
    );
  }

  answer(): void {
    for (const run of this.waiting.splice(0)) run();
  }

  #answer(well: () => void, done: Answer, isSlow: boolean): void {
    if (this.fault === 'throws') throw new Error('no such store');
    if (this.fault === 'hangs') return;
    const run = this.fault === 'fails' ? () => done(new Error('disk full')) : well;
    if (isSlow) this.waiting.push(run);
    else run();
  }
}

/** Another Node-RED with the same store, its clocks as far as those of the first. */
function restarted(store: FakeStore, instance = 'the next one', after = MINUTE, elapsed = 0): Site {
  const site = new Site({ store }, instance);
  site.wait(elapsed + after);
  return site;
}

describe('calls: what is kept in a store', () => {
  it('is written at each start, answer and end of a call and each flag, and never else', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    const wrote: string[] = [];
    for (const event of [
      'registered',
      'registered',
      'dnd-on',
      'mwi',
      'off-hook',
      'on-hook',
      'incoming-call',
      'incoming-call',
      'call-established',
      'mute',
      'unmute',
      'hold',
      'unhold',
      'held',
      'unheld',
      'transfer-call',
      'transfer-failed',
      'call-terminated',
      'call-terminated',
      'door-opened',
      'forward-busy-on',
      'call-waiting-on',
      'idle-to-busy',
      'busy-to-idle',
    ]) {
      const before = store.writes.length;
      site.report(event, parts('#abc 6040'));
      site.wait(1);
      if (store.writes.length > before) wrote.push(event);
    }
    assert.deepEqual(wrote, [
      'registered',
      'dnd-on',
      'incoming-call',
      'call-established',
      'call-terminated',
      'door-opened',
      'forward-busy-on',
      'call-waiting-on',
    ]);
    assert.equal(store.writes.length, wrote.length);
    assert.deepEqual(store.writes[3], {
      version: 1,
      by: 'this one',
      time: Date.UTC(2026, 0, 31, 8, 0, 0, 8),
      flags: { registered: true, dnd: true },
      calls: [
        {
          state: 'talking',
          direction: 'inbound',
          id: 'abc',
          remote: { number: '6040' },
          isAnswered: true,
          opened: Date.UTC(2026, 0, 31, 8, 0, 0, 6),
          news: Date.UTC(2026, 0, 31, 8, 0, 0, 8),
          started: Date.UTC(2026, 0, 31, 8, 0, 0, 6),
          answered: Date.UTC(2026, 0, 31, 8, 0, 0, 8),
        },
      ],
    });
  });

  it('each write is a new object', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    site.report('incoming-call', parts('6040'));
    site.report('dnd-on');
    assert.notEqual(store.writes[0], store.writes[1]);
    assert.notEqual(store.writes[0]?.calls[0]?.remote, store.writes[1]?.calls[0]?.remote);
  });

  it('nobody reads it for a phone that reports nothing and is not asked for', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    site.wait(100 * HOUR);
    assert.equal(store.reads, 0);
    site.tracker.ask('desk', () => {});
    site.tracker.ask('desk', () => {});
    assert.equal(store.reads, 2);
  });

  it('it is read at each event and each reset, for another instance may have written since the last; not for a record', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    site.report('incoming-call');
    site.report('missed-call');
    assert.equal(store.reads, 2);
    site.tracker.reset('desk');
    assert.equal(store.reads, 3);
    site.wait(HOUR);
    assert.equal(site.records.length, 1);
    assert.equal(store.reads, 3);
  });
});

describe('calls: after a restart', () => {
  function before(store: FakeStore): void {
    const site = new Site({ store });
    for (const event of ['registered', 'dnd-on', 'forward-always-on', 'door-opened']) site.report(event);
    site.report('incoming-call', parts('#abc 6040'));
    site.wait(5 * SECOND);
    site.report('call-established', parts('#abc'));
    site.tracker.close();
  }

  it('flags are as stored, a stored call is not shown, and nothing is sent', () => {
    const store = new FakeStore();
    before(store);
    const site = restarted(store);
    site.tracker.ask('desk', (view) => {
      assert.deepEqual(view, {
        phone: { name: 'desk' },
        state: 'unknown',
        calls: [],
        registered: true,
        dnd: true,
        forward: { always: true },
        door: 'open',
      });
    });
    assert.deepEqual(site.changes, []);
    site.report('dnd-on');
    assert.deepEqual(site.changes, [], 'what is as stored is no news');
  });

  it('an event that names the call makes it whole: its record keeps its times', () => {
    const store = new FakeStore();
    before(store);
    const site = restarted(store);
    site.report('mute', parts('#abc'));
    assert.equal(site.state, 'talking');
    assert.equal(site.changes[0]?.since, undefined, 'of which nobody knows since when');
    site.wait(MINUTE);
    site.report('call-terminated', parts('#abc'));
    site.wait(2 * SECOND);
    assert.deepEqual(site.records, [
      {
        phone: { name: 'desk' },
        direction: 'inbound',
        outcome: 'answered',
        id: 'abc',
        remote: { number: '6040' },
        started: '2026-01-31T08:00:00.000Z',
        answered: '2026-01-31T08:00:05.000Z',
        ended: '2026-01-31T08:02:00.000Z',
        ring: 5,
        duration: 115,
      },
    ]);
  });

  it('an end that names the call is news of the phone: it is idle then', () => {
    for (const [event, direction] of [
      ['call-terminated', 'incoming-call'],
      ['missed-call', 'incoming-call'],
      ['reject-incoming-call', 'incoming-call'],
      ['forward-incoming-call', 'incoming-call'],
      ['answered-elsewhere', 'incoming-call'],
      ['remote-canceled', 'incoming-call'],
      ['remote-busy', 'outgoing-call'],
      ['cancel-call-out', 'outgoing-call'],
      ['call-terminated', 'outgoing-call'],
      ['busy-to-idle', 'outgoing-call'],
    ] as const) {
      const store = new FakeStore();
      const first = new Site({ store });
      first.report(direction, parts('#abc 6040'));
      first.tracker.close();
      const site = restarted(store);
      site.report(event, parts('#abc'));
      assert.equal(site.state, 'idle', event);
      site.wait(2 * SECOND);
      assert.equal(site.records.length, 1, event);
    }
  });

  it('a report of idleness ends it without a moment', () => {
    for (const event of ['busy-to-idle', 'setup-completed', 'idle-to-busy']) {
      const store = new FakeStore();
      before(store);
      const site = restarted(store);
      site.report(event);
      site.wait(2 * SECOND);
      assert.deepEqual(site.outcomes, ['answered'], event);
      assert.equal(site.records[0]?.ended, undefined, event);
    }
  });

  it('so do 24 hours, from the last stored news', () => {
    const store = new FakeStore();
    before(store);
    const site = restarted(store, 'the next one', 10 * HOUR);
    site.report('dnd-off');
    assert.equal(site.state, 'unknown');
    site.wait(14 * HOUR + 4 * SECOND);
    assert.deepEqual(site.outcomes, []);
    site.wait(4 * SECOND);
    assert.deepEqual(site.outcomes, ['answered']);
    assert.equal(site.clocks.timers, 0);
  });

  it('a doubtful call is the last to be meant', () => {
    const store = new FakeStore();
    before(store);
    const site = restarted(store);
    site.report('incoming-call', parts('7099'));
    site.report('call-established', parts('7099'));
    site.wait(5 * SECOND);
    site.report('call-terminated', parts('inbound'));
    site.wait(2 * SECOND);
    assert.deepEqual(
      site.records.map(({ remote }) => remote?.number),
      ['7099'],
    );
  });

  it('a call of another id does not make it whole', () => {
    const store = new FakeStore();
    before(store);
    const site = restarted(store);
    site.report('incoming-call', parts('#xyz 7099'));
    assert.deepEqual(
      site.calls.map(({ id }) => id),
      ['xyz'],
    );
    site.report('missed-call', parts('#xyz'));
    assert.equal(site.state, 'unknown');
  });

  it('a wall clock that was set back meanwhile ends nothing early, and makes no negative times', () => {
    const store = new FakeStore();
    before(store);
    const site = new Site({ store }, 'the next one');
    site.clocks.setWall(-HOUR);
    site.report('call-terminated', parts('#abc'));
    site.wait(2 * SECOND);
    assert.equal(site.outcomes[0], 'answered');
    assert.ok((site.records[0]?.duration ?? 0) >= 0);
    assert.ok((site.records[0]?.ring ?? 0) >= 0);
  });

  it('whatever else stands in the store is nothing', () => {
    const good: StoredPhone = { version: 1, by: 'x', time: 5, flags: {}, calls: [] };
    assert.deepEqual(readStored(good), good);
    for (const bad of [
      undefined,
      null,
      7,
      'text',
      [],
      {},
      { ...good, version: 2 },
      { ...good, time: 'x' },
      { ...good, time: Number.NaN },
      { ...good, calls: {} },
      { ...good, flags: [] },
    ]) {
      assert.equal(readStored(bad), undefined, JSON.stringify(bad));
    }
    const calls = [
      null,
      7,
      {},
      { state: 'flying', opened: 1, news: 1 },
      { state: 'talking', opened: 'x', news: 1 },
      { state: 'talking', opened: 9e15, news: 1 },
    ];
    assert.deepEqual(readStored({ ...good, calls })?.calls, []);
    const flags = {
      registered: 'yes',
      dnd: 1,
      door: 'ajar',
      forward: { always: 'x', busy: true },
      callWaiting: null,
      other: 1,
    };
    assert.deepEqual(readStored({ ...good, flags })?.flags, { forward: { busy: true } });
    const many = Array.from({ length: 99 }, () => ({
      state: 'talking',
      opened: 1,
      news: 1,
      remote: { number: 7, name: 'A' },
    }));
    assert.equal(readStored({ ...good, calls: many })?.calls.length, 16);
    assert.deepEqual(readStored({ ...good, calls: many })?.calls[0]?.remote, { name: 'A' });
  });
});

describe('calls: two instances on one store', () => {
  it('what another one wrote meanwhile counts as after a restart', () => {
    const store = new FakeStore();
    const one = new Site({ store }, 'one');
    const two = new Site({ store }, 'two');
    one.report('incoming-call', parts('#abc 6040'));
    one.wait(2 * MINUTE);
    two.wait(MINUTE);
    two.report('call-established', parts('#abc'));
    two.report('dnd-on');
    assert.equal(two.calls[0]?.started, '2026-01-31T08:00:00.000Z', 'the second knows the start that the first saw');
    one.report('hold', parts('#abc'));
    assert.equal(one.tracker.view('desk')?.dnd, true);
    assert.equal(one.calls[0]?.answered, '2026-01-31T08:01:00.000Z');
    assert.deepEqual(one.outcomes, []);
  });

  it('what is in memory counts where the store has nothing newer', () => {
    const store = new FakeStore();
    const one = new Site({ store }, 'one');
    one.report('incoming-call', parts('#abc 6040'));
    one.report('call-established', parts('#abc'));
    one.report('hold', parts('#abc'));
    one.wait(2 * MINUTE);
    one.report('mute', parts('#abc'));
    assert.equal(one.calls[0]?.state, 'held');
  });

  it('what another one wrote before our last word is old', () => {
    const store = new FakeStore();
    const one = new Site({ store }, 'one');
    const two = new Site({ store }, 'two');
    two.report('dnd-on');
    const old = store.writes[0];
    one.wait(SECOND);
    one.report('incoming-call', parts('#abc'));
    one.report('call-established', parts('#abc'));
    one.wait(2 * MINUTE);
    store.held.set('desk', old);
    one.report('mute', parts('#abc'));
    assert.equal(one.state, 'talking');
    assert.equal(one.calls[0]?.started, '2026-01-31T08:00:01.000Z');
  });

  it('a call that begins at the other one, just after this one was heard of, and ends here has its record here', () => {
    const store = new FakeStore();
    const [one, two] = [new Site({ store }, 'one'), new Site({ store }, 'two')];
    const pass = (milliseconds: number): void => {
      for (const site of [one, two]) site.wait(milliseconds);
    };
    // `one` stood still, and is served what lay in its sockets; the front still leads the phone to `two` for a while.
    one.report('door-closed');
    pass(SECOND);
    two.report('outgoing-call', parts('#abc 6040'));
    pass(SECOND);
    one.report('call-terminated', parts('#abc 6040'));
    pass(HOUR);
    assert.deepEqual(
      one.records.map(({ outcome, started }) => [outcome, started]),
      [['unanswered', '2026-01-31T08:00:01.000Z']],
    );
    assert.deepEqual(two.records, []);
  });

  it('a call that ended at the other one ends here no second time', () => {
    const store = new FakeStore();
    const [one, two] = [new Site({ store }, 'one'), new Site({ store }, 'two')];
    one.report('outgoing-call', parts('#abc 6040'));
    one.wait(SECOND);
    two.wait(SECOND);
    two.report('call-terminated', parts('#abc 6040'));
    one.wait(SECOND);
    two.wait(SECOND);
    one.report('outgoing-call', parts('#xyz 7099'));
    one.report('busy-to-idle');
    one.wait(HOUR);
    two.wait(HOUR);
    assert.deepEqual(two.outcomes, ['unanswered']);
    assert.deepEqual(
      one.records.map(({ id }) => id),
      ['xyz'],
    );
  });

  it('whose clock is behind is believed as well: what it writes is newer than what it has read', () => {
    const store = new FakeStore();
    const [one, two] = [new Site({ store }, 'one'), new Site({ store }, 'two')];
    two.clocks.setWall(-5 * SECOND);
    one.report('outgoing-call', parts('#abc 6040'));
    one.wait(SECOND);
    two.wait(SECOND);
    two.report('call-terminated', parts('#abc 6040'));
    one.report('incoming-call', parts('#xyz 7099'));
    assert.deepEqual(
      one.calls.map(({ id }) => id),
      ['xyz'],
    );
    one.wait(HOUR);
    two.wait(HOUR);
    assert.deepEqual([one.records.map(({ id }) => id), two.records.map(({ id }) => id)], [['xyz'], ['abc']]);
  });

  it('who reported is told that it is known when it is written, or will not be in time', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    let told = 0;
    const report = (event: string): void => {
      const phone = { id: 'desk' };
      site.tracker.report({ phone, event, time: new Date(site.clocks.wall()), parts: {} }, () => (told += 1));
    };
    report('dnd-on');
    assert.equal(told, 1, 'a store that answers at once');
    store.isSlowToWrite = true;
    report('dnd-off');
    assert.equal(site.tracker.view('desk')?.dnd, false);
    assert.equal(told, 1);
    // Nothing to write of its own, but what is on its way is not there yet.
    report('mwi');
    assert.equal(told, 1);
    store.answer();
    assert.equal(told, 3);
    report('dnd-on');
    report('dnd-off');
    store.answer();
    assert.equal(told, 3, 'its last word still waits');
    store.answer();
    assert.equal(told, 5);
    report('dnd-on');
    site.wait(299);
    assert.equal(told, 5);
    site.wait(1);
    assert.equal(told, 6, 'too slow');
    assert.equal(site.tracker.isKept('desk'), true);
    site.deploy({ id: 'hall' });
    assert.equal(site.tracker.isKept('hall'), false);
    site.tracker.remove('desk');
    assert.equal(site.clocks.timers, 0);
  });

  it('a store that failed the last time is not waited for twice', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    store.fault = 'hangs';
    let told = 0;
    const time = new Date(site.clocks.wall());
    site.tracker.report({ phone: { id: 'desk' }, event: 'dnd-on', time, parts: {} }, () => (told += 1));
    site.wait(299);
    assert.equal(told, 0);
    site.wait(1);
    assert.equal(told, 1);
  });

  it('before a call ends for its silence the store is asked', () => {
    const store = new FakeStore();
    const one = new Site({ store }, 'one');
    const two = new Site({ store }, 'two');
    one.report('incoming-call', parts('#abc 6040'));
    two.wait(MINUTE);
    two.report('missed-call', parts('#abc'));
    two.wait(2 * SECOND);
    assert.deepEqual(two.outcomes, ['missed']);
    one.wait(HOUR);
    assert.deepEqual(one.outcomes, [], 'the other one has made the record');
    assert.deepEqual(one.calls, []);
    assert.equal(one.clocks.timers, 0);
  });
});

describe('calls: a store that is slow or broken', () => {
  it('events wait for it, in their order and with their own times', () => {
    const store = new FakeStore();
    store.isSlow = true;
    const site = new Site({ store });
    let done = 0;
    const report = (event: string): void =>
      site.tracker.report(
        { phone: { id: 'desk' }, event, time: new Date(site.clocks.wall()), parts: parts('#abc') },
        () => (done += 1),
      );
    report('incoming-call');
    site.wait(0.2 * SECOND);
    report('call-established');
    assert.deepEqual([site.changes.length, done, store.reads], [0, 0, 1]);
    store.answer();
    assert.deepEqual([site.state, done], ['talking', 0]);
    // The first of two writes, and the other one.
    store.answer();
    store.answer();
    assert.equal(done, 2);
    assert.equal(site.calls[0]?.started, '2026-01-31T08:00:00.000Z');
    assert.equal(site.calls[0]?.answered, '2026-01-31T08:00:00.200Z');
  });

  for (const fault of ['fails', 'throws', 'hangs'] as const) {
    it(`that ${fault}: events go on, and it is said once`, () => {
      const store = new FakeStore();
      store.fault = fault;
      const site = new Site({ store });
      site.report('incoming-call', parts('#abc'));
      site.wait(3 * SECOND);
      assert.equal(site.state, 'ringing');
      site.wait(100 * SECOND);
      site.report('call-established', parts('#abc'));
      site.report('dnd-on');
      site.wait(100 * SECOND);
      site.report('dnd-off');
      site.wait(100 * SECOND);
      assert.equal(site.state, 'talking');
      assert.equal(site.troubles.length, 1, site.troubles.join());
      store.fault = 'none';
      site.report('dnd-on');
      assert.equal((store.held.get('desk') as StoredPhone).flags.dnd, true);
      store.fault = 'fails';
      site.report('dnd-off');
      assert.equal(site.troubles.length, 2, 'said again after it had worked');
    });
  }

  for (const [what, silence, fault, waits] of [
    ['a first event', 0, 'hangs', 300],
    ['a later event', 2 * MINUTE, 'hangs', 300],
    ['an event', 2 * MINUTE, 'fails', 0],
    ['an event', 2 * MINUTE, 'throws', 0],
  ] as const) {
    it(`${what} waits for one that ${fault} ${waits} ms at most`, () => {
      const store = new FakeStore();
      const site = new Site({ store });
      if (silence > 0) site.report('mwi');
      site.wait(silence);
      store.fault = fault;
      site.report('incoming-call', parts('#abc'));
      if (waits > 0) {
        site.wait(waits - 1);
        assert.equal(site.changes.length, 0);
        site.wait(1);
      }
      assert.deepEqual(
        site.changes.map(({ state }) => state),
        ['ringing'],
      );
      site.report('call-established', parts('#abc'));
      site.wait(waits);
      assert.equal(site.state, 'talking');
    });
  }

  it('a call whose end is due for its silence ends without it', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    site.report('incoming-call', parts('#abc'));
    store.fault = 'hangs';
    site.wait(HOUR);
    assert.equal(site.outcomes.length, 1);
    assert.equal(site.clocks.timers, 0);
  });

  it('an answer that comes too late is no news', () => {
    const store = new FakeStore();
    const before = new Site({ store }, 'before');
    before.report('dnd-on');
    store.isSlow = true;
    const site = restarted(store);
    site.report('incoming-call', parts('#abc'));
    site.wait(0.3 * SECOND);
    assert.equal(site.state, 'ringing');
    store.answer();
    store.answer();
    assert.equal(site.state, 'ringing');
    assert.equal(site.tracker.view('desk')?.dnd, undefined);
  });

  it('so many events wait, and no more: then it goes on without the store', () => {
    const store = new FakeStore();
    store.fault = 'hangs';
    const site = new Site({ store });
    for (let n = 0; n < 102; n++) site.report(n % 2 === 0 ? 'dnd-on' : 'dnd-off');
    assert.equal(site.changes.length > 0, true);
    site.report('incoming-call');
    site.wait(0.3 * SECOND);
    assert.equal(site.state, 'ringing');
  });

  it('a write that hangs holds up no later one for ever; the latest state wins', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    store.isSlowToWrite = true;
    site.report('dnd-on');
    site.report('dnd-off');
    site.report('registered');
    assert.equal(store.writes.length, 1);
    store.answer();
    assert.equal(store.writes.length, 2);
    assert.deepEqual(store.writes[1]?.flags, { dnd: false, registered: true });
    store.waiting.splice(0);
    site.report('dnd-on');
    site.wait(11 * SECOND);
    assert.equal(store.writes.length, 3);
    assert.deepEqual(store.writes[2]?.flags, { dnd: true, registered: true });
  });

  it('a phone that is deleted meanwhile is gone, and whoever waits is answered', () => {
    const store = new FakeStore();
    store.isSlow = true;
    const site = new Site({ store });
    let done = 0;
    site.tracker.report(
      { phone: { id: 'desk' }, event: 'incoming-call', time: new Date(), parts: {} },
      () => (done += 1),
    );
    site.tracker.ask('desk', (view) => {
      assert.equal(view, undefined);
      done += 1;
    });
    site.tracker.remove('desk');
    assert.equal(done, 2);
    store.answer();
    assert.deepEqual([site.changes, site.clocks.timers, store.writes], [[], 0, []]);
  });

  it('what a store says after its phone was deleted is nothing', () => {
    const store = new FakeStore();
    const site = new Site({ store });
    site.report('mwi');
    store.isSlow = true;
    store.fault = 'fails';
    site.report('dnd-on');
    site.report('dnd-off');
    site.tracker.remove('desk');
    const { length } = store.writes;
    store.answer();
    assert.deepEqual(site.troubles, []);
    assert.equal(store.writes.length, length);
    assert.equal(site.clocks.timers, 0);
  });

  it('another store by a deploy changes nothing of what is in memory', () => {
    const old = new FakeStore();
    const site = new Site();
    site.report('incoming-call', parts('#abc 6040'));
    const other = new Site({ store: old }, 'another one');
    other.report('dnd-on');
    site.wait(2 * MINUTE);
    site.deploy({ id: 'desk', store: old });
    site.tracker.ask('desk', (view) => assert.equal(view?.state, 'ringing'));
    site.report('call-established', parts('#abc'));
    assert.equal((old.held.get('desk') as StoredPhone).calls[0]?.id, 'abc');
    assert.equal(site.calls[0]?.state, 'talking');
    site.deploy({ id: 'desk' });
    const { length } = old.writes;
    site.report('call-terminated', parts('#abc'));
    assert.equal(old.writes.length, length);
  });

  it('a deploy while the store is read loses nothing', () => {
    const store = new FakeStore();
    const before = new Site({ store }, 'before');
    before.report('dnd-on');
    store.isSlow = true;
    const site = restarted(store);
    site.report('incoming-call', parts('#abc'));
    site.deploy({ id: 'desk', store, name: 'Renamed' });
    store.answer();
    assert.equal(site.state, 'ringing');
    assert.equal(site.tracker.view('desk')?.dnd, true);
  });

  it('a callback that throws stops no other', () => {
    const store = new FakeStore();
    store.isSlow = true;
    const site = new Site({ store });
    const report = (done: () => void): void =>
      site.tracker.report({ phone: { id: 'desk' }, event: 'dnd-on', time: new Date(), parts: {} }, done);
    let done = 0;
    report(() => {
      throw new Error('of the caller');
    });
    report(() => (done += 1));
    store.answer();
    store.answer();
    assert.equal(done, 1);
    assert.deepEqual(
      site.faults.map((fault) => (fault as Error).message),
      ['of the caller'],
    );
  });
});
