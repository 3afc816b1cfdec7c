/**
 * What the vendors' profiles say, as the build wrote it to catalogue.json: fetched once, when the editor loads, from
 * where this script came from.
 */

let catalogue = { vendors: [], events: [], actions: [] };

const loading = fetch(new URL('./catalogue.json', import.meta.url), { credentials: 'same-origin' })
  .then((answer) => {
    if (!answer.ok) throw new Error(`catalogue.json: ${answer.status}`);
    return answer.json();
  })
  .then((loaded) => {
    catalogue = loaded;
    return true;
  })
  .catch(() => false);

/** Runs `show` as soon as the catalogue is there: at once, but for the first moments after the editor has loaded. */
export function whenLoaded(show) {
  if (catalogue.vendors.length > 0) show();
  else void loading.then(show);
}

export const isLoaded = () => catalogue.vendors.length > 0;
export const vendors = () => catalogue.vendors;
export const events = () => catalogue.events;
export const actions = () => catalogue.actions;
export const vendorOf = (id) => catalogue.vendors.find((vendor) => vendor.id === id);

/** The series with the longest prefix that the model starts with, in any case. */
export function seriesOf(vendor, model) {
  const wanted = String(model ?? '').trim().toUpperCase();
  if (!vendor || wanted === '') return undefined;
  let found;
  let length = 0;
  for (const series of vendor.series) {
    for (const prefix of series.prefixes) {
      if (prefix.length > length && wanted.startsWith(prefix.toUpperCase())) {
        found = series;
        length = prefix.length;
      }
    }
  }
  return found;
}

/** How many of a numbered key a series has; without a series, the most that any has. */
export const countOf = (row, series) => (series && row.numbered.perSeries?.[series.id]) ?? row.numbered.to;

/** The vendor's keys, numbered ones one by one: `{ key, label, lacking, disruptive }`. */
export function keysOf(vendor, series) {
  return vendor.keys.flatMap((row) => {
    const lacking = Boolean(series && row.series && !row.series.includes(series.id));
    const { label, disruptive = false, aliases = [] } = row;
    if (!row.numbered) return [{ key: row.key, aliases, label, lacking, disruptive }];
    const { from, to } = row.numbered;
    const count = countOf(row, series);
    return Array.from({ length: to - from + 1 }, (_, index) => ({
      key: `${row.key}${from + index}`,
      aliases: aliases.map((alias) => `${alias}${from + index}`),
      label: `${label} ${from + index}`,
      lacking: lacking || from + index > count,
      disruptive,
    }));
  });
}

/** The variables that the vendor's phones fill in an event, those that strangers word last. */
export function variablesOf(vendor, series, event) {
  const phase = catalogue.events.find((term) => term.id === event)?.phase ?? 'none';
  const filled = vendor.variables.filter((row) =>
    row.filled.some(
      (when) =>
        (when.phases.includes('always') || when.phases.includes(phase)) &&
        (!series || !when.series || when.series.includes(series.id)),
    ),
  );
  return [...filled.filter((row) => !row.freeText), ...filled.filter((row) => row.freeText)];
}
