import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';

/** A room as the architecture draws it: its folder from the project's root, with a slash at its end. */
interface Room {
  readonly folder: string;
  readonly floor: number;
}

export interface Plan {
  readonly rooms: readonly Room[];
  /** Pairs of folders of which the first does not know the second. */
  readonly strangers: readonly (readonly [string, string])[];
}

/** Source files by their path from the project's root. */
export type Sources = ReadonlyMap<string, string>;

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

const LIBRARY = 'nodes/lib/';
const cells = (line: string): string[] => line.split('|').slice(1, -1);
const folders = (cell: string): string[] => [...cell.matchAll(/`([^`]*\/)`/g)].map(([, folder = '']) => folder);

/** The plan that the tables of an architecture document draw. */
export function readPlan(document: string): Plan {
  const rows = document.split('\n').filter((line) => line.startsWith('| '));
  const rooms = rows.flatMap((row) => {
    const [floor = '', of = ''] = cells(row);
    return /^ \d+ $/.test(floor) ? folders(of).map((folder) => ({ folder, floor: Number(floor) })) : [];
  });
  const strangers = rows.flatMap((row) => {
    const [[one] = [], [other] = []] = cells(row).map(folders);
    return one !== undefined && other !== undefined ? [[one, other] as const] : [];
  });
  return { rooms, strangers };
}

/** All TypeScript files below a folder. */
export function readSources(root: string, folder: string): Sources {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => name.endsWith('.ts')).map((name) => join(root, folder, name));
  return new Map(paths.map((path) => [relative(root, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')] as const));
}

/** Static imports and exports, `import('…')` (of types, or at run time) and `require('…')`. */
function importsOf(text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const calls = text.matchAll(/(typeof\s+)?\b(?:import|require)\(\s*'([^']+)'/g);
  return [...statements, ...calls].map(([, type, from = '']) => ({ from, isType: type !== undefined }));
}

/** The file that a relative import names. */
function resolve(path: string, from: string, sources: Sources): string {
  const target = posix.join(dirname(path), from);
  return [`${target}.ts`, `${target}/index.ts`].find((each) => sources.has(each)) ?? target;
}

function roomOf(path: string, { rooms }: Plan): Room | undefined {
  const around = rooms.filter(({ folder }) => path.startsWith(folder));
  return around.toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

/**
 * What in the sources goes against the plan, a sentence each.
 * @param packages what package.json lets the library import
 */
export function breaches(sources: Sources, plan: Plan, packages: readonly string[]): string[] {
  return [...sources].flatMap(([path, text]) =>
    importsOf(text).flatMap((each) => breachOf(path, each, { sources, plan, packages }) ?? []),
  );
}

function breachOf(
  path: string,
  { from, isType }: Import,
  { sources, plan, packages }: { readonly sources: Sources; readonly plan: Plan; readonly packages: readonly string[] },
): string | undefined {
  if (!from.startsWith('.')) {
    const isNode = from.startsWith('node:') && builtinModules.includes(from.slice('node:'.length));
    return path.startsWith(LIBRARY) && !isNode && !packages.includes(from)
      ? `${path} imports ${from}, which is neither Node.js nor a dependency`
      : undefined;
  }
  const target = resolve(path, from, sources);
  if (path.startsWith(LIBRARY) && !target.startsWith(LIBRARY)) return `${path} imports ${target}, beyond the library`;
  const pair = plan.strangers.find(([one, other]) => path.startsWith(one) && target.startsWith(other));
  if (pair) return `${path} imports ${target}, of which ${pair[0]} knows nothing`;
  const room = roomOf(path, plan);
  const other = roomOf(target, plan);
  if (!room || !other) return `${room ? target : path} stands on no floor`;
  if (room === other || other.floor < room.floor) return undefined;
  if (other.floor > room.floor) return `${path} imports ${target}, from a floor above`;
  return isType ? undefined : `${path} imports ${target}, more than types from a room beside its own`;
}
