import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NODE_22, needs } from '../../../support/node-red';
import { ROOT } from '../../../support/package';

/** npm installs undici 8 where Node.js is new enough for it, and undici 7 elsewhere. */
describe('HttpTransport with undici 8', function () {
  this.timeout(120_000);

  it('passes the same tests', async function () {
    needs(this, 'Node.js 22 (npm ci)', existsSync(NODE_22));
    const suites = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts') && name !== 'undici-8.test.ts');
    const { stdout } = await promisify(execFile)(
      NODE_22,
      [
        ...['--require', join(ROOT, 'test', 'support', 'undici-8.cjs'), '--import', 'tsx'],
        join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js'),
        ...['--reporter', 'dot'],
        ...suites.map((name) => join(__dirname, name)),
      ],
      { cwd: ROOT, timeout: 110_000 },
    ).catch((error: { stdout: string }) => ({ stdout: error.stdout }));
    assert.match(stdout, /^undici 8\./m);
    const passing = Number(/(\d+) passing/.exec(stdout)?.[1]);
    assert.doesNotMatch(stdout, /failing/);
    assert.ok(passing > 150, stdout);
  });
});
