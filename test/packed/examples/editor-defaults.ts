import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { ROOT } from '../../support/package';

interface Definition {
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** The properties of each node type, as the `registerType` calls of core's html files, the dashboard's and ours declare them. */
export function editorDefaults(): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const nodes = {
    registerType: (type: string, { defaults = {} }: Definition) => void found.set(type, Object.keys(defaults)),
  };
  const RED = new Proxy({}, { get: (_target, name) => (name === 'nodes' ? nodes : anything()) });
  const context = createContext({ RED, $: anything(), window: {}, console });
  const core = join(dirname(createRequire(__filename).resolve('@node-red/nodes/package.json')), 'core');
  const dashboard = join(ROOT, 'node_modules', '@flowfuse', 'node-red-dashboard', 'nodes');
  for (const file of [core, dashboard, join(ROOT, 'nodes')].flatMap(htmlFiles)) {
    for (const [, script = ''] of readFileSync(file, 'utf8').matchAll(
      /<script type="text\/javascript">([\s\S]*?)<\/script>/g,
    )) {
      // In a function of its own: core's files declare the same names at their top.
      runInContext(`(function () {${script}\n})();`, context, { filename: file });
    }
  }
  return found;
}

/** Stands for whatever a script calls while it loads: each property of it is the same again, and so is what it returns. */
function anything(): object {
  const proxy: object = new Proxy(() => {}, { get: () => proxy, apply: () => proxy, construct: () => proxy });
  return proxy;
}

function htmlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => join(folder, file));
}
