// Places in hand-written pages that a script fills: between `<!-- NAME: written by scripts/SCRIPT -->` and `<!-- end -->`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

export interface Filling {
  /** From the repository's root: `docs/messages.md`. */
  readonly page: string;
  /** Of the place. */
  readonly name: string;
  readonly script: string;
  readonly text: string;
}

/** @throws Error where the page has no such place */
export function filled(page: string, { name, script, text, page: file }: Filling): string {
  const start = `<!-- ${name}: written by scripts/${script} -->\n`;
  const from = page.indexOf(start);
  const to = page.indexOf('<!-- end -->', from);
  if (from < 0 || to < 0) throw new Error(`${file} has no place for ${name}`);
  return `${page.slice(0, from)}${start}\n${text}\n\n${page.slice(to)}`;
}

/** Writes the places; with `--check` among the arguments it only says which are out of date, and the process fails. */
export function writePlaces(fillings: readonly Filling[]): void {
  for (const filling of fillings) {
    const file = join(ROOT, filling.page);
    const page = readFileSync(file, 'utf8');
    const wanted = filled(page, filling);
    if (wanted === page) continue;
    if (!process.argv.includes('--check')) writeFileSync(file, wanted);
    else {
      console.error(`${filling.name} in ${filling.page} is out of date: run npm run ${filling.script}`);
      process.exitCode = 1;
    }
  }
}

/** A cell of a table: what would end it is escaped. */
export const cell = (text: string): string => text.replaceAll('|', '\\|');

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
