// The scripts inside html files as files of their own, for tools that know no html.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Scripts that a browser runs: no template of another type, and none that is a file of its own. */
const SCRIPT = /<script(?![^>]*\ssrc=)(?:\s+type="(?:text\/javascript|module)")?\s*>([\s\S]*?)<\/script>/g;

export interface InlineScripts {
  /** A temporary folder with a file for each html, `….html.js`, whose lines and columns are those of the html. */
  readonly folder: string;
  readonly count: number;
  /** What a tool has said of these files, said of the html. */
  readonly told: (output: string) => string;
}

/** Hands out the scripts of a folder's html files, and takes them away when `use` has ended. */
export function withInlineScripts<T>(html: string, use: (scripts: InlineScripts) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'voip-phone-inline-'));
  try {
    const files = readdirSync(html).filter((name) => name.endsWith('.html'));
    for (const name of files)
      writeFileSync(join(folder, `${name}.js`), scriptsOf(readFileSync(join(html, name), 'utf8')));
    // Tools name files from here or from the root, as they see fit.
    const told = (output: string): string =>
      files.reduce(
        (text, name) => text.replace(new RegExp(`[^\\s[(]*${name.replaceAll('.', '\\.')}\\.js`, 'g'), join(html, name)),
        output,
      );
    return use({ folder, count: files.length, told });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything but the scripts blanked out, so that lines and columns stay those of the html file. */
function scriptsOf(html: string): string {
  let js = '';
  let end = 0;
  for (const match of html.matchAll(SCRIPT)) {
    const start = match.index + match[0].indexOf('>') + 1;
    const [, script = ''] = match;
    js += blank(html.slice(end, start)) + script;
    end = start + script.length;
  }
  return js + blank(html.slice(end));
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
