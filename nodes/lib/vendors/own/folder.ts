import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Sentence, sentence } from '../../sentences/sentence';

/** The largest of our own profiles is a twentieth of it. */
export const MOST_BYTES = 1024 * 1024;
export const MOST_FILES = 200;

/** A file of the folder: its name as a log may have it, and its text, or why it was not read. */
export type FolderFile = { readonly name: string } & ({ readonly text: string } | { readonly why: Sentence });

/**
 * The JSON files that lie in a folder itself, by name: plain files of at most `MOST_BYTES`, and links to such files in the
 * same folder. What only a stranger to this folder would put there is refused, and said. Other files are nobody's business.
 *
 * @returns undefined where there is no such folder
 * @throws Error of the system where it cannot be read
 */
export function readFolder(folder: string): FolderFile[] | undefined {
  let root: string;
  try {
    root = realpathSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const names = readdirSync(root)
    .filter((name) => /\.json$/i.test(name) && !name.startsWith('.'))
    .toSorted((one, other) => (one < other ? -1 : 1));
  return names.map((fileName, index): FolderFile => {
    const name = fileName.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
    if (index >= MOST_FILES) return { name, why: sentence('own.too-many-files', { most: MOST_FILES }) };
    try {
      return { name, ...readFile(root, fileName) };
    } catch (error) {
      return { name, why: sentence('own.unreadable', { error: codeOf(error) }) };
    }
  });
}

type Read = { readonly text: string } | { readonly why: Sentence };

function readFile(root: string, name: string): Read {
  const target = realpathSync(join(root, name));
  if (target !== join(root, basename(target))) return { why: sentence('own.outside') };
  const kind = lstatSync(target);
  if (kind.isDirectory()) return { why: sentence('own.a-folder') };
  if (!kind.isFile()) return { why: sentence('own.no-file') };
  // It may have become another thing since: a FIFO that nobody writes to would hold the start up for ever.
  const file = openSync(target, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    return fstatSync(file).isFile() ? textOf(file) : { why: sentence('own.no-file') };
  } finally {
    closeSync(file);
  }
}

function textOf(file: number): Read {
  // One byte more than may be tells that it is too large, also where it grows meanwhile.
  const bytes = Buffer.allocUnsafe(Math.min(fstatSync(file).size, MOST_BYTES) + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = readSync(file, bytes, length, bytes.length - length, null);
  }
  if (length === bytes.length) return { why: sentence('own.too-large', { most: MOST_BYTES / 1024 / 1024 }) };
  try {
    // A byte order mark, which Windows' editor writes, is taken away.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length)) };
  } catch {
    return { why: sentence('own.no-utf-8') };
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? error);
}
