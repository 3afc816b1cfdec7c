import { VendorCatalogue } from '../../nodes/lib/vendors';
import { PROFILES } from '../../nodes/lib/vendors/profiles';
import { akuvox } from '../../nodes/lib/vendors/profiles/akuvox';
import { atcom } from '../../nodes/lib/vendors/profiles/atcom';
import { fanvil } from '../../nodes/lib/vendors/profiles/fanvil';
import { generic } from '../../nodes/lib/vendors/profiles/generic';

/** The vendors of the package, as an installation has them. */
export const builtIn = new VendorCatalogue(PROFILES);

/** The first of them alone, for what another vendor's names would change: who it is that a stranger must be, say. */
export const firstVendors = new VendorCatalogue([atcom, fanvil, akuvox, generic]);
