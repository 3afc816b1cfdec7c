import type { VendorProfile } from '../profile';
import { akuvox } from './akuvox';
import { atcom } from './atcom';
import { fanvil } from './fanvil';
import { flyingvoice } from './flyingvoice';
import { generic } from './generic';
import { gigaset } from './gigaset';
import { yealink } from './yealink';

/** The vendors of this package, in the order the editor offers them. A new one is its file and its place in this list. */
export const PROFILES: readonly VendorProfile[] = [atcom, fanvil, akuvox, yealink, flyingvoice, gigaset, generic];
