import { targetPath } from '../report/target';
import { normalisePath } from '../routes';
import { foldEscapes } from '../request-line';
import type { Arrival } from '../types';

/** A request for what a port serves beside events. */
export interface Fetching {
  readonly arrival: Arrival;
  /** Behind `<path>/setup/`, undecoded, without a query. */
  readonly rest: string;
  /** Of ours that the connection came to, normalised; undefined where it is gone. */
  readonly localAddress: string | undefined;
}

export interface ServedFile {
  readonly contentType: string;
  /** One character per byte. */
  readonly text: string;
}

/** Serves files below one path. */
export interface FileServing {
  /** Undefined: there is no such file for whoever asks. Must not throw. */
  file(fetching: Fetching): ServedFile | undefined;
}

const FOLDER = '/setup/';

/** Whether a request may be one for files: a quick look, before anything is taken apart. */
export function mayBeFile(target: string): boolean {
  return target.includes(FOLDER);
}

interface Entry {
  readonly serving: FileServing;
  /** Its node is being redeployed: it serves until the next one is there, or the deploy is over. */
  isLeaving: boolean;
}

/** What is served beside events on one port, by path: below `<path>/setup/` nothing is an event. */
export class Beside {
  readonly #entries = new Map<string, Set<Entry>>();

  /** @returns ends it; isRestarting: it serves on until another is there for the path, or until `settle` */
  add(path: string, serving: FileServing): (isRestarting?: boolean) => void {
    const key = normalisePath(path);
    const entries = this.#entries.get(key) ?? new Set<Entry>();
    this.#entries.set(key, entries);
    for (const other of entries) if (other.isLeaving) entries.delete(other);
    const entry: Entry = { serving, isLeaving: false };
    entries.add(entry);
    return (isRestarting = false) => {
      if (isRestarting) entry.isLeaving = true;
      else this.#remove(key, entry);
    };
  }

  /** Who was to be back is not. */
  settle(): void {
    for (const [key, entries] of this.#entries) {
      for (const entry of entries) if (entry.isLeaving) this.#remove(key, entry);
    }
  }

  /** Whether a request is none of the receptions' business. */
  has(target: string): boolean {
    return this.#find(target) !== undefined;
  }

  /**
   * @param localAddress asked for where there is somebody to answer
   * @returns undefined where nobody serves files there; 'none' where there is no such file
   */
  answer(arrival: Arrival, localAddress: () => string | undefined): ServedFile | 'none' | undefined {
    const found = this.#find(arrival.target);
    if (!found) return undefined;
    if (arrival.method !== 'GET' && arrival.method !== 'HEAD') return 'none';
    const fetching = { arrival, rest: found.rest, localAddress: localAddress() };
    for (const { serving } of found.entries) {
      const file = serving.file(fetching);
      if (file) return file;
    }
    return 'none';
  }

  #remove(key: string, entry: Entry): void {
    const entries = this.#entries.get(key);
    entries?.delete(entry);
    if (entries?.size === 0) this.#entries.delete(key);
  }

  /** A node's path may hold the word itself: the longest path counts, as for events. */
  #find(target: string): { readonly entries: ReadonlySet<Entry>; readonly rest: string } | undefined {
    if (this.#entries.size === 0 || !mayBeFile(target)) return undefined;
    const path = foldEscapes(targetPath(target));
    for (let at = path.lastIndexOf(FOLDER); at >= 0; at = at === 0 ? -1 : path.lastIndexOf(FOLDER, at - 1)) {
      const entries = this.#entries.get(path.slice(0, at));
      if (entries) return { entries, rest: path.slice(at + FOLDER.length) };
    }
    return undefined;
  }
}

/** Where nothing is served, and nothing is an event all the same. */
export const NO_FILES: FileServing = { file: () => undefined };
