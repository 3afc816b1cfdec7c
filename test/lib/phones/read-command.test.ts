import assert from 'node:assert/strict';
import { readCommand } from '../../../nodes/lib/phones/read-command';

const read = (given: object) => readCommand({ properties: {}, credentials: {} }, given, () => undefined);

describe('the numbers of a command', () => {
  for (const [stored, timeout] of [
    [3, 3],
    ['3', 3],
    [' 3.5 ', 3.5],
    [0, 0.1],
    [0.05, 0.1],
    [-7, 0.1],
    [3601, 3600],
    ['1e9', 3600],
    ['', 5],
    [' ', 5],
    ['x', 5],
    [Number.NaN, 5],
    [Number.POSITIVE_INFINITY, 5],
    [undefined, 5],
    [null, 5],
    [[3], 5],
    [true, 5],
  ] as const) {
    it(`${JSON.stringify(stored) ?? stored} is a timeout of ${timeout} s`, () => {
      assert.equal(read({ timeout: stored }).timeout, timeout * 1000);
    });
  }

  it('are whole tries within 0 to 10, and a wait of up to a day', () => {
    assert.equal(read({ retries: 2.9 }).retries, 2);
    assert.equal(read({ retries: '11' }).retries, 10);
    assert.equal(read({ retries: -1 }).retries, 0);
    assert.equal(read({ maxAge: 0 }).maxAge, 0);
    assert.equal(read({ maxAge: '90000' }).maxAge, 86_400_000);
  });
});
