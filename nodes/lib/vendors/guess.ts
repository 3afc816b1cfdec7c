import { foldVariableName, PROFILES, seriesOf, type VendorProfile } from '.';

const VENDORS = PROFILES.filter((profile) => profile.freeKeys !== true).map((profile) => ({
  profile,
  variables: new Set(profile.variables.flatMap(({ name, aliases = [] }) => [name, ...aliases]).map(foldVariableName)),
}));
const LISTED = new Set(VENDORS.flatMap(({ variables }) => [...variables]));

/**
 * The vendor of a phone that nobody has described yet: the only one with such a model, else the only one whose
 * documents list every variable that was sent.
 *
 * @param names of the variables, as sent
 * @returns a profile's id, or undefined where several vendors fit, or none
 */
export function guessVendor(model: string | undefined, names: readonly string[]): string | undefined {
  const byModel = only(VENDORS.filter(({ profile }) => seriesOf(profile, model) !== undefined));
  if (byModel) return byModel.id;
  const sent = names.map(foldVariableName).filter((name) => LISTED.has(name));
  return only(VENDORS.filter(({ variables }) => sent.every((name) => variables.has(name))))?.id;
}

function only(found: readonly { readonly profile: VendorProfile }[]): VendorProfile | undefined {
  return found.length === 1 ? found[0]?.profile : undefined;
}
