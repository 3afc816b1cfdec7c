import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Scripts that a browser runs: no template of another type, and none that is a file of its own. */
const SCRIPT = /<script(?![^>]*\ssrc=)(?:\s+type="(?:text\/javascript|module)")?\s*>([\s\S]*?)<\/script>/g;

/** What the editor and our own loader put into the page. */
const GLOBALS = { RED: 'readonly', $: 'readonly', voipPhoneEditor: 'readonly' };

/**
 * Lints the scripts inside a folder's html files with the project's own rules, and with `no-undef`: nothing else would
 * notice a misspelt name there.
 *
 * @returns whether they are clean
 */
export function lintInlineScripts(folder: string): boolean {
  const work = mkdtempSync(join(tmpdir(), 'voip-phone-lint-'));
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.html'));
    for (const name of files)
      writeFileSync(join(work, `${name}.js`), scriptsOf(readFileSync(join(folder, name), 'utf8')));
    const rules = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as { readonly rules: object };
    const config = {
      ...rules,
      env: { browser: true, es2024: true },
      globals: GLOBALS,
      rules: { ...rules.rules, 'no-undef': 'error' },
    };
    const configFile = join(work, 'oxlintrc.json');
    writeFileSync(configFile, JSON.stringify(config));
    const { status, stdout } = spawnSync(
      process.execPath,
      ['node_modules/oxlint/bin/oxlint', '--deny-warnings', '--config', configFile, work],
      { encoding: 'utf8' },
    );
    // oxlint names files from here or from the root, as it sees fit.
    const named = files.reduce(
      (text, name) => text.replace(new RegExp(`[^\\s[(]*${name.replaceAll('.', '\\.')}\\.js`, 'g'), join(folder, name)),
      stdout,
    );
    process.stdout.write(status === 0 ? `Scripts inside ${files.length} html files are clean.\n` : named);
    return status === 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
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
