import { akuvox } from './akuvox';
import { atcom } from './atcom';
import { fanvil } from './fanvil';
import { generic } from './generic';
import { disruptiveKeys } from './keys';
import { eventLookup, eventTerms } from './names';
import type { VendorProfile } from './profile';
import { variablesOfVendors } from './variables';

/** The vendors, in the order the editor offers them. A new one is its file and its place in this list. */
export const PROFILES: readonly VendorProfile[] = [atcom, fanvil, akuvox, generic];

const byId = new Map(PROFILES.map((profile) => [profile.id, profile]));

export const VENDOR_IDS: readonly string[] = [...byId.keys()];

export function profileOf(vendorId: string): VendorProfile | undefined {
  return byId.get(vendorId);
}

/** The event a name means, in any printed spelling; of this vendor first, else of any. */
export const eventOf = eventLookup(PROFILES);

/** Every event by its id: the vocabulary's, then what vendors add to it. */
export const EVENT_TERMS = eventTerms(PROFILES);

/** What variables' names mean: to a vendor's phones, and to those of unknown make. */
export const { namesOf, isTheirName } = variablesOfVendors(PROFILES);

/** Whether a key of this name reboots, reprovisions or erases a phone of any vendor. */
export const isDisruptiveKey = disruptiveKeys(PROFILES);

export { NAME_IN_PAIR } from './action-url';
export { type FoundKey, findKey, lacksKey } from './keys';
export { foldEventName } from './names';
export type * from './profile';
export { seriesOf } from './series';
export { foldVariableName, type Meaning, type VariableNames, type Wording } from './variables';
