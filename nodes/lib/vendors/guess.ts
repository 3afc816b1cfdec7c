import type { VendorProfile } from './profile';
import { seriesOf } from './series';
import { foldVariableName } from './variables';

/** How `VendorCatalogue.guess` finds a vendor by a model, a MAC and the names of variables. */
export function vendorGuess(
  profiles: readonly VendorProfile[],
): (model: string | undefined, names: readonly string[], mac?: string) => string | undefined {
  const makes = profiles
    .filter((profile) => !profile.anyMake)
    .map((profile) => ({
      profile,
      variables: new Set(
        profile.variables.flatMap(({ name, aliases = [] }) => [name, ...aliases]).map(foldVariableName),
      ),
    }));
  const listed = new Set(makes.flatMap(({ variables }) => [...variables]));
  return (model, names, mac = '') => {
    const byModel = only(makes.filter(({ profile }) => seriesOf(profile, model) !== undefined));
    if (byModel) return byModel.id;
    const byMac = only(makes.filter(({ profile }) => profile.ouis?.prefixes.some((oui) => mac.startsWith(oui))));
    if (byMac) return byMac.id;
    const sent = names.map(foldVariableName).filter((name) => listed.has(name));
    return only(makes.filter(({ variables }) => sent.every((name) => variables.has(name))))?.id;
  };
}

function only(found: readonly { readonly profile: VendorProfile }[]): VendorProfile | undefined {
  return found.length === 1 ? found[0]?.profile : undefined;
}
