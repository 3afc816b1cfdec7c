import assert from 'node:assert/strict';
import { orderServers } from '../../../../nodes/lib/transports/sip/srv-order';

const record = (name: string, priority: number, weight: number) => ({ name, priority, weight, port: 5060 });

/** Numbers as evenly spread as a lottery may wish. */
function evenly(count: number): () => number {
  let drawn = 0;
  return () => ((drawn++ * 0.618_033_988_75) % 1) * (1 - 1 / count);
}

describe('sip/srv-order', () => {
  it('goes by priority first', () => {
    const records = [record('c', 30, 100), record('a', 10, 0), record('b', 20, 5)];
    assert.deepEqual(
      orderServers(records, Math.random).map(({ name }) => name),
      ['a', 'b', 'c'],
    );
  });

  it('draws by weight within a priority', () => {
    const records = [record('heavy', 1, 75), record('light', 1, 25)];
    const random = evenly(4000);
    let heavy = 0;
    // Each order takes two draws; the second decides nothing.
    for (let draw = 0; draw < 2000; draw += 1) if (orderServers(records, random)[0]?.name === 'heavy') heavy += 1;
    assert.ok(heavy > 1350 && heavy < 1650, `${heavy} of 2000`);
  });

  it('gives weight 0 its chance only when 0 is drawn', () => {
    const records = [record('some', 1, 10), record('none', 1, 0)];
    assert.equal(orderServers(records, () => 0)[0]?.name, 'none');
    assert.equal(orderServers(records, () => 0.5)[0]?.name, 'some');
    assert.equal(orderServers(records, () => 0.999_999)[0]?.name, 'some');
  });

  it('keeps every record', () => {
    const records = Array.from({ length: 20 }, (_, index) => record(`h${index}`, index % 3, index % 4));
    assert.equal(new Set(orderServers(records, Math.random)).size, 20);
  });
});
