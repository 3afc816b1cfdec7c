// Builds dist/ (CommonJS and what Node-RED looks up beside it) and resources/ (what the editor fetches).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
run('scripts/types.mjs');

// Node-RED looks for icons and locales beside the built .js (not at the package root).
const built = join(root, 'dist', 'nodes');
const loader = `<script type="text/javascript">\n${readFileSync(join(root, 'editor', 'loader.js'), 'utf8')}</script>`;
for (const file of readdirSync(join(root, 'nodes')).filter((name) => name.endsWith('.html'))) {
  const html = readFileSync(join(root, 'nodes', file), 'utf8');
  if (!html.startsWith('<!-- loader.js -->')) throw new Error(`${file} begins without the place for the loader`);
  writeFileSync(
    join(built, file),
    html.replace('<!-- loader.js -->', () => loader),
  );
}
for (const folder of ['icons', 'locales']) cpSync(join(root, folder), join(built, folder), { recursive: true });

// What the runtime says stands where Node-RED looks for a node's words, below those of voip-phone. English is in the code.
for (const language of readdirSync(join(built, 'locales'))) {
  const [sentences, words] = ['runtime.json', 'voip-phone.json'].map((file) => join(built, 'locales', language, file));
  if (!existsSync(sentences)) continue;
  const [runtime, dialog] = [sentences, words].map((file) => JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(words, JSON.stringify({ ...dialog, runtime }));
  rmSync(sentences);
}

mkdirSync(join(root, 'resources'), { recursive: true });
const isServed = (file) => !file.endsWith('loader.js');
cpSync(join(root, 'editor'), join(root, 'resources'), { recursive: true, filter: isServed });
if (existsSync(join(root, 'scripts', 'catalogue.mjs'))) run('scripts/catalogue.mjs');
