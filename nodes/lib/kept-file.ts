import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Sentence, sentence } from './sentences/sentence';

/** An object of JSON, of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

export interface KeptFileOptions<Entry> {
  /** Calls back once, later. @returns takes it back */
  readonly timer: (milliseconds: number, run: () => void) => () => void;
  /** @returns undefined where it makes no sense: it is left out */
  readonly readEntry: (key: string, entry: Fields) => Entry | undefined;
  /** Everything that is to be kept, by key. */
  readonly collect: () => Iterable<readonly [key: string, entry: Entry]>;
  /** The most entries; the first ones are kept. */
  readonly most: number;
  /** Told once that memory is all there is, and why. */
  readonly trouble: (words: Sentence) => void;
}

/** Milliseconds from one writing to the next, at least. */
const PACE = 60_000;
/** More is no file of ours: 30,000 phones are 4 MB. */
const LARGEST = 32_000_000;

/** A file in which something about phones outlives Node-RED. Whatever is wrong with it costs nothing else. */
export class KeptFile<Entry> {
  readonly #path: string;
  readonly #options: KeptFileOptions<Entry>;
  #isUsable = true;
  #isChanged = false;
  #cancel: (() => void) | undefined;

  /** @param path of the file; its folder is made when it is first written */
  constructor(path: string, options: KeptFileOptions<Entry>) {
    this.#path = path;
    this.#options = options;
  }

  /** False: memory is all there is, which was told. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** @returns what was kept; nothing where there is no file, or one that makes no sense, which then stays as it is */
  read(): Map<string, Entry> {
    try {
      const size = statSync(this.#path, { throwIfNoEntry: false })?.size;
      if (size === undefined) return new Map();
      if (size > LARGEST) throw new Error(`${size} B`);
      return this.#entriesOf(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch (error) {
      this.#giveUp('life.unreadable', error);
      return new Map();
    }
  }

  /** Something is to be kept: it is written within a minute. */
  changed(): void {
    this.#isChanged = true;
    if (this.#cancel || !this.#isUsable) return;
    this.#cancel = this.#options.timer(PACE, () => this.flush());
  }

  /** Writes now what is not yet written. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (!this.#isChanged || !this.#isUsable) return;
    this.#isChanged = false;
    const part = `${this.#path}.part`;
    try {
      const { collect, most } = this.#options;
      const phones = Object.fromEntries([...collect()].slice(0, most));
      mkdirSync(dirname(this.#path), { recursive: true });
      // What lies there may have other rights, or lead elsewhere.
      rmSync(part, { force: true });
      writeFileSync(part, JSON.stringify({ version: 1, phones }), { mode: 0o600, flag: 'wx' });
      renameSync(part, this.#path);
    } catch (error) {
      leaveNothing(part);
      this.#giveUp('life.not-written', error);
    }
  }

  #giveUp(key: 'life.unreadable' | 'life.not-written', error: unknown): void {
    this.#isUsable = false;
    const why = error instanceof Error && 'code' in error ? String(error.code) : '';
    this.#options.trouble(sentence(key, { file: this.#path, why: why && ` (${why})` }));
  }

  /** @throws where it is not of this form at all; single entries that make no sense are left out */
  #entriesOf(value: unknown): Map<string, Entry> {
    if (!isFields(value) || value['version'] !== 1 || !isFields(value['phones'])) throw new Error('no file of ours');
    const { readEntry, most } = this.#options;
    const entries = new Map<string, Entry>();
    for (const [key, fields] of Object.entries(value['phones']).slice(0, most)) {
      const entry = isFields(fields) ? readEntry(key, fields) : undefined;
      if (entry !== undefined) entries.set(key, entry);
    }
    return entries;
  }
}

/** Half of a file helps nobody, least of all on a disk that is full. */
function leaveNothing(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // Whatever lies there is none of ours.
  }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns milliseconds since 1970; undefined where it is no time */
export const timeOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 && value <= 8.64e15 ? value : undefined;
