import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseRate } from '../../../nodes/lib/events/rate';

/** How many of so many events at one time are within the rate. */
function accepted(judge: ReturnType<typeof parseRate>, address: string, now: number, events = 100): number {
  let count = 0;
  for (let i = 0; i < events; i++) if (judge?.(address, now)) count++;
  return count;
}

describe('parseRate', () => {
  it('limits nothing where it is blank', () => {
    assert.equal(parseRate(''), undefined);
    assert.equal(parseRate('  '), undefined);
  });

  for (const bad of ['0', '0.0', '-1', 'abc', '5/s', '1e9', '1,5', 'Infinity', '0x5', '.', '1234567']) {
    it(`refuses "${bad}" by name`, () => assert.throws(() => parseRate(bad), new RegExp(`"${bad}" is no rate`)));
  }

  it("lets a second's events come at once, and then so many a second", () => {
    const judge = parseRate(' 5 ');
    assert.equal(accepted(judge, 'a', 0), 5);
    assert.equal(accepted(judge, 'a', 199), 0);
    assert.equal(accepted(judge, 'a', 200), 1);
    assert.equal(accepted(judge, 'a', 1000), 4);
    assert.equal(accepted(judge, 'a', 60_000), 5);
  });

  it('lets one come at once below one a second', () => {
    const judge = parseRate('0.5');
    assert.equal(accepted(judge, 'a', 0), 1);
    assert.equal(accepted(judge, 'a', 1999), 0);
    assert.equal(accepted(judge, 'a', 2000), 1);
  });

  it('counts each address for itself', () => {
    const judge = parseRate('2');
    assert.equal(accepted(judge, 'a', 0), 2);
    assert.equal(accepted(judge, 'b', 0), 2);
    assert.equal(accepted(judge, 'a', 0), 0);
  });

  it('stands a clock that is set back', () => {
    const judge = parseRate('2');
    assert.equal(accepted(judge, 'a', 3_600_000), 2);
    assert.equal(accepted(judge, 'a', 0), 0);
    assert.equal(accepted(judge, 'a', 1000), 2);
  });

  it('forgets the one that was quiet for longest where there are too many', () => {
    const judge = parseRate('1', 3);
    for (const address of ['a', 'b', 'c']) assert.equal(judge?.(address, 0), true);
    assert.equal(judge?.('a', 0), false);
    assert.equal(judge?.('d', 0), true);
    assert.equal(judge?.('a', 0), false);
    assert.equal(judge?.('c', 0), false);
    assert.equal(judge?.('b', 0), true);
  });
});
