// Runs oxlint with type information, and without on the scripts inside the nodes' html; then knip, which finds files,
// exports and dependencies that nobody uses.
// oxlint looks for tsgolint in node_modules/.bin, which this checkout does not have.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { lintInlineScripts } from './lint-inline';

const folder = dirname(require.resolve(`@oxlint-tsgolint/${process.platform}-${process.arch}/package.json`));
const { status } = spawnSync(
  process.execPath,
  ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      OXLINT_TSGOLINT_PATH: join(folder, process.platform === 'win32' ? 'tsgolint.exe' : 'tsgolint'),
    },
  },
);
// Files named on the command line are meant alone.
const isWhole = process.argv.length === 2;
const inline = !isWhole || lintInlineScripts('nodes');
const knip = isWhole
  ? spawnSync(process.execPath, ['node_modules/knip/bin/knip.js'], { stdio: 'inherit' })
  : { status: 0 };
process.exitCode = status === 0 && inline && knip.status === 0 ? 0 : 1;
