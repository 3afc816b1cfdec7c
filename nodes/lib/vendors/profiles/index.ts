import type { VendorProfile } from '../profile';
import { twoN } from './2n';
import { akuvox } from './akuvox';
import { atcom } from './atcom';
import { fanvil } from './fanvil';
import { generic } from './generic';
import { grandstream } from './grandstream';
import { htek } from './htek';
import { mitel } from './mitel';
import { snom } from './snom';
import { vtech } from './vtech';

/** The vendors of this package, in the order the editor offers them. A new one is its file and its place in this list. */
export const PROFILES: readonly VendorProfile[] = [
  atcom,
  fanvil,
  akuvox,
  snom,
  grandstream,
  htek,
  mitel,
  vtech,
  twoN,
  generic,
];
