// Bundles the dialogs' code for the browser, with what it shares with the runtime: a preview is composed by the very code
// that composes the command, and a field takes what will be read when the flow runs, by the same code.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const editor = join(__dirname, '..', 'editor');
const forBrowsers = join(editor, 'net-for-browsers.ts');
/** Where a node's html takes the loader. */
const PLACE = '<!-- loader.js -->';

const OPTIONS = {
  bundle: true,
  target: 'es2022',
  tsconfig: join(editor, 'tsconfig.json'),
  alias: { 'node:net': forBrowsers, 'node:url': forBrowsers },
} satisfies BuildOptions;

/** What the editor fetches. */
export const BUNDLED = { dialogs: 'editor.ts', sidebar: join('sidebar', 'sidebar.ts') } as const;

/**
 * @param entry below `editor/`
 * @returns the names of what it exports
 */
export async function bundleEditor(entry: string, outfile: string): Promise<readonly string[]> {
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: [join(editor, entry)],
    format: 'esm',
    minify: true,
    metafile: true,
    outfile,
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/**
 * Writes the nodes' html with the loader in each: no script has an address of its own.
 *
 * @param parts what the fetched code must export
 * @throws Error where an html file has no place for the loader
 */
export async function writeNodesHtml(from: string, to: string, parts: readonly string[]): Promise<void> {
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: [join(editor, 'loader.ts')],
    format: 'iife',
    define: { PARTS: JSON.stringify(parts) },
    write: false,
  });
  const script = `<script type="text/javascript">\n${outputFiles.map(({ text }) => text).join('')}</script>`;
  for (const file of readdirSync(from).filter((name) => name.endsWith('.html'))) {
    const html = readFileSync(join(from, file), 'utf8');
    if (!html.startsWith(PLACE)) throw new Error(`${file} begins without the place for the loader`);
    writeFileSync(
      join(to, file),
      html.replace(PLACE, () => script),
    );
  }
}
