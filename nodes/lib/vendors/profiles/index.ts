import type { VendorProfile } from '../profile';
import { akuvox } from './akuvox';
import { atcom } from './atcom';
import { fanvil } from './fanvil';
import { generic } from './generic';
import { mitel } from './mitel';
import { snom } from './snom';
import { vtech } from './vtech';

/** The vendors of this package, in the order the editor offers them. A new one is its file and its place in this list. */
export const PROFILES: readonly VendorProfile[] = [atcom, fanvil, akuvox, snom, mitel, vtech, generic];
