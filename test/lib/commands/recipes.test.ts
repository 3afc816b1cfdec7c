import assert from 'node:assert/strict';
import { chooseRecipe } from '../../../nodes/lib/commands/recipes';
import type { Recipe } from '../../../nodes/lib/vendors';
import { failure } from './errors';
import { httpTwin } from './sketches';

const source = 'sketch';

/** What a vendor that has these recipes for a transfer asks for. */
function asked(...transfer: Recipe[]): string {
  const context = {
    profile: { ...httpTwin, actions: { transfer } },
    series: undefined,
    transport: 'http',
    lent: new Set<string>(),
  } as const;
  return failure('INVALID_VALUE', () => chooseRecipe('transfer', {}, context)).message;
}

describe('commands/recipes', () => {
  it('asks for what the recipe needs that needs least, wherever it stands', () => {
    const far: Recipe = { request: '/far?l={line}&n={number}', source };
    const near: Recipe = { request: '/near?t={text}', source };
    const conditional: Recipe = { when: { type: 'blind' }, keys: ['{number}'], source };
    for (const recipes of [
      [far, near],
      [near, far],
      [conditional, near],
      [far, conditional, near],
    ]) {
      assert.match(asked(...recipes), /^transfer needs a text/);
    }
    assert.match(asked(far), /^transfer needs a line/);
  });
});
