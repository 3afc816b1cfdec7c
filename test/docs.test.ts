import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTION_IDS, EVENT_IDS } from '../nodes/lib/vocabulary';
import { ROOT } from './support/package';

describe('the documentation', () => {
  it('of the vendors is what the profiles say', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/vendors-doc.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('names every event, action and error code in the README', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const codes = readFileSync(join(ROOT, 'nodes/lib/errors.ts'), 'utf8').match(/'[A-Z_]{5,}'/g) ?? [];
    assert.equal(codes.length, 18);
    for (const word of [...EVENT_IDS, ...ACTION_IDS, ...codes.map((code) => code.slice(1, -1))]) {
      assert.equal(readme.includes(`\`${word}\``), true, word);
    }
  });
});
