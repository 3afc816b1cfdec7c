import type { VendorCatalogue } from '../../vendors';
import type { Subscribe } from './subscribe';

/** Names that phones of several makes give themselves: whose they are, the MAC says. */
const NO_MODEL = ['oem', 'voip phone'];

/**
 * Whose phone it is that asks: by what it says, else by its MAC.
 *
 * @returns a profile's id, '' where nobody knows; the model as it says, '' where it says none
 */
export function vendorSaid(
  { mac, vendor, model }: Pick<Subscribe, 'mac' | 'vendor' | 'model'>,
  vendors: Pick<VendorCatalogue, 'profiles' | 'guess'>,
): { readonly vendor: string; readonly model: string } {
  const said = vendor.toLowerCase();
  const named = vendors.profiles.find(
    ({ id, label, anyMake }) => !anyMake && (id.toLowerCase() === said || label.toLowerCase() === said),
  );
  const lower = model.toLowerCase();
  const isNone = NO_MODEL.includes(lower) || lower === said;
  return { vendor: named?.id ?? vendors.guess(undefined, [], mac) ?? '', model: isNone ? '' : model };
}
