import { ACTIONS, type ActionTerm } from '../vocabulary';
import type { KeyArgument, KeyRow, Series, VendorProfile } from './profile';

/** A key as a profile knows it. */
export interface FoundKey {
  readonly row: KeyRow;
  /** What goes to the phone: an alias as the user chose it, in the case the document prints. */
  readonly wire: string;
  /** Of a numbered key. */
  readonly number?: number;
}

interface Spelling {
  readonly row: KeyRow;
  readonly wire: string;
}

interface KeyIndex {
  readonly exact: ReadonlyMap<string, Spelling>;
  readonly folded: ReadonlyMap<string, Spelling>;
}

const indexes = new WeakMap<VendorProfile, KeyIndex>();

/**
 * Finds a key by any documented spelling, the exact case before any other. Doubtful spellings are understood, the
 * plain key is sent for them.
 *
 * @returns undefined for a name that no document prints, and for a number that no model has
 */
export function findKey(profile: VendorProfile, token: string): FoundKey | undefined {
  const index = indexOf(profile);
  const whole = index.exact.get(token) ?? index.folded.get(token.toLowerCase());
  if (whole && !whole.row.numbered) return whole;

  // No leading zeros: LINEKEY01 is nobody's key.
  const [, head, digits] = /^(.{1,60}?)(0|[1-9][0-9]{0,3})$/.exec(token) ?? [];
  if (head === undefined) return undefined;
  const found = index.exact.get(head) ?? index.folded.get(head.toLowerCase());
  const range = found?.row.numbered;
  const number = Number(digits);
  if (!found || !range || number < range.from || number > range.to) return undefined;
  return { row: found.row, wire: `${found.wire}${number}`, number };
}

/** A key with what follows it, as the profile allows it: the values are not checked. */
export interface KeyWithArgument {
  readonly key: FoundKey;
  readonly argument: KeyArgument;
  /** At least one; the last holds what is left. */
  readonly values: readonly string[];
}

const ARGUMENT_MARKS: readonly KeyArgument['mark'][] = [':', ',', '='];

/** Finds the key of `ASW:33093`, where it is one that something may follow behind this mark. */
export function findKeyWithArgument(profile: VendorProfile, token: string): KeyWithArgument | undefined {
  for (const mark of ARGUMENT_MARKS) {
    const at = token.indexOf(mark);
    const key = at < 1 ? undefined : findKey(profile, token.slice(0, at));
    const argument = key?.row.argument;
    if (!key || argument?.mark !== mark) continue;
    const pieces = token.slice(at + 1).split(mark);
    const most = argument.most ?? 1;
    return {
      key,
      argument,
      values: [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(mark)].slice(0, pieces.length),
    };
  }
  return undefined;
}

/** Whether phones of this series do not have a key that others of the vendor have. */
export function lacksKey(profile: VendorProfile, series: Series | undefined, found: FoundKey): boolean {
  if (!series || !profile.series.some(({ id }) => id === series.id)) return false;
  const { row, number } = found;
  if (row.series && !row.series.includes(series.id)) return true;
  if (row.notOn?.includes(series.id)) return true;
  const highest = row.numbered?.perSeries?.[series.id];
  return number !== undefined && highest !== undefined && number > highest;
}

/**
 * A test for keys that reboot, reprovision or erase phones of any of these vendors, for senders that have no list of
 * keys: case and punctuation do not count. Words of disruptive requests (`action=AutoPNow`) count as keys.
 */
export function disruptiveKeys(profiles: readonly VendorProfile[]): (token: string) => boolean {
  const folded = new Set(
    profiles.flatMap((profile) => disruptiveNames(profile).concat(disruptiveWords(profile))).map(foldKey),
  );
  return (token) => folded.has(foldKey(token));
}

function disruptiveNames({ keys }: VendorProfile): string[] {
  return keys
    .filter(({ disruptive }) => disruptive)
    .flatMap(({ key, aliases = [], doubtful = [] }) => [key].concat(aliases, doubtful));
}

function disruptiveWords({ actions }: VendorProfile): string[] {
  const terms: Readonly<Record<string, ActionTerm>> = ACTIONS;
  const disruptive = Object.entries(actions).filter(([action]) => terms[action]?.disruptive);
  return disruptive.flatMap(([, recipes]) =>
    recipes.flatMap((recipe) => {
      const [, word] = 'request' in recipe ? (/=(\w+)$/.exec(recipe.request) ?? []) : [];
      return word === undefined ? [] : [word];
    }),
  );
}

/** Up to the first comma: behind it stands how long a key is pressed. */
function foldKey(token: string): string {
  return token
    .toLowerCase()
    .replace(/,.*$/s, '')
    .replace(/[^a-z0-9]/g, '');
}

function indexOf(profile: VendorProfile): KeyIndex {
  let index = indexes.get(profile);
  if (!index) {
    index = buildIndex(profile);
    indexes.set(profile, index);
  }
  return index;
}

function buildIndex({ keys }: VendorProfile): KeyIndex {
  const exact = new Map<string, Spelling>();
  const folded = new Map<string, Spelling>();
  const add = (name: string, spelling: Spelling) => {
    if (!exact.has(name)) exact.set(name, spelling);
    if (!folded.has(name.toLowerCase())) folded.set(name.toLowerCase(), spelling);
  };
  for (const row of keys) for (const name of [row.key, ...(row.aliases ?? [])]) add(name, { row, wire: name });
  // Last, so that a doubtful spelling never takes a documented one's place.
  for (const row of keys) for (const name of row.doubtful ?? []) add(name, { row, wire: row.key });
  return { exact, folded };
}
