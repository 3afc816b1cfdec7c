import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../nodes/lib/error-codes';
import { ENGLISH } from '../nodes/lib/sentences/en-US';
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

  it('of the error codes is what the registry says', () => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/errors-doc.ts', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('names every event, action and error code in the README', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const codes = Object.keys(ERROR_CODES);
    assert.equal(codes.length, 19);
    for (const word of [...EVENT_IDS, ...ACTION_IDS, ...codes]) {
      assert.equal(readme.includes(`\`${word}\``), true, word);
    }
  });

  it('of TLS names every kind of failure, and says of each what the code says', () => {
    const words = Object.values(ENGLISH.tls)
      .join('\n')
      .replaceAll('__it__', 'it')
      .replaceAll(/__\w+__/g, '');
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
