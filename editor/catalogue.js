import { lacksKey, VendorCatalogue } from './composer.js';

export { seriesOf } from './composer.js';

/**
 * What the vendors' profiles say, as the build wrote it to catalogue.json: fetched once, when the editor loads, from
 * where this script came from.
 */

let catalogue = { vendors: new VendorCatalogue([]), events: [], actions: [] };

const loading = fetch(new URL('./catalogue.json', import.meta.url), { credentials: 'same-origin' })
  .then((answer) => {
    if (!answer.ok) throw new Error(`catalogue.json: ${answer.status}`);
    return answer.json();
  })
  .then((loaded) => {
    if (!isCatalogue(loaded)) throw new Error('catalogue.json: something else came');
    catalogue = { ...loaded, vendors: new VendorCatalogue(loaded.vendors.map(profileOf)) };
  })
  // The dialogs go on without, and say so.
  .catch(() => {});

/** The file lists a vendor's actions by their ids; in a profile their recipes stand by these. */
const profileOf = ({ recipes, ...vendor }) => ({ ...vendor, actions: recipes });

/** Whatever stands between may answer with something of its own. */
function isCatalogue({ vendors, events, actions }) {
  return [vendors, events, actions].every((list) => Array.isArray(list) && list.length > 0);
}

/**
 * Runs `show` as soon as the catalogue is there, or is known not to come: at once, but for the first moments after the
 * editor has loaded.
 *
 * @param {Element} dialog part of what is shown: nothing is run where it was closed meanwhile
 * @param {() => void} show
 */
export function whenLoaded(dialog, show) {
  const showIfOpen = () => {
    if (dialog.isConnected) show();
  };
  if (isLoaded()) showIfOpen();
  else void loading.then(showIfOpen);
}

export const isLoaded = () => vendors().length > 0;
/** What all vendors know together; without the file, of none. */
export const vendorCatalogue = () => catalogue.vendors;
export const vendors = () => catalogue.vendors.profiles;
export const events = () => catalogue.events;
export const actions = () => catalogue.actions;
export const vendorOf = (id) => catalogue.vendors.profile(id);

/** Of rows with `prefixes`, the one whose longest prefix a model starts with, in any case. */
export function longestPrefix(rows, model) {
  const fold = (text) => text.toLowerCase().replace(/[\s_-]/g, '');
  const wanted = fold(model ?? '');
  let found;
  let length = 0;
  for (const row of rows) {
    for (const prefix of row.prefixes) {
      if (prefix.length > length && wanted.startsWith(fold(prefix))) {
        found = row;
        length = prefix.length;
      }
    }
  }
  return found;
}

/** How many of a numbered key a series has; without a series, the most that any has. */
export function countOf(row, series) {
  if (series && row.series && !row.series.includes(series.id)) return 0;
  return (series && row.numbered.perSeries?.[series.id]) ?? row.numbered.to;
}

/** The vendor's keys, numbered ones one by one: `{ key, aliases, label, lacking, disruptive }`. */
export function keysOf(vendor, series) {
  return vendor.keys.flatMap((row) => {
    const { from, to } = row.numbered ?? { from: 0, to: 0 };
    return Array.from({ length: to - from + 1 }, (_, index) => {
      const number = row.numbered ? from + index : undefined;
      const suffix = number ?? '';
      return {
        key: `${row.key}${suffix}`,
        aliases: (row.aliases ?? []).map((alias) => `${alias}${suffix}`),
        label: number === undefined ? row.label : `${row.label} ${number}`,
        lacking: lacksKey(vendor, series, { row, number }),
        disruptive: row.disruptive === true,
      };
    });
  });
}

/** The moment in which an event fires, which decides what variables a phone fills. */
export const phaseOf = (event) => catalogue.vendors.eventTerms.get(event)?.phase ?? 'none';

/** What the first vendor that has an event prints for it. */
export const printedLabel = (event) =>
  vendors()
    .flatMap((vendor) => vendor.events)
    .find((row) => row.event === event)?.label;
