import { akuvox } from './akuvox';
import { atcom } from './atcom';
import { fanvil } from './fanvil';
import { generic } from './generic';
import { disruptiveKeys } from './keys';
import { eventLookup } from './names';
import type { VendorProfile } from './profile';
import { knownVariables, variableLookup } from './variables';

/** The vendors, in the order the editor offers them. A new one is its file and its place in this list. */
export const PROFILES: readonly VendorProfile[] = [atcom, fanvil, akuvox, generic];

const byId = new Map(PROFILES.map((profile) => [profile.id, profile]));

export const VENDOR_IDS: readonly string[] = [...byId.keys()];

export function profileOf(vendorId: string): VendorProfile | undefined {
  return byId.get(vendorId);
}

/** The event a name means, in any printed spelling; of this vendor first, else of any. */
export const eventOf = eventLookup(PROFILES);

/** What a variable says, by its name in any case, with or without `_` and `-`; of this vendor first, else of any. */
export const variableOf = variableLookup(PROFILES);

/** Folded names of all vendors' variables, and `event` and `token`: where unescaped values may be split. */
export const KNOWN_VARIABLES = knownVariables(PROFILES);

/** Whether a key of this name reboots, reprovisions or erases a phone of any vendor. */
export const isDisruptiveKey = disruptiveKeys(PROFILES);

export { type FoundKey, findKey, lacksKey } from './keys';
export { foldEventName } from './names';
export type * from './profile';
export { seriesOf } from './series';
export { foldVariableName } from './variables';
