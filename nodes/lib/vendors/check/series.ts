import { type Sentence, sentence, type Words } from '../../sentences/sentence';
import type { KeyRow, VendorProfile } from '../profile';
import { seriesOf } from '../series';
import { recipesOf } from './recipe-texts';
import { repeated } from './words';

/** Series that are named and are not there, models outside of theirs, counts that no series has. */
export function seriesProblems(profile: VendorProfile): Sentence[] {
  const { series, events, keys, variables, actions, http } = profile;
  const known = new Set(series.map(({ id }) => id));
  const strange = (names: readonly string[] = [], row: Words): Sentence[] =>
    names
      .filter((name) => !known.has(name))
      .map((name) => sentence('check.no-series', { row, series: name, names: [...known].join(', ') }));
  return [
    ...repeated(series.map(({ id }) => id)).map((id) => sentence('check.same-series', { id })),
    ...series.flatMap((each) => [
      ...each.models
        .filter((model) => seriesOf(profile, model) !== each)
        .map((model) => sentence('check.strange-model', { model, series: each.id })),
      ...each.prefixes
        .filter((prefix) => prefix.trim() === '')
        .map(() => sentence('check.empty-prefix', { series: each.id })),
    ]),
    ...events.flatMap((row) => strange(row.series, sentence('check.row-event', { event: row.event }))),
    ...keys.flatMap((row) => [
      ...strange([...(row.series ?? []), ...(row.notOn ?? [])], sentence('check.row-key', { key: row.key })),
      ...strange(Object.keys(row.numbered?.perSeries ?? {}), sentence('check.row-key', { key: row.key })),
      ...countProblems(row, known),
    ]),
    ...variables.flatMap(({ name, filled }) =>
      filled.flatMap((each) => strange(each.series, sentence('check.row-variable', { variable: name }))),
    ),
    ...strange(http?.notOn, 'http.notOn'),
    ...strange(http?.singleOn, 'http.singleOn'),
    ...recipesOf(actions).flatMap(({ action, recipe }) =>
      strange(recipe.series, sentence('check.row-action', { action })),
    ),
  ];
}

/** Counts go up, and no series has more than all. */
function countProblems({ key, numbered }: KeyRow, known: ReadonlySet<string>): Sentence[] {
  if (!numbered) return [];
  const { from, to, perSeries } = numbered;
  if (from > to) return [sentence('check.counts-down', { key, from, to })];
  if (!perSeries) return [];
  const counts = Object.entries(perSeries);
  const isCounted = [...known].every((id) => perSeries[id] !== undefined);
  if (isCounted && counts.every(([, most]) => most < to)) {
    return [sentence('check.counts-nowhere', { key, to })];
  }
  return counts
    .filter(([, most]) => most > to)
    .map(([id, most]) => sentence('check.counts-beyond', { key, to, most, series: id }));
}
