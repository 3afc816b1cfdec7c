import assert from 'node:assert/strict';
import { Handover } from '../../../nodes/lib/events/handover';

describe('Handover', () => {
  it('holds messages back until the deploy is over, in order and once', () => {
    const sent: string[] = [];
    const handover = new Handover();
    handover.begin();
    handover.take(() => sent.push('first'));
    handover.take(() => sent.push('second'));
    assert.deepEqual(sent, []);
    handover.end();
    handover.end();
    assert.deepEqual(sent, ['first', 'second']);
  });

  it('sends at once where the deploy is over already', () => {
    const sent: string[] = [];
    const handover = new Handover();
    handover.begin();
    handover.end();
    handover.take(() => sent.push('late'));
    assert.deepEqual(sent, ['late']);
  });

  it('keeps nothing for flows that stopped for good', () => {
    const sent: string[] = [];
    const handover = new Handover();
    handover.begin();
    handover.take(() => sent.push('of the old flow'));
    handover.drop();
    handover.begin();
    handover.end();
    assert.deepEqual(sent, []);
  });

  it('sends nothing that is old when the flows start at last', () => {
    const sent: string[] = [];
    let now = 0;
    const handover = new Handover(() => now);
    handover.begin();
    handover.take(() => sent.push('old'));
    now = 15_000;
    handover.take(() => sent.push('recent'));
    now = 30_000;
    handover.end();
    assert.deepEqual(sent, ['recent']);
  });
});
