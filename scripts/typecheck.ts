// Checks all types: what runs in Node.js, what runs in the editor, and the scripts inside the nodes' html, which ask the
// editor's code by name.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withInlineScripts } from './inline-scripts';

const tsc = (project: string): { readonly isClean: boolean; readonly output: string } => {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false', '-p', project],
    { encoding: 'utf8' },
  );
  return { isClean: status === 0, output: stdout };
};

const inline = withInlineScripts('nodes', ({ folder, told }) => {
  const config = {
    extends: resolve('editor', 'tsconfig.json'),
    compilerOptions: { allowJs: true, checkJs: true, rootDir: '/', typeRoots: [resolve('node_modules', '@types')] },
    include: ['*.js', resolve('editor', 'globals.d.ts'), resolve('editor', 'sidebar', 'papaparse.d.ts')],
  };
  const project = join(folder, 'tsconfig.json');
  writeFileSync(project, JSON.stringify(config));
  const { isClean, output } = tsc(project);
  return { isClean, output: told(output) };
});

const found = [tsc('tsconfig.test.json'), tsc('editor'), tsc('scale-out/redis-context'), inline].filter(
  ({ isClean }) => !isClean,
);
for (const { output } of found) process.stdout.write(output);
if (found.length > 0) process.exitCode = 1;
