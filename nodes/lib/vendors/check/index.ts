import { because, type Sentence } from '../../sentences/sentence';
import type { VendorProfile } from '../profile';
import { bodyProblems } from './body';
import { controlProblems } from './control';
import { eventProblems } from './events';
import { factProblems } from './facts';
import { keyProblems } from './keys';
import { provisioningProblems } from './provisioning';
import { recipeProblems } from './recipes';
import { seriesProblems } from './series';
import { variableProblems } from './variables';

export { notesBetween, problemsBetween } from './between';

/**
 * What is wrong with a profile that its type cannot say: facts without a source, names that mean two things, what no
 * phone could press, receive or be sent. Reads every row, so it is for tests and for profiles that come from elsewhere,
 * not for each start.
 *
 * @param isOwn a user's own: its rows need no source
 * @returns a sentence for each problem, with the vendor, the row and what to do in it; none for a profile that may be used
 */
export function problemsOf(profile: VendorProfile, { isOwn = false } = {}): Sentence[] {
  return [
    ...factProblems(profile, isOwn),
    ...seriesProblems(profile),
    ...eventProblems(profile),
    ...bodyProblems(profile),
    ...variableProblems(profile),
    ...keyProblems(profile),
    ...controlProblems(profile),
    ...recipeProblems(profile),
    ...provisioningProblems(profile),
  ].map((problem) => because(profile.id, problem));
}
