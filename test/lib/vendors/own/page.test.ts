import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOwnFiles } from '../../../../nodes/lib/vendors/own';
import { PROFILES } from '../../../../nodes/lib/vendors/profiles';
import { ROOT } from '../../../support/package';

describe('docs/own-vendors.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'own-vendors.md'), 'utf8');
  const examples = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, text = ''], index) => ({
    name: `${index}`,
    text,
  }));
  const { profiles, refused } = readOwnFiles(examples, PROFILES);

  it('has examples that work as they are', () => {
    assert.equal(examples.length, 2);
    assert.deepEqual(
      refused.map(({ why }) => why.map(String)),
      [],
    );
    assert.deepEqual(
      profiles.map(({ profile, isUnchecked }) => [profile.id, isUnchecked]),
      [
        ['acme', true],
        ['lobby', true],
      ],
    );
  });
});
