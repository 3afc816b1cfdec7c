import type { Series, VendorProfile } from './profile';

/**
 * The series of a model, by the longest prefix it starts with. Case, blanks, dashes and the vendor's name in front do
 * not count: `Fanvil X4U`, as phones report themselves, is an X4.
 *
 * @returns undefined for no model or one of no known series: then nothing is ruled out
 */
export function seriesOf(
  profile: Pick<VendorProfile, 'label' | 'series'>,
  model: string | undefined,
): Series | undefined {
  if (model === undefined) return undefined;
  const vendor = fold(profile.label);
  const folded = fold(model);
  const name = folded.startsWith(vendor) ? folded.slice(vendor.length) : folded;
  return longestFirst(profile.series).find(({ prefix }) => name.startsWith(prefix))?.of;
}

interface FoldedPrefix {
  readonly prefix: string;
  readonly of: Series;
}

/** Of profiles as they stand: some have dozens of models, and every command asks. */
const foldedPrefixes = new WeakMap<readonly Series[], readonly FoldedPrefix[]>();

/** All prefixes of a profile, as they are compared; of equally long ones the first series' comes first. */
function longestFirst(series: readonly Series[]): readonly FoldedPrefix[] {
  let known = foldedPrefixes.get(series);
  if (!known) {
    known = series
      .flatMap((of) => of.prefixes.map((text) => ({ prefix: fold(text), of })))
      .filter(({ prefix }) => prefix !== '')
      .toSorted((one, other) => other.prefix.length - one.prefix.length);
    foldedPrefixes.set(series, known);
  }
  return known;
}

/** A model without the vendor's name in front, as many phones report themselves: `Fanvil X3U` is an X3U. */
export function modelAlone({ label }: Pick<VendorProfile, 'label'>, model: string): string {
  const first = model.trim().slice(0, label.length);
  const rest = model
    .trim()
    .slice(label.length)
    .replace(/^[\s_-]+/, '');
  return first.toLowerCase() === label.toLowerCase() && rest !== '' ? rest : model;
}

/** Of rows with `prefixes`, the one whose longest prefix a model starts with, in any case; else one for all models. */
export function longestPrefix<Row extends { readonly prefixes: readonly string[] }>(
  rows: readonly Row[],
  model: string,
): Row | undefined {
  const wanted = fold(model);
  let found: Row | undefined;
  let length = 0;
  for (const row of rows) {
    for (const prefix of row.prefixes) {
      if (prefix.length > length && wanted.startsWith(fold(prefix))) {
        found = row;
        length = prefix.length;
      }
    }
  }
  return found ?? rows.find(({ prefixes }) => prefixes.length === 0);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
