// Builds dist/ (CommonJS and what Node-RED looks up beside it) and resources/ (what the editor fetches).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueFile } from '../nodes/lib/vendors/listing';
import { PROFILES } from '../nodes/lib/vendors/profiles';
import { BUNDLED, bundleEditor, writeNodesHtml } from './editor';
import { fillHelpTexts } from './help-texts';
import { profileSchema } from './profile-schema';
import { placeSentences } from './sentences';
import { writeMessageTypes } from './types';

const root = join(__dirname, '..');
const dist = join(root, 'dist');
// Node-RED looks for icons and locales beside the built .js (not at the package root).
const nodes = join(dist, 'nodes');
const resources = join(root, 'resources');

async function build(): Promise<void> {
  for (const folder of [dist, resources]) rmSync(folder, { recursive: true, force: true });
  const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'];
  const { status } = spawnSync(process.execPath, compiler, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the sources do not compile');
  writeMessageTypes(join(dist, 'messages.d.ts'));
  for (const folder of ['icons', 'locales']) cpSync(join(root, folder), join(nodes, folder), { recursive: true });
  placeSentences(join(nodes, 'locales'));

  const catalogue = catalogueFile(PROFILES);
  fillHelpTexts(join(nodes, 'locales'), catalogue);
  mkdirSync(resources, { recursive: true });
  writeFileSync(join(resources, 'catalogue.json'), JSON.stringify(catalogue));
  writeFileSync(join(resources, 'vendor-profile.schema.json'), JSON.stringify(profileSchema(), undefined, 1));
  cpSync(join(root, 'editor', 'editor.css'), join(resources, 'editor.css'));
  cpSync(join(root, 'editor', 'sidebar', 'sidebar.css'), join(resources, 'sidebar.css'));
  const parts = await bundleEditor(BUNDLED.dialogs, join(resources, 'editor.js'));
  await bundleEditor(BUNDLED.sidebar, join(resources, 'sidebar.js'));
  await writeNodesHtml(join(root, 'nodes'), nodes, parts);
}

build().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
