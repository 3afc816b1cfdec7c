import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own } from '../support/own';
import { installInto, ROOT } from '../support/package';

const TYPES = join(ROOT, 'test', 'types');

/** @returns what the compiler says of the files in `test/types` beside the installed package; '' where it is content */
function compile(change: (folder: string) => void = () => undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'voip-phone-types-'));
  own(() => rmSync(folder, { recursive: true, force: true }));
  installInto(folder);
  for (const file of readdirSync(TYPES).filter((name) => name.endsWith('.ts')))
    copyFileSync(join(TYPES, file), join(folder, file));
  const compilerOptions = {
    noEmit: true,
    rootDir: '/',
    typeRoots: [join(ROOT, 'node_modules', '@types')],
    paths: { 'sources/*': [join(ROOT, 'nodes', 'lib', '*')] },
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), compilerOptions, include: [join(folder, '*.ts')] }),
  );
  change(folder);
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [tsc, '-p', folder], { cwd: folder, encoding: 'utf8' }).stdout;
}

describe('the types of messages', function () {
  this.timeout(60_000);

  it('come with the package, stand alone, and say what the sources say', () => {
    assert.equal(compile(), '');
  });

  it('are missed where they differ', () => {
    const told = compile((folder) =>
      writeFileSync(
        join(folder, 'node_modules', 'node-red-contrib-voip-phone', 'dist', 'messages.d.ts'),
        'export type EventMessage = { topic: string };',
      ),
    );
    assert.match(told, /messages\.ts.*error TS/);
  });
});
