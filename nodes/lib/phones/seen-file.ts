import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clocks } from '../calls/clocks';
import { ipOf } from '../identity/address';
import { type Sentence, sentence } from '../sentences/sentence';

/** What is kept of a phone. All times in milliseconds since 1970. */
export interface SeenPhone {
  /** Its last event or answer. */
  readonly seen?: number;
  /** Where it was learned to be. */
  readonly place?: SeenPlace;
}

export interface SeenPlace {
  readonly address: string;
  /** The last event or answer from there. */
  readonly heard: number;
  /** When the address was last found to be several phones'. */
  readonly shared?: number;
  /** No phone has the MAC. */
  readonly isStranger?: true;
}

export interface SeenFileOptions {
  readonly clocks: Pick<Clocks, 'wall' | 'timer'>;
  /** Everything that is to be kept, by key. */
  readonly collect: () => Iterable<readonly [key: string, phone: SeenPhone]>;
  /** Told once that memory is all there is, and why. */
  readonly trouble: (words: Sentence) => void;
}

/** Milliseconds from one writing to the next, at least. */
const PACE = 60_000;
/** More is no file of ours: 30,000 phones are 4 MB. */
const LARGEST = 32_000_000;
const MOST = 30_000;
const KEY = /^(?:mac [0-9a-f]{12}|id [^\p{Cc}]{1,200})$/u;

/** The file in which last signs and learned addresses outlive Node-RED. Whatever is wrong with it costs nothing else. */
export class SeenFile {
  readonly #path: string;
  readonly #options: SeenFileOptions;
  #isUsable = true;
  #isChanged = false;
  #cancel: (() => void) | undefined;

  /** @param path of the file; its folder is made when it is first written */
  constructor(path: string, options: SeenFileOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** False: memory is all there is, which was told. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** @returns what was kept; nothing where there is no file, or one that makes no sense, which then stays as it is */
  read(): Map<string, SeenPhone> {
    try {
      const size = statSync(this.#path, { throwIfNoEntry: false })?.size;
      if (size === undefined) return new Map();
      if (size > LARGEST) throw new Error(`${size} B`);
      return readSeen(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch (error) {
      this.#giveUp('life.unreadable', error);
      return new Map();
    }
  }

  /** Something is to be kept: it is written within a minute. */
  changed(): void {
    this.#isChanged = true;
    if (this.#cancel || !this.#isUsable) return;
    this.#cancel = this.#options.clocks.timer(PACE, () => this.flush());
  }

  /** Writes now what is not yet written. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (!this.#isChanged || !this.#isUsable) return;
    this.#isChanged = false;
    const part = `${this.#path}.part`;
    try {
      const phones = Object.fromEntries([...this.#options.collect()].slice(0, MOST));
      mkdirSync(dirname(this.#path), { recursive: true });
      // What lies there may have other rights, or lead elsewhere.
      rmSync(part, { force: true });
      writeFileSync(part, JSON.stringify({ version: 1, phones }), { mode: 0o600, flag: 'wx' });
      renameSync(part, this.#path);
    } catch (error) {
      this.#giveUp('life.not-written', error);
    }
  }

  #giveUp(key: 'life.unreadable' | 'life.not-written', error: unknown): void {
    this.#isUsable = false;
    const why = error instanceof Error && 'code' in error ? String(error.code) : '';
    this.#options.trouble(sentence(key, { file: this.#path, why: why && ` (${why})` }));
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const timeOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 && value <= 8.64e15 ? value : undefined;

/** @throws where it is not of this form at all; single entries that make no sense are left out */
function readSeen(value: unknown): Map<string, SeenPhone> {
  if (!isFields(value) || value['version'] !== 1 || !isFields(value['phones'])) throw new Error('no file of ours');
  const phones = new Map<string, SeenPhone>();
  for (const [key, entry] of Object.entries(value['phones']).slice(0, MOST)) {
    if (!KEY.test(key) || !isFields(entry)) continue;
    const seen = timeOf(entry['seen']);
    const place = key.startsWith('mac ') ? readPlace(entry['place']) : undefined;
    phones.set(key, { ...(seen !== undefined && { seen }), ...(place && { place }) });
  }
  return phones;
}

function readPlace(value: unknown): SeenPlace | undefined {
  if (!isFields(value) || typeof value['address'] !== 'string') return undefined;
  const address = ipOf(value['address']);
  const heard = timeOf(value['heard']);
  const shared = timeOf(value['shared']);
  if (address === undefined || heard === undefined) return undefined;
  return {
    ...{ address, heard },
    ...(shared !== undefined && { shared }),
    ...(value['isStranger'] === true && { isStranger: true }),
  };
}
