import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withInlineScripts } from './inline-scripts';

/** What the editor and our own loader put into the page. */
const GLOBALS = { RED: 'readonly', $: 'readonly', voipPhoneEditor: 'readonly' };

/**
 * Lints the scripts inside a folder's html files with the project's own rules, and with `no-undef`: nothing else would
 * notice a misspelt name there.
 *
 * @returns whether they are clean
 */
export function lintInlineScripts(html: string): boolean {
  return withInlineScripts(html, ({ folder, count, told }) => {
    const rules = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as { readonly rules: object };
    const config = {
      ...rules,
      env: { browser: true, es2024: true },
      globals: GLOBALS,
      rules: { ...rules.rules, 'no-undef': 'error' },
    };
    const configFile = join(folder, 'oxlintrc.json');
    writeFileSync(configFile, JSON.stringify(config));
    const { status, stdout } = spawnSync(
      process.execPath,
      ['node_modules/oxlint/bin/oxlint', '--deny-warnings', '--config', configFile, folder],
      { encoding: 'utf8' },
    );
    process.stdout.write(status === 0 ? `Scripts inside ${count} html files are clean.\n` : told(stdout));
    return status === 0;
  });
}
