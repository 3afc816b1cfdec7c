import { VendorCatalogue } from '../../nodes/lib/vendors';
import { PROFILES } from '../../nodes/lib/vendors/profiles';

/** The vendors of the package, as an installation has them. */
export const builtIn = new VendorCatalogue(PROFILES);
