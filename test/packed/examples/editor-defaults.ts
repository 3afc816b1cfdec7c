import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { ROOT } from '../../support/package';

interface Definition {
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** Anything a node's script may call while it loads: every property is callable, and comes to the same. */
function anything(): unknown {
  const proxy: unknown = new Proxy(() => {}, { get: () => proxy, apply: () => proxy, construct: () => proxy as object });
  return proxy;
}

/** The properties of each node type, as the `registerType` calls of core's html files and ours declare them. */
export function editorDefaults(): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const nodes = {
    registerType: (type: string, { defaults = {} }: Definition) => found.set(type, Object.keys(defaults)),
  };
  const RED = new Proxy({}, { get: (_target, name) => (name === 'nodes' ? nodes : anything()) });
  const core = dirname(createRequire(createRequire(__filename).resolve('node-red')).resolve('@node-red/nodes/package.json'));
  const context = createContext({ RED, $: anything(), window: {}, console });
  for (const file of [...htmlFiles(join(core, 'core')), ...htmlFiles(join(ROOT, 'nodes'))]) {
    for (const [, script = ''] of readFileSync(file, 'utf8').matchAll(
      /<script type="text\/javascript">([\s\S]*?)<\/script>/g,
    )) {
      // In a function of its own: core's files declare the same names at their top.
      runInContext(`(function () {${script}\n})();`, context, { filename: file });
    }
  }
  return found;
}

function htmlFiles(folder: string): string[] {
  return globSync('**/*.html', { cwd: folder }).map((file) => join(folder, file));
}
