import { join, resolve } from 'node:path';
import type { NodeAPI } from 'node-red';
import { type Sentence, sentence } from './lib/sentences/sentence';
import { type FolderFile, readFolder } from './lib/vendors/own';

/** What lies in the folder of the user's vendor profiles. */
export interface OwnFolder {
  readonly files: readonly FolderFile[];
  /** Why nothing of it was read. */
  readonly trouble?: Sentence;
}

/** Where they are: `voip-phone/profiles` in the user directory, or as settings.js says. */
export function ownFolderOf({ settings }: NodeAPI): string | undefined {
  const { userDir, voipPhone } = settings as unknown as { readonly userDir?: unknown; readonly voipPhone?: unknown };
  const { profiles = join('voip-phone', 'profiles') } = Object(voipPhone) as { readonly profiles?: unknown };
  if (typeof profiles !== 'string' || profiles.trim() === '') return undefined;
  // Absent where a program embeds Node-RED without one: then only a whole path says where.
  if (typeof userDir !== 'string') return resolve(profiles) === profiles ? profiles : undefined;
  return resolve(userDir, profiles);
}

/** Read once, at start. */
export function readOwnFolder(RED: NodeAPI): OwnFolder {
  const { voipPhone } = RED.settings as unknown as { readonly voipPhone?: unknown };
  const isAsked = Object.hasOwn(Object(voipPhone) as object, 'profiles');
  const folder = ownFolderOf(RED);
  if (folder === undefined) return { files: [], ...(isAsked && { trouble: sentence('own.no-setting') }) };
  try {
    const files = readFolder(folder);
    if (files) return { files };
    return { files: [], ...(isAsked && { trouble: sentence('own.no-folder', { folder }) }) };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { files: [], trouble: sentence('own.folder-unreadable', { folder, error: code }) };
  }
}
