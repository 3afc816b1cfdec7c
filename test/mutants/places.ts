import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/package';
import type { Mutant } from './mutant';

/** How often a mutant's place is found in its file: once, if it is still a mutant. */
export function places({ file, find }: Pick<Mutant, 'file' | 'find'>, root = ROOT): number {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split(find).length - 1 : 0;
}

/** Why a mutant is lost, and the files that its place may have moved to; undefined where it is found. */
export function whyLost(mutant: Mutant): string | undefined {
  const found = places(mutant);
  if (found === 1) return undefined;
  const elsewhere = readdirSync(join(ROOT, 'nodes'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('nodes', name))
    .filter((file) => file !== mutant.file && places({ file, find: mutant.find }) === 1);
  const hint = elsewhere.length > 0 ? `, but one in ${elsewhere.join(', ')}` : '';
  return `${mutant.id}: ${found} places in ${mutant.file}${hint}`;
}
