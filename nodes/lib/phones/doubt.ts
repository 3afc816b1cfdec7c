import type { PhoneDirectory } from './directory';
import type { Phone } from './phone';
import type { VendorCatalogue } from '../vendors';
import { missingSetting } from './read-settings';

/** What keeps a phone from having events of its own. */
export type Doubt =
  | { readonly missing: 'phone' | 'vendor' | 'address' | 'setting' }
  /** How the other phone with its address is called. */
  | { readonly sameAddressAs: string };

/** @param phone undefined where it is not deployed */
export function doubtAbout(
  phone: Phone | undefined,
  directory: PhoneDirectory<Phone>,
  vendors: VendorCatalogue,
): Doubt | undefined {
  const missing = phone ? missingSetting(phone.settings, vendors) : 'phone';
  if (missing !== undefined) return { missing };
  const other = phone && directory.sharesHostWith(phone);
  if (!other || (phone.mac && other.mac)) return undefined;
  return { sameAddressAs: other.name || other.mac || other.id };
}
