import assert from 'node:assert/strict';
import { MUTANTS } from './list';
import { places } from './places';

describe('the list of mutants', () => {
  it('finds the place of each exactly once, and changes it', () => {
    const lost = MUTANTS.filter((mutant) => places(mutant) !== 1);
    assert.deepEqual(
      lost.map((mutant) => `${mutant.id}: ${places(mutant)} places in ${mutant.file}`),
      [],
      'where code has moved, mend `find` in test/mutants/list.ts',
    );
    for (const { id, find, replace } of MUTANTS) assert.notEqual(find, replace, id);
  });

  it('names each once', () => {
    assert.equal(new Set(MUTANTS.map(({ id }) => id)).size, MUTANTS.length);
    assert.ok(MUTANTS.length >= 97);
  });
});
