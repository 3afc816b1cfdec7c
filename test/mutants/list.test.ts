import assert from 'node:assert/strict';
import { MUTANTS } from './list';
import { whyLost } from './places';

describe('the list of mutants', () => {
  it('finds the place of each exactly once, and changes it', () => {
    const lost = MUTANTS.flatMap((mutant) => whyLost(mutant) ?? []);
    assert.deepEqual(lost, [], 'where code has moved, mend `file` and `find` in test/mutants/faults');
    for (const { id, find, replace } of MUTANTS) assert.notEqual(find, replace, id);
  });

  it('names each once', () => {
    assert.equal(new Set(MUTANTS.map(({ id }) => id)).size, MUTANTS.length);
    assert.ok(MUTANTS.length >= 97 + 45);
  });
});
