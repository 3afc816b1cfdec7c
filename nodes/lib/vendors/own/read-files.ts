import { because, type Sentence, sentence, type Words } from '../../sentences/sentence';
import { problemsOf } from '../check';
import type { VendorProfile } from '../profile';
import { extended } from './extend';
import { misfitsOf, shown } from './fits';
import type { FolderFile } from './folder';
import { readJson } from './json';
import { OWN_FILE, type OwnFile } from './profile-shape';

/** A profile of the user's. */
export interface OwnProfile {
  readonly profile: VendorProfile;
  /** Some row says no source. */
  readonly isUnchecked: boolean;
}

/** A file that is not used. */
export interface RefusedFile {
  readonly name: string;
  /** Row, what is wrong, and what to do. */
  readonly why: readonly Words[];
}

export interface OwnProfiles {
  readonly profiles: readonly OwnProfile[];
  readonly refused: readonly RefusedFile[];
}

/** More of one file are not told: whoever corrects the first will look again. */
const MOST_REASONS = 20;

/**
 * The profiles that files make, each by itself: one that cannot be used costs itself, and those that build on it.
 *
 * @param builtIn profiles of the package, which files may build on
 */
export function readOwnFiles(files: readonly FolderFile[], builtIn: readonly VendorProfile[]): OwnProfiles {
  const reading = new Reading(builtIn);
  for (const file of files) reading.take(file);
  return reading.result();
}

interface Taken {
  readonly name: string;
  readonly file: OwnFile;
}

class Reading {
  readonly #builtIn: ReadonlyMap<string, VendorProfile>;
  readonly #taken = new Map<string, Taken>();
  readonly #refused = new Map<string, readonly Words[]>();
  readonly #made = new Map<string, VendorProfile | undefined>();

  constructor(builtIn: readonly VendorProfile[]) {
    this.#builtIn = new Map(builtIn.map((profile) => [profile.id, profile]));
  }

  take(from: FolderFile): void {
    const { name } = from;
    const read = fileIn(from);
    if ('why' in read) {
      this.#refused.set(name, read.why);
      return;
    }
    const { id } = read.file;
    const other = this.#taken.get(id);
    if (this.#builtIn.has(id)) this.#refused.set(name, [sentence('own.ours', { id })]);
    else if (other) this.#refused.set(name, [sentence('own.same-id', { id, file: shown(other.name) })]);
    else this.#taken.set(id, { name, file: read.file });
  }

  result(): OwnProfiles {
    const made = [...this.#taken.keys()].flatMap((id) => this.#profile(id, []) ?? []);
    return {
      profiles: made.map((profile) => ({ profile, isUnchecked: lacksSource(profile) })),
      refused: [...this.#refused].map(([name, why]) => ({ name, why: why.slice(0, MOST_REASONS) })),
    };
  }

  /** @param above those that build on it, and wait for it */
  #profile(id: string, above: readonly string[]): VendorProfile | undefined {
    const taken = this.#taken.get(id);
    if (!taken) return this.#builtIn.get(id);
    if (!this.#made.has(id)) {
      const made = this.#make(taken, [...above, id]);
      this.#made.set(id, 'why' in made ? undefined : made.profile);
      if ('why' in made) this.#refused.set(taken.name, made.why);
    }
    return this.#made.get(id);
  }

  #make({ file }: Taken, way: readonly string[]): { readonly profile: VendorProfile } | Refusal {
    const { extends: base, label } = file;
    if (base === undefined && label === undefined) return { why: [sentence('own.missing', { name: 'label' })] };
    if (base !== undefined) {
      const known = [...this.#builtIn.keys(), ...this.#taken.keys()].filter((id) => id !== file.id);
      if (way.includes(base)) return { why: [sentence('own.circle', { ids: [...way, base].join(' → ') })] };
      if (!known.includes(base)) return { why: [sentence('own.no-base', { id: base, ids: known.join(', ') })] };
      if (!this.#profile(base, way)) return { why: [sentence('own.base-refused', { id: base })] };
    }
    const lacking: Sentence[] = [];
    const from = base === undefined ? undefined : this.#profile(base, way);
    const profile = extended(file, from, (why) => lacking.push(why));
    const why = [...lacking, ...problemsOf(profile, { isOwn: true })];
    return why.length > 0 ? { why } : { profile };
  }
}

type Refusal = Pick<RefusedFile, 'why'>;

function fileIn(from: FolderFile): { readonly file: OwnFile } | Refusal {
  if ('why' in from) return { why: [from.why] };
  const read = readJson(from.text);
  if ('line' in read) return { why: [sentence('own.no-json', { line: read.line })] };
  const misfits = misfitsOf(read.value, OWN_FILE);
  if (misfits.length > 0) return { why: misfits.map(({ place, why }) => (place === '' ? why : because(place, why))) };
  const file = read.value as OwnFile;
  return { file };
}

function lacksSource({ series, events, variables, keys, advice, actions, provisioning = [] }: VendorProfile): boolean {
  const facts: readonly { readonly source?: string }[] = [
    ...[series, events, variables, keys, advice, provisioning].flat(),
    ...Object.values(actions).flat(),
  ];
  return facts.some(({ source = '' }) => source === '');
}
