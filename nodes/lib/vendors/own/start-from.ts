import type { VendorProfile } from '../profile';

/** A file to start from: all that the package knows of a vendor, under an id that is free. */
export interface StartingFile {
  readonly name: string;
  readonly text: string;
}

/**
 * A profile as a user's file: it builds on no other, so that nothing in it changes with the package.
 *
 * @param schema where the file finds what editors complete and check it with
 */
export function startFrom(profile: VendorProfile, schema: string): StartingFile {
  const id = `my-${profile.id}`;
  return { name: `${id}.json`, text: `${JSON.stringify({ $schema: schema, ...profile, id }, undefined, 2)}\n` };
}
