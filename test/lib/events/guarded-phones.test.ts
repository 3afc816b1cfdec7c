import assert from 'node:assert/strict';
import { GuardedPhones } from '../../../nodes/lib/events/guarded-phones';

const MAC = '808287046bc2';

describe('GuardedPhones', () => {
  it('knows a phone as long as one node stands for it', () => {
    const guarded = new GuardedPhones();
    const ends = [guarded.add({ id: 'a' }), guarded.add({ id: 'a' })];
    assert.equal(guarded.has({ id: 'a' }), true);
    assert.equal(guarded.has({ id: 'b' }), false);
    ends[0]?.();
    ends[0]?.();
    assert.equal(guarded.has({ id: 'a' }), true, 'an end counts once');
    ends[1]?.();
    assert.equal(guarded.has({ id: 'a' }), false);
  });

  it('takes nodes with one MAC for one phone', () => {
    const guarded = new GuardedPhones();
    guarded.add({ id: 'a', mac: MAC });
    assert.equal(guarded.has({ id: 'b', mac: MAC }), true);
    assert.equal(guarded.has({ id: 'a' }), false, 'without its MAC it is another phone');
  });
});
