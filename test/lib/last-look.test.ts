import assert from 'node:assert/strict';
import { lastLook } from '../../nodes/lib/last-look';

describe('the last look', () => {
  /** How many turns of the loop it took, and how often it asked whether something came. */
  const turnsOf = async (isReading: () => boolean): Promise<number> => {
    let isOver = false;
    lastLook(() => (isOver = true), isReading);
    let turns = 0;
    for (; !isOver && turns < 200; turns += 1) await new Promise(setImmediate);
    return turns;
  };

  it('takes two turns where nothing comes', async () => {
    assert.equal(await turnsOf(() => false), 2);
  });

  it('goes on while something comes, but not for ever', async () => {
    let left = 5;
    const few = await turnsOf(() => left-- > 0);
    assert.ok(few > 5 && few < 10, `${few} turns`);
    const most = await turnsOf(() => true);
    assert.ok(most > 50 && most < 150, `${most} turns`);
  });
});
