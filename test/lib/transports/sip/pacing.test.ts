import assert from 'node:assert/strict';
import { Pacing } from '../../../../nodes/lib/transports/sip/pacing';
import { FakeTimers } from '../../../support/fake-timers';

describe('sip/pacing', () => {
  it('lets as many go as its limit, the others in order as turns end', async () => {
    const pacing = new Pacing(2, 100, new FakeTimers());
    const gone: number[] = [];
    const turns = [0, 1, 2, 3, 4].map((number) => {
      const turn = pacing.take();
      void turn.come.then(() => gone.push(number));
      return turn;
    });
    await turns[1]?.come;
    assert.deepEqual(gone, [0, 1]);
    turns[1]?.end();
    turns[1]?.end();
    await turns[2]?.come;
    assert.deepEqual(gone, [0, 1, 2]);
    // The fourth loses patience: the fifth is next.
    turns[3]?.end();
    turns[0]?.end();
    await turns[4]?.come;
    assert.deepEqual(gone, [0, 1, 2, 4]);
  });

  it('has its whole width again when everybody is done', async () => {
    const pacing = new Pacing(3, 100, new FakeTimers());
    for (let round = 0; round < 3; round += 1) {
      const turns = [pacing.take(), pacing.take(), pacing.take()];
      await Promise.all(turns.map((turn) => turn.come));
      for (const turn of turns) turn.end();
    }
  });

  it('ends a turn that takes too long by itself, and leaves no timer behind', async () => {
    const timers = new FakeTimers();
    const pacing = new Pacing(1, 100, timers);
    const [first, second, third] = [pacing.take(), pacing.take(), pacing.take()];
    let gone = 0;
    for (const turn of [second, third]) void turn.come.then(() => (gone += 1));
    timers.advance(99);
    await first.come;
    assert.equal(gone, 0);
    timers.advance(1);
    await second.come;
    assert.equal(gone, 1);
    // The first is over already: it gives no second turn away.
    first.end();
    await Promise.resolve();
    assert.equal(gone, 1);
    second.end();
    await third.come;
    third.end();
    assert.equal(timers.pending, 0);
  });
});
