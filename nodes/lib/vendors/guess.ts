import type { VendorProfile } from './profile';
import { seriesOf } from './series';
import { foldVariableName } from './variables';

/**
 * How `VendorCatalogue.guess` finds a vendor by a model, a MAC and the names of variables.
 *
 * @param own vendors of the user's: found by model or MAC alone, where no built-in vendor is; by variables they would take
 *   away from those that they were copied from
 */
export function vendorGuess(
  profiles: readonly VendorProfile[],
  own: readonly VendorProfile[] = [],
): (model: string | undefined, names: readonly string[], mac?: string) => string | undefined {
  const makes = makesOf(profiles);
  const ownMakes = makesOf(own);
  const listed = new Set(makes.flatMap(({ variables }) => [...variables]));
  return (model, names, mac = '') => {
    const known = byHardware(makes, model, mac);
    if (known !== undefined) return known;
    const mine = makes.some((make) => hasModel(make, model)) ? undefined : byHardware(ownMakes, model, mac);
    if (mine !== undefined) return mine;
    const sent = names.map(foldVariableName).filter((name) => listed.has(name));
    return only(makes.filter(({ variables }) => sent.every((name) => variables.has(name))));
  };
}

interface Make {
  readonly profile: VendorProfile;
  readonly variables: ReadonlySet<string>;
}

function makesOf(profiles: readonly VendorProfile[]): Make[] {
  return profiles
    .filter((profile) => !profile.anyMake)
    .map((profile) => ({
      profile,
      variables: new Set(
        profile.variables.flatMap(({ name, aliases = [] }) => [name, ...aliases]).map(foldVariableName),
      ),
    }));
}

function hasModel({ profile }: Make, model: string | undefined): boolean {
  return seriesOf(profile, model) !== undefined;
}

function byHardware(makes: readonly Make[], model: string | undefined, mac: string): string | undefined {
  return (
    only(makes.filter((make) => hasModel(make, model))) ??
    only(makes.filter(({ profile }) => profile.ouis?.prefixes.some((oui) => mac.startsWith(oui))))
  );
}

function only(found: readonly Make[]): string | undefined {
  return found.length === 1 ? found[0]?.profile.id : undefined;
}
