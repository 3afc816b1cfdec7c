// Bundles nodes/lib/commands for the browser as resources/composer.js: the editor's preview is composed by the very
// code that composes the command, and its URLs by what the tests read back, from the vendors that catalogue.json brings.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lib = join(root, 'nodes', 'lib');

const ENTRY = `
  export { composePlan } from './commands/compose';
  export { chooseRecipe } from './commands/recipes';
  export { parsePayload } from './commands/payload';
  export { payloadFor } from './commands/configured-action';
  export { checkSyncOf } from './vendors/check-sync';
  export { actionUrl, chooseVariables } from './vendors/action-url';
  export { findKey, lacksKey, seriesOf, VendorCatalogue } from './vendors';
`;

export async function writeComposer() {
  await build({
    stdin: { contents: ENTRY, resolveDir: lib, loader: 'ts' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    outfile: join(root, 'resources', 'composer.js'),
  });
}
