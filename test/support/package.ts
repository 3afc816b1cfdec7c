import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let packed: { folder: string; files: string[] } | undefined;

/** Packs the package once per test run, as npm would publish it, and unpacks it into a temporary folder. */
export function packPackage(): { folder: string; files: string[] } {
  if (packed) return packed;
  const folder = mkdtempSync(join(tmpdir(), 'voip-phone-pack-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  // The build ran before the tests: --ignore-scripts keeps prepack from building a second time.
  const output = execFileSync(command, [...first, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const parsed: unknown = JSON.parse(output);
  const report = (
    Array.isArray(parsed) ? parsed[0] : Object.values(parsed as Record<string, unknown>)[0]
  ) as PackReport;
  execFileSync('tar', ['-xzf', join(folder, report.filename), '-C', folder]);
  packed = { folder: join(folder, 'package'), files: report.files.map((file) => file.path).toSorted() };
  return packed;
}

/**
 * A Node-RED user directory with the packed package installed, which depends on no other.
 *
 * @param others more packages with nodes, linked from this checkout
 */
export function installInto(userDir: string, others: readonly string[] = []): void {
  const { folder } = packPackage();
  const name = 'node-red-contrib-voip-phone';
  const modules = join(userDir, 'node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(folder, join(modules, name), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  for (const other of others) {
    const place = join(modules, other);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', other), place, 'dir');
  }
  writeFileSync(
    join(userDir, 'package.json'),
    JSON.stringify({
      name: 'node-red-project',
      version: '0.0.1',
      private: true,
      dependencies: { [name]: manifest.version },
    }),
  );
}
