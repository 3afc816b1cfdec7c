import assert from 'node:assert/strict';
import { Pacing } from '../../../../nodes/lib/transports/sip/pacing';

describe('sip/pacing', () => {
  it('lets as many go as its limit, the others in order as turns end', async () => {
    const pacing = new Pacing(2);
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
    const pacing = new Pacing(3);
    for (let round = 0; round < 3; round += 1) {
      const turns = [pacing.take(), pacing.take(), pacing.take()];
      await Promise.all(turns.map((turn) => turn.come));
      for (const turn of turns) turn.end();
    }
  });
});
