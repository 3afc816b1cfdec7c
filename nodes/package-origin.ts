import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Origin } from './lib/home-assistant/config';

interface Described {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
}

/** This package as its package.json has it, which lies above the sources and above what is built of them. */
export function packageOrigin(): Origin {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  const { name, version, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Described;
  return { name, sw_version: version, support_url: homepage };
}
