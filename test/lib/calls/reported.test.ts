import assert from 'node:assert/strict';
import type { StateStore } from '../../../nodes/lib/calls/keeping';
import type { StoredPhone } from '../../../nodes/lib/calls/stored';
import { MINUTE, parts, Site } from './site';

/** What those who wait for a report ask the tracker beside its news. */
describe('CallTracker: what a phone has reported', () => {
  it('is known from the first report on, also of events that change nothing, and outlives a redeploy', () => {
    const site = new Site();
    assert.deepEqual([site.tracker.hasReported('desk', 'mwi'), site.tracker.reportedEvents('desk')], [false, []]);
    site.report('mwi');
    site.report('outgoing-call');
    site.report('mwi');
    site.deploy({ id: 'desk', name: 'new' });
    assert.deepEqual(site.tracker.reportedEvents('desk').toSorted(), ['mwi', 'outgoing-call']);
    assert.equal(site.tracker.hasReported('desk', 'outgoing-call'), true);
    assert.equal(site.tracker.hasReported('desk', 'call-established'), false);
    site.tracker.remove('desk');
    site.deploy({ id: 'desk' });
    assert.deepEqual([site.tracker.hasReported('desk', 'mwi'), site.tracker.reportedEvents('desk')], [false, []]);
    assert.deepEqual([site.tracker.hasReported('nobody', 'mwi'), site.tracker.reportedEvents('nobody')], [false, []]);
  });

  it('is one for all nodes of one MAC, and none of another phone', () => {
    const site = new Site({ mac: '8082870464b2' });
    site.deploy({ id: 'twin', mac: '8082870464b2' });
    site.deploy({ id: 'other' });
    site.report('dnd-on', {}, 'twin');
    assert.deepEqual(
      ['desk', 'twin', 'other'].map((id) => site.tracker.hasReported(id, 'dnd-on')),
      [true, true, false],
    );
  });

  it('tells which of some events came last', () => {
    const site = new Site();
    const last = (): string | undefined => site.tracker.lastReported('desk', ['dnd-on', 'dnd-off']);
    assert.equal(last(), undefined);
    for (const event of ['dnd-on', 'dnd-off', 'dnd-on']) {
      site.report(event);
      assert.equal(last(), event);
    }
    site.report('mwi');
    assert.equal(last(), 'dnd-on');
    assert.equal(site.tracker.lastReported('nobody', ['dnd-on']), undefined);
  });

  it('does not take for the last word what another instance has told the store since, nor what a store says at all', () => {
    let stored: StoredPhone | undefined;
    const store: StateStore = {
      read: (_id, done) => done(undefined, stored),
      write: (_id, written, done) => {
        stored = written;
        done();
      },
    };
    const one = new Site({ store }, 'one');
    one.report('dnd-on');
    const other = new Site({ store }, 'other');
    other.wait(MINUTE);
    other.report('mwi');
    assert.equal(other.tracker.view('desk')?.dnd, true);
    assert.equal(other.tracker.lastReported('desk', ['dnd-on', 'dnd-off']), undefined);
    other.report('dnd-off');
    assert.equal(other.tracker.lastReported('desk', ['dnd-on', 'dnd-off']), 'dnd-off');
    one.wait(3 * MINUTE);
    assert.equal(one.tracker.lastReported('desk', ['dnd-on', 'dnd-off']), 'dnd-on');
    one.report('mwi');
    assert.equal(one.tracker.view('desk')?.dnd, false);
    assert.equal(one.tracker.lastReported('desk', ['dnd-on', 'dnd-off']), undefined);
  });

  it('shows a call by its key as long as it is there', () => {
    const site = new Site();
    site.report('outgoing-call', parts('6041'));
    const key = site.news.at(-1)?.news[0]?.call.key ?? 0;
    assert.deepEqual(site.tracker.call('desk', key)?.state, 'dialing');
    assert.deepEqual([site.tracker.call('desk', key + 1), site.tracker.call('nobody', key)], [undefined, undefined]);
    site.report('call-terminated');
    assert.equal(site.tracker.call('desk', key), undefined);
  });
});

describe('CallTracker: a call that is expected', () => {
  /** Two calls to one number within half a second, as only a machine dials. */
  function twice(site: Site): number {
    for (let time = 0; time < 2; time += 1) {
      site.report('outgoing-call', parts('6041'));
      site.wait(20);
      site.report('remote-busy', parts('6041'));
      site.wait(20);
    }
    return site.news.flatMap(({ news }) => news).filter(({ what }) => what === 'began').length;
  }

  it('is new, however soon it follows one like it; else it is a late copy of that', () => {
    const alone = new Site();
    assert.equal(twice(alone), 1);
    const dialed = new Site();
    dialed.tracker.expectCall('desk');
    assert.equal(twice(dialed), 2);
    dialed.wait(5000);
    assert.deepEqual(dialed.outcomes, ['busy', 'busy']);
  });

  it('is new beside one like it that is still there, whose end nobody told, also with a number for an id', () => {
    for (const words of ['6041', '#1 6041', '#1']) {
      const starts = (site: Site): number => {
        for (let time = 0; time < 2; time += 1) {
          site.report('outgoing-call', parts(words));
          site.wait(1000);
        }
        return site.news.flatMap(({ news }) => news).filter(({ what }) => what === 'began').length;
      };
      assert.equal(starts(new Site()), 1, words);
      const dialed = new Site();
      dialed.tracker.expectCall('desk');
      assert.equal(starts(dialed), 2, words);
      assert.equal(dialed.calls.length, 1);
    }
  });

  it('with a long id is the one that has it: phones start a call again when it changes', () => {
    const site = new Site();
    site.tracker.expectCall('desk');
    site.report('outgoing-call', parts('#long 6041'));
    site.report('outgoing-call', parts('#long 6041'));
    assert.equal(site.news.flatMap(({ news }) => news).filter(({ what }) => what === 'began').length, 1);
  });

  it('is expected until each who expects it has taken that back, once', () => {
    const site = new Site();
    const [first, second] = [site.tracker.expectCall('desk'), site.tracker.expectCall('desk')];
    first();
    first();
    assert.equal(twice(site), 2);
    second();
    // What starts now is a late copy of the last call.
    assert.equal(twice(site), 2);
    site.tracker.expectCall('nobody')();
  });

  it('changes no state, and no call that comes in', () => {
    const site = new Site();
    site.tracker.expectCall('desk');
    assert.deepEqual([site.state, site.changes], ['unknown', []]);
    for (const event of ['incoming-call', 'missed-call', 'incoming-call']) site.report(event, parts('6041'));
    assert.equal(site.news.flatMap(({ news }) => news).filter(({ what }) => what === 'began').length, 1);
  });
});
