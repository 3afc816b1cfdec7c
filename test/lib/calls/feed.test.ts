import assert from 'node:assert/strict';
import { StateFeed } from '../../../nodes/lib/calls/feed';
import { parts, Site } from './site';

const MOST = 40;

/** What one listener was told, in its order. */
class Listener {
  readonly told: string[] = [];
  change({ view }: { view: { state: string } }): void {
    this.told.push(view.state);
  }
  record({ record }: { record: { outcome: string } }): void {
    this.told.push(`record ${record.outcome}`);
  }
}

describe('the feed of changes and records', () => {
  let site: Site;
  let feed: StateFeed;
  const faults: unknown[] = [];
  beforeEach(() => {
    site = new Site();
    faults.length = 0;
    feed = new StateFeed(site.tracker, { now: site.clocks.now, fault: (error) => faults.push(error), most: MOST });
  });
  const listen = (nodeId?: string): Listener => {
    const listener = new Listener();
    feed.subscribe(nodeId, listener);
    return listener;
  };
  const missedCall = (): void => {
    site.report('incoming-call', parts('6040'));
    site.report('call-terminated');
  };

  it('tells those who listen to the phone, and those who listen to all', () => {
    feed.release();
    const [all, desk, other] = [listen(), listen('desk'), listen('hall')];
    missedCall();
    site.clocks.advance(3_000);
    const expected = ['ringing', 'idle', 'record missed'];
    assert.deepEqual([all.told, desk.told, other.told], [expected, expected, []]);
  });

  it('holds back what comes while nodes are made anew, in its order, for those who listen afterwards', () => {
    feed.release();
    const before = listen();
    feed.hold();
    missedCall();
    site.clocks.advance(3_000);
    assert.deepEqual(before.told, []);
    const after = listen();
    feed.release();
    assert.deepEqual(after.told, ['ringing', 'idle', 'record missed']);
    feed.release();
    assert.equal(after.told.length, 3, 'once');
  });

  it('tells what was reported to those who want it, held back with what it changes', () => {
    feed.release();
    const told: string[] = [];
    const subscriber = {
      change: () => told.push('change'),
      record: () => told.push('record'),
      news: ({ event = 'time' }: { event?: string }) => told.push(event),
    };
    const end = feed.subscribe(undefined, subscriber);
    site.report('tamper');
    site.report('incoming-call');
    assert.deepEqual(told.splice(0), ['tamper', 'incoming-call', 'change']);
    feed.hold();
    end();
    site.report('call-established');
    site.report('call-terminated');
    site.clocks.advance(3_000);
    assert.deepEqual(told, []);
    const endNext = feed.subscribe(undefined, subscriber);
    feed.release();
    assert.deepEqual(told.splice(0), ['call-established', 'change', 'call-terminated', 'change', 'record']);
    endNext();
    site.report('incoming-call');
    assert.deepEqual(told, []);
  });

  it('tells no change that is no news any more, and each record however old', () => {
    feed.hold();
    missedCall();
    site.clocks.advance(21_000);
    const after = listen();
    feed.release();
    assert.deepEqual(after.told, ['record missed']);
  });

  it('holds a bounded number: older changes go first, no record does before them', () => {
    feed.hold();
    missedCall();
    site.clocks.advance(3_000);
    for (let n = 0; n < MOST; n++) site.report(n % 2 === 0 ? 'dnd-on' : 'dnd-off');
    const after = listen();
    feed.release();
    assert.equal(after.told[0], 'record missed');
    assert.ok(after.told.length > MOST / 2 && after.told.length <= MOST, `${after.told.length}`);
  });

  it('is bounded for records alone, too', () => {
    feed.hold();
    for (let n = 0; n < MOST + 10; n++) {
      missedCall();
      site.clocks.advance(3_000);
    }
    const after = listen();
    feed.release();
    assert.equal(after.told.filter((text) => text === 'record missed').length, MOST);
  });

  it('forgets what it holds where no flows follow, and goes on when somebody throws', () => {
    feed.hold();
    missedCall();
    feed.drop();
    feed.subscribe(undefined, {
      change: () => {
        throw new Error('a listener failed');
      },
      record: () => {},
    });
    const after = listen();
    site.report('incoming-call', parts('6050'));
    assert.deepEqual(after.told, ['ringing']);
    assert.equal(faults.length, 1);
  });

  it('gives each listener a copy of its own', () => {
    feed.release();
    feed.subscribe(undefined, {
      change: ({ view }) => {
        view.state = 'busy';
      },
      record: () => {},
    });
    const other = listen();
    site.report('incoming-call', parts('6040'));
    assert.deepEqual(other.told, ['ringing']);
  });

  it('tells nobody who has unsubscribed', () => {
    feed.release();
    const gone = new Listener();
    feed.subscribe('desk', gone)();
    feed.subscribe(undefined, gone)();
    missedCall();
    assert.deepEqual(gone.told, []);
  });
});
