import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../support/package';

describe('docs/hostile-phones.md', () => {
  it('names tests that are there', () => {
    const files = readdirSync(join(ROOT, 'test/lib'), { recursive: true, encoding: 'utf8' });
    const page = readFileSync(join(ROOT, 'docs/hostile-phones.md'), 'utf8');
    const rows = [...page.matchAll(/^\| .* \| .* \| (`.*) \|$/gm)];
    const named = rows.flatMap(([, cell = '']) => [...cell.matchAll(/`([\w-]+\.test\.ts)` (.+?)(?=; `|$)/g)]);
    assert.ok(rows.length > 20 && named.length > rows.length);
    for (const [, file = '', title = ''] of named) {
      const texts = files
        .filter((path) => basename(path) === file)
        .map((path) => readFileSync(join(ROOT, 'test/lib', path), 'utf8'));
      assert.ok(
        texts.some((text) => text.includes(title)),
        `${file} has no “${title}”`,
      );
    }
  });
});
