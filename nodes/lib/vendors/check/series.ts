import type { KeyRow, VendorProfile } from '../profile';
import { seriesOf } from '../series';
import { recipesOf } from './recipe-texts';
import { repeated } from './words';

/** Series that are named and are not there, models outside of theirs, counts that no series has. */
export function seriesProblems(profile: VendorProfile): string[] {
  const { series, events, keys, variables, actions, http } = profile;
  const known = new Set(series.map(({ id }) => id));
  const strange = (names: readonly string[] = [], row: string): string[] =>
    names
      .filter((name) => !known.has(name))
      .map((name) => `${row} names the series "${name}", which there is not: name one of ${[...known].join(', ')}`);
  return [
    ...repeated(series.map(({ id }) => id)).map((id) => `two series have the id ${id}: give one another`),
    ...series.flatMap((each) => [
      ...each.models
        .filter((model) => seriesOf(profile, model) !== each)
        .map(
          (model) =>
            `the model ${model} is offered by the series ${each.id}, but does not belong to it: ` +
            'give that series a prefix which it starts with, longer than those of others',
        ),
      ...each.prefixes
        .filter((prefix) => prefix.trim() === '')
        .map(
          () => `the series ${each.id} has an empty prefix, with which every model starts: write its models' beginning`,
        ),
    ]),
    ...events.flatMap((row) => strange(row.series, `the event ${row.event}`)),
    ...keys.flatMap((row) => [
      ...strange([...(row.series ?? []), ...(row.notOn ?? [])], `the key ${row.key}`),
      ...strange(Object.keys(row.numbered?.perSeries ?? {}), `the key ${row.key}`),
      ...countProblems(row, known),
    ]),
    ...variables.flatMap(({ name, filled }) => filled.flatMap((each) => strange(each.series, `the variable ${name}`))),
    ...strange(http?.notOn, 'http.notOn'),
    ...strange(http?.singleOn, 'http.singleOn'),
    ...recipesOf(actions).flatMap(({ action, recipe }) => strange(recipe.series, `the action ${action}`)),
  ];
}

/** Counts go up, and no series has more than all. */
function countProblems({ key, numbered }: KeyRow, known: ReadonlySet<string>): string[] {
  if (!numbered) return [];
  const { from, to, perSeries } = numbered;
  if (from > to) return [`the key ${key} counts from ${from} to ${to}, so nobody has it: the lower number comes first`];
  if (!perSeries) return [];
  const counts = Object.entries(perSeries);
  const isCounted = [...known].every((id) => perSeries[id] !== undefined);
  if (isCounted && counts.every(([, most]) => most < to)) {
    return [`the key ${key} counts to ${to}, but in no series: the highest of them is "to"`];
  }
  return counts
    .filter(([, most]) => most > to)
    .map(([id, most]) => `the key ${key} counts to ${to}, but to ${most} on ${id}: the highest of all is "to"`);
}
