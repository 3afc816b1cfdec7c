import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Deploys } from '../../../nodes/lib/deploys';
import { FlowOrder } from '../../../nodes/lib/installation/flow-order';

describe('FlowOrder', () => {
  it('counts once a deploy', () => {
    const deploys = new Deploys();
    const order = new FlowOrder(deploys);
    let counts = 0;
    let ids = ['a', 'b'];
    const place = (id: string): number =>
      order.placeOf(id, (visit) => {
        counts += 1;
        ids.forEach(visit);
      });
    assert.ok(place('a') < place('b'));
    assert.ok(place('b') < place('of a module'));
    assert.equal(counts, 1);
    ids = ['b', 'a'];
    deploys.tell('stopping');
    assert.ok(place('b') < place('a'));
    assert.equal(counts, 2);
  });
});
