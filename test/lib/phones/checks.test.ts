import assert from 'node:assert/strict';
import { Checks } from '../../../nodes/lib/phones/checks';
import { FakeClocks, MINUTE, SECOND } from '../calls/site';

describe('phones/checks: when', () => {
  let clocks: FakeClocks;
  let checks: Checks;
  beforeEach(() => {
    clocks = new FakeClocks();
    checks = new Checks(clocks);
  });

  it('is once in each interval, at the same moment of it', () => {
    const at: number[] = [];
    checks.add('desk', 5, () => at.push(clocks.now()));
    clocks.advance(60 * MINUTE);
    assert.equal(at.length, 12);
    assert.deepEqual(new Set(at.slice(1).map((time, index) => time - (at[index] ?? 0))), new Set([5 * MINUTE]));
  });

  it('is spread evenly, however many phones there are', () => {
    for (const count of [10, 60, 1_000]) {
      const many = new Checks(clocks);
      const at: number[] = [];
      const ends = Array.from({ length: count }, (_, n) => many.add(`phone ${n}`, 10, () => at.push(clocks.now())));
      clocks.advance(10 * MINUTE);
      assert.equal(at.length, count);
      const even = (10 * MINUTE) / count;
      // Round the whole interval: behind the last comes the first again.
      const gaps = [...at.slice(1), (at[0] ?? 0) + 10 * MINUTE].map((time, index) => time - (at[index] ?? 0));
      assert.ok(
        Math.max(...gaps) <= 3 * even + 2,
        `${count}: ${Math.max(...gaps)} ms without one, ${even} would be even`,
      );
      for (const end of ends) end(true);
    }
    assert.equal(clocks.timers, 0);
  });

  it('is not moved by deploys, however often they come', () => {
    const at: number[] = [];
    const deploy = (): ((isDeleted: boolean) => void) => checks.add('desk', 2, () => at.push(clocks.now()));
    checks.add('other', 2, () => {});
    let end = deploy();
    for (let n = 0; n < 120; n++) {
      clocks.advance(10 * SECOND);
      end(false);
      end = deploy();
    }
    assert.equal(at.length, 10);
  });

  it('ends with its phone', () => {
    let count = 0;
    const end = checks.add('desk', 1, () => (count += 1));
    clocks.advance(MINUTE);
    end(true);
    clocks.advance(10 * MINUTE);
    assert.deepEqual([count, clocks.timers], [1, 0]);
  });
});
