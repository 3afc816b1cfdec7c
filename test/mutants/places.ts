import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/package';
import type { Mutant } from './list';

/** How often a mutant's place is found in its file: once, if it is still a mutant. */
export function places({ file, find }: Mutant, root = ROOT): number {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split(find).length - 1 : 0;
}
