// Bundles the readers of settings for the browser as resources/readers.js: what a dialog takes is what will be read when
// the flow runs, by the same code.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const lib = join(here, '..', 'nodes', 'lib');

const ENTRY = `
  export { isIP } from 'node:net';
  export { parseAllowList } from './events/allow';
  export { parseEndpoint } from './events/own-port/endpoint';
  export { parseRate } from './events/rate';
  export { normaliseMac } from './identity/mac';
  export { readEndpoint } from './transports/http/endpoint';
  export { parseHostPort, parseSipUri } from './transports/sip/uri';
`;

const nodeModules = {
  name: 'node-modules-for-browsers',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:(net|url)$/ }, () => ({ path: join(here, 'net-for-browsers.mjs') }));
  },
};

export async function writeReaders() {
  await build({
    stdin: { contents: ENTRY, resolveDir: lib, loader: 'ts' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    outfile: join(here, '..', 'resources', 'readers.js'),
    plugins: [nodeModules],
  });
}
