import assert from 'node:assert/strict';
import { Turn } from '../../../../nodes/lib/transports/http/turn';

describe('Turn', () => {
  it('is over with the last of those before it', () => {
    const first = new Turn(undefined);
    const second = new Turn(first);
    const third = new Turn(second);
    const over = () => [first, second, third].map((turn) => turn.over.isPast);
    second.finish();
    assert.deepEqual(over(), [false, false, false], 'who gave up lets nobody go first');
    first.finish();
    assert.deepEqual(over(), [true, true, false]);
    const fourth = new Turn(third);
    third.finish();
    fourth.finish();
    assert.equal(fourth.over.isPast, true);
    const fifth = new Turn(fourth);
    assert.equal(fifth.over.isPast, false);
    fifth.finish();
    assert.equal(fifth.over.isPast, true);
  });

  it('ends for any number that gave up', () => {
    const first = new Turn(undefined);
    let last = first;
    for (let count = 0; count < 100_000; count += 1) {
      last = new Turn(last);
      last.finish();
    }
    assert.equal(last.over.isPast, false);
    first.finish();
    assert.equal(last.over.isPast, true);
  });
});
