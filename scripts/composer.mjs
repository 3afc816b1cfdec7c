// Bundles nodes/lib/commands for the browser as resources/composer.js: the editor's preview is composed by the very
// code that composes the command, and its URLs by what the tests read back, from the profiles that catalogue.json brings.
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
  export { actionUrl, chooseVariables } from './vendors/action-url';
  export { findKey, lacksKey, seriesOf, useProfiles } from './vendors/index';
`;

/** Stands for vendors/index: the same functions, without the profiles. */
const VENDORS = `
  import { disruptiveKeys } from './keys';
  export { findKey, lacksKey } from './keys';
  export { seriesOf } from './series';
  let isDisruptive = () => false;
  export const isDisruptiveKey = (token) => isDisruptive(token);
  export const useProfiles = (profiles) => { isDisruptive = disruptiveKeys(profiles); };
`;

const vendorsWithoutData = {
  name: 'vendors-without-data',
  setup(bundle) {
    bundle.onResolve({ filter: /vendors(\/index)?$/ }, () => ({ path: 'index', namespace: 'vendors' }));
    bundle.onLoad({ filter: /.*/, namespace: 'vendors' }, () => ({
      contents: VENDORS,
      loader: 'ts',
      resolveDir: join(lib, 'vendors'),
    }));
  },
};

export async function writeComposer() {
  await build({
    stdin: { contents: ENTRY, resolveDir: lib, loader: 'ts' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    outfile: join(root, 'resources', 'composer.js'),
    plugins: [vendorsWithoutData],
  });
}
