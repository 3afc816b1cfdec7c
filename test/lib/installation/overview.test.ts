import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { Overview, type OverviewNews } from '../../../nodes/lib/installation/overview';
import type { PhoneRow } from '../../../nodes/lib/installation/overview-row';
import { FakeTimers } from '../../support/fake-timers';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

describe('Overview', () => {
  let timers: FakeTimers;
  let rows: Map<string, PhoneRow>;
  let made: number;
  let strangers: number;
  let faults: unknown[];
  let news: { readonly at: number; readonly news: OverviewNews }[];
  let overview: Overview;
  beforeEach(() => {
    timers = new FakeTimers();
    rows = new Map();
    [made, strangers, faults, news] = [0, 0, [], []];
    overview = new Overview({
      row: (id) => {
        made += 1;
        return rows.get(id);
      },
      ids: () => rows.keys(),
      strangers: () => strangers,
      clocks: {
        now: () => timers.now(),
        timer: (milliseconds, run) => {
          const handle = timers.set(milliseconds, run);
          return () => timers.clear(handle);
        },
      },
      fault: (error) => faults.push(error),
    });
    overview.publish = (told) => news.push({ at: timers.now(), news: told });
  });

  const set = (id: string, more: Partial<PhoneRow> = {}): void => {
    rows.set(id, { id, transport: 'http', state: 'idle', problems: [], ...more });
    overview.mark(id);
  };
  const last = (): OverviewNews | undefined => news.at(-1)?.news;
  const ids = (): string[] => {
    const told = last();
    return told && 'phones' in told ? told.phones.map(({ id }) => id) : [];
  };

  it('tells what has changed, once, with a number that grows', () => {
    assert.equal(overview.revision, 0);
    set('a');
    set('b');
    assert.deepEqual(news, [], 'not at once: more may come with it');
    timers.advance(SECOND);
    assert.deepEqual(last(), { revision: 1, phones: [...rows.values()], gone: [], strangers: 0 });
    overview.mark('a');
    timers.advance(SECOND);
    timers.advance(120 * SECOND);
    assert.equal(news.length, 1, 'nothing that is seen has changed');
    set('b', { state: 'ringing' });
    timers.advance(SECOND);
    assert.deepEqual([ids(), overview.revision], [['b'], 2]);
  });

  it('tells at most four times a second, of a thousand phones that change all the time', () => {
    for (let n = 0; n < 1000; n++) set(`p${n}`);
    for (let tick = 0; tick < 1000; tick++) {
      for (let n = 0; n < 40; n++)
        set(`p${(tick * 40 + n) % 1000}`, { state: tick % 2 ? 'ringing' : 'talking', since: `${tick}` });
      timers.advance(10);
    }
    assert.ok(news.length > 30, 'and it does tell');
    for (const [index, { at }] of news.entries()) {
      const within = news.slice(index).filter((other) => other.at - at < SECOND).length;
      assert.ok(within <= 4, `${within} within a second`);
    }
    for (const [index, { news: told }] of news.entries()) assert.equal(told.revision, index + 1);
    const before = made;
    timers.advance(HOUR / 2);
    assert.ok(made <= before + 1000, 'and nobody looks at what does not change');
  });

  it('says of very many rows only that there are many', () => {
    for (let n = 0; n < 500; n++) set(`p${n}`);
    timers.advance(SECOND);
    assert.equal(ids().length, 500);
    for (let n = 0; n < 501; n++) set(`p${n}`, { state: 'busy' });
    timers.advance(SECOND);
    assert.deepEqual(last(), { revision: 2, isMuch: true });
    set('p7', { state: 'idle' });
    timers.advance(SECOND);
    assert.deepEqual(ids(), ['p7']);
  });

  it('does not even make the rows of all too many', () => {
    for (let n = 0; n < 10_000; n++) set(`p${n}`);
    timers.advance(SECOND);
    assert.deepEqual([last(), made], [{ revision: 1, isMuch: true }, 0]);
    overview.mark('p1');
    rows.delete('p2');
    overview.mark('p2');
    timers.advance(SECOND);
    assert.deepEqual(last(), { revision: 2, phones: [rows.get('p1')], gone: ['p2'], strangers: 0 });
  });

  it('tells once a minute that a phone was only seen again, and all else at once', () => {
    set('a', { seen: '0' });
    timers.advance(SECOND);
    for (let second = 1; second <= 150; second++) {
      set('a', { seen: `${second}` });
      timers.advance(SECOND);
    }
    assert.equal(news.length, 3);
    set('a', { seen: '151', state: 'ringing' });
    timers.advance(SECOND);
    assert.equal(news.length, 4);
    set('a', { seen: '152', state: 'ringing' });
    timers.advance(SECOND);
    assert.equal(news.length, 4);
    timers.advance(60 * SECOND);
    assert.deepEqual([news.length, last()], [5, { revision: 5, phones: [rows.get('a')], gone: [], strangers: 0 }]);
  });

  it('looks at all nodes of a phone that was touched', () => {
    const nodes = new Map([
      ['a', 1],
      ['twin', 1],
    ]);
    for (const id of nodes.keys()) set(id);
    timers.advance(SECOND);
    for (const id of nodes.keys()) rows.set(id, { ...(rows.get(id) as PhoneRow), state: 'talking' });
    overview.touch(nodes);
    timers.advance(SECOND);
    assert.deepEqual(ids(), ['a', 'twin']);
  });

  it('lets nothing go in a deploy that comes back with it', () => {
    set('a');
    set('b');
    timers.advance(SECOND);
    overview.hold();
    rows.clear();
    overview.mark('a');
    timers.advance(SECOND);
    rows.set('a', { id: 'a', transport: 'http', state: 'idle', problems: [] });
    assert.equal(news.length, 1);
    overview.release();
    timers.advance(SECOND);
    assert.deepEqual(last(), { revision: 2, phones: [], gone: ['b'], strangers: 0 });
  });

  it('tells how many strangers there are, when that changes', () => {
    strangers = 2;
    overview.strangerSeen();
    timers.advance(SECOND);
    assert.deepEqual(last(), { revision: 1, phones: [], gone: [], strangers: 2 });
    overview.strangerSeen();
    timers.advance(SECOND);
    assert.equal(news.length, 1);
  });

  it('looks again when something ends by itself, and each hour', () => {
    set('a', { problems: [{ kind: 'refused', status: 401, until: 'x' }] });
    overview.markLater('a', 90 * SECOND);
    timers.advance(SECOND);
    rows.set('a', { ...(rows.get('a') as PhoneRow), problems: [] });
    timers.advance(88 * SECOND);
    assert.equal(news.length, 1);
    timers.advance(2 * SECOND);
    assert.deepEqual([news.length, ids()], [2, ['a']]);
    rows.set('a', { ...(rows.get('a') as PhoneRow), problems: [{ kind: 'silent', days: 5 }] });
    timers.advance(HOUR);
    assert.deepEqual([news.length, ids()], [3, ['a']]);
  });

  it('has one timer while nothing changes, and none once the flows have stopped', () => {
    set('a', { seen: '1' });
    set('b');
    timers.advance(SECOND);
    set('a', { seen: '2' });
    overview.markLater('b', HOUR);
    overview.markLater('never told', HOUR);
    timers.advance(SECOND);
    assert.ok(timers.pending > 0);
    rows.clear();
    overview.stop();
    assert.deepEqual(last(), { revision: 2, phones: [], gone: ['a', 'b'], strangers: 0 });
    assert.equal(timers.pending, 0);
    set('a');
    timers.advance(SECOND);
    assert.deepEqual(ids(), ['a'], 'flows may be started again');
    assert.equal(timers.pending, 1);
  });

  it('goes on after a row or a publication that failed', () => {
    overview.publish = () => {
      throw new Error('no comms');
    };
    set('a');
    timers.advance(SECOND);
    assert.equal(faults.length, 1);
    overview.publish = (told) => news.push({ at: 0, news: told });
    set('a', { state: 'busy' });
    timers.advance(SECOND);
    assert.deepEqual(ids(), ['a']);
  });
});
