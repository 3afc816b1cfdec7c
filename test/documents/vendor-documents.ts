import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What a vendor's documents print, typed from them and not from the profile: that is what finds the profile's mistakes. */
export interface VendorDocuments {
  /** Every printed name of an event, in every spelling, with the event that it is. */
  readonly events: readonly (readonly [name: string, event: string, ...more: string[]])[];
  /** [name, the field it fills or '', when it is filled…]; a field by direction as `local.uri|remote.uri` (inbound first). */
  readonly variables: readonly (readonly string[])[];
  /** All names of one key on a line, the one that we send first; of a numbered key its lowest and highest. '' without keys. */
  readonly keys: string;
  /** The keys that interrupt the phone, all of them. */
  readonly disruptive: readonly string[];
  /** Commands as the documents print them: a payload, and the request targets (`NOTIFY …`: the body) that it becomes. */
  readonly commands: readonly (readonly [payload: unknown, ...targets: string[]])[];
  /** Which of these models have how many of a numbered key: model → key → highest number (0: none). */
  readonly counts?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const folder = join(__dirname, 'vendors');

/** @returns undefined where `test/documents/vendors/<id>.ts` is not there */
export async function documentsOf(id: string): Promise<VendorDocuments | undefined> {
  const file = join(folder, `${id}.ts`);
  if (!existsSync(file)) return undefined;
  const { documents } = (await import(file)) as { readonly documents: VendorDocuments };
  return documents;
}
