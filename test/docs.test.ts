import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTION_IDS, EVENT_IDS } from '../nodes/lib/vocabulary';
import { ROOT } from './support/package';

describe('the documentation', () => {
  it('of the vendors is what the profiles say', () => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/vendors-doc.ts', '--check'], {
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

  it('of TLS names every kind of failure, and says of each what the code says', () => {
    const words = readFileSync(join(ROOT, 'nodes/lib/transports/tls/words.ts'), 'utf8');
    const page = readFileSync(join(ROOT, 'docs/tls.md'), 'utf8');
    const faults = /type TlsFault =([^;]*)/.exec(readFileSync(join(ROOT, 'nodes/lib/errors.ts'), 'utf8'))?.[1] ?? '';
    const kinds = [...faults.matchAll(/'([^']+)'/g)].map(([, kind]) => kind);
    assert.equal(kinds.length, 20);
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const shown = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, kind]) => kind));
    assert.deepEqual(shown.toSorted(), kinds.toSorted());
    const quoted = rows.flatMap((row) => (row.split('|')[3] ?? '').match(/(?<=")[^"]{5,}(?=")/g) ?? []);
    assert.ok(quoted.length >= rows.length);
    for (const sentence of quoted) assert.ok(words.includes(sentence), sentence);
  });
});
