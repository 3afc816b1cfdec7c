import { foldEventName } from '../names';
import type { VendorProfile } from '../profile';
import { seriesOf } from '../series';
import { foldVariableName } from '../variables';

/**
 * What is wrong with profiles beside each other: two vendors that the same model or hardware would be, or of one id.
 *
 * @returns a sentence for each problem, with both vendors, the row and what to do in it
 */
export function problemsBetween(profiles: readonly VendorProfile[]): string[] {
  const makes = profiles.filter(({ anyMake }) => !anyMake);
  return [...pairsOf(profiles).flatMap(sameId), ...pairsOf(makes).flatMap((pair) => [...models(pair), ...ouis(pair)])];
}

/**
 * What profiles mean differently by one name: true of both, so no problem, but from a phone of unknown make it then means
 * nothing.
 */
export function notesBetween(profiles: readonly VendorProfile[]): string[] {
  const events = new Map<string, Map<string, string[]>>();
  const fields = new Map<string, Map<string, string[]>>();
  const note = (notes: typeof events, name: string, meaning: string, vendor: string): void => {
    const meanings = notes.get(name) ?? new Map<string, string[]>();
    const vendors = meanings.get(meaning) ?? [];
    if (!vendors.includes(vendor)) vendors.push(vendor);
    notes.set(name, meanings.set(meaning, vendors));
  };
  for (const { id, events: rows, variables, anyMake } of profiles) {
    if (anyMake) continue;
    for (const { event, label, names = [] } of rows) {
      for (const name of [label, ...names]) note(events, foldEventName(name), event, id);
    }
    for (const { name, aliases = [], field, ownPhonesOnly } of variables) {
      if (field === undefined || ownPhonesOnly) continue;
      for (const spelling of [name, ...aliases]) note(fields, foldVariableName(spelling), field, id);
    }
  }
  return [...saidTwice('the event name', events), ...saidTwice('the variable', fields)];
}

function saidTwice(what: string, notes: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): string[] {
  return [...notes].flatMap(([name, meanings]) => {
    if (meanings.size < 2) return [];
    const said = [...meanings].map(([meaning, vendors]) => `${meaning} at ${vendors.join(' and ')}`);
    return [`${what} ${name} means ${said.join(', ')}: nothing from a phone of unknown make`];
  });
}

type Pair = readonly [VendorProfile, VendorProfile];

function pairsOf(profiles: readonly VendorProfile[]): Pair[] {
  return profiles.flatMap((one, index) => profiles.slice(index + 1).map((other): Pair => [one, other]));
}

function sameId([one, other]: Pair): string[] {
  return one.id === other.id ? [`${one.id}: two profiles have this id: give one another`] : [];
}

/** A model that both vendors' series take is nobody's to the guess. */
function models([one, other]: Pair): string[] {
  const taken = (from: VendorProfile, by: VendorProfile): string[] =>
    from.series.flatMap(({ id, prefixes, models: names }) =>
      [...new Set([...prefixes, ...names])].flatMap((model) => {
        const series = seriesOf(by, model);
        return series
          ? [
              `${from.id}: ${model} of the series ${id} is a model of ${by.id}, too (series ${series.id}: ` +
                `${series.prefixes.join(', ')}): give the one or the other longer prefixes`,
            ]
          : [];
      }),
    );
  const found = taken(one, other);
  return found.length > 0 ? found : taken(other, one);
}

function ouis([one, other]: Pair): string[] {
  const prefixes = new Set(other.ouis?.prefixes);
  return (one.ouis?.prefixes ?? [])
    .filter((prefix) => prefixes.has(prefix))
    .map((prefix) => `${one.id}: the OUI ${prefix} is ${other.id}'s, too: leave it at who is registered for it`);
}
