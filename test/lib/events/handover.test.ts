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
});
