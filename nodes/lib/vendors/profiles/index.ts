import type { VendorProfile } from '../profile';
import { twoN } from './2n';
import { akuvox } from './akuvox';
import { atcom } from './atcom';
import { cisco } from './cisco';
import { fanvil } from './fanvil';
import { flyingvoice } from './flyingvoice';
import { generic } from './generic';
import { gigaset } from './gigaset';
import { yealink } from './yealink';
import { grandstream } from './grandstream';
import { htek } from './htek';
import { matrix } from './matrix';
import { mitel } from './mitel';
import { poly } from './poly';
import { snom } from './snom';
import { vtech } from './vtech';

/** The vendors of this package, in the order the editor offers them. A new one is its file and its place in this list. */
export const PROFILES: readonly VendorProfile[] = [
  atcom,
  fanvil,
  akuvox,
  yealink,
  snom,
  grandstream,
  htek,
  flyingvoice,
  mitel,
  vtech,
  poly,
  cisco,
  twoN,
  gigaset,
  matrix,
  generic,
];
