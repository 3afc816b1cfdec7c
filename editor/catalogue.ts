import {
  lacksKey,
  type KeyRow,
  type Series,
  seriesOf,
  VendorCatalogue,
  type VendorProfile,
} from '../nodes/lib/vendors';
import { type CatalogueFile, profileOf } from '../nodes/lib/vendors/listing';
import type { EventTerm } from '../nodes/lib/vocabulary';
import { element } from './element';
import { askOwnVendors, type OwnVendors } from './own-vendors';

export { seriesOf };

/**
 * What the vendors' profiles say, as the build wrote it to catalogue.json: fetched once, when the editor loads, from
 * where this script came from; and the user's own, of which the runtime tells.
 */
interface Catalogue extends Pick<CatalogueFile, 'events' | 'actions'> {
  readonly vendors: VendorCatalogue;
  readonly own: OwnVendors;
}

interface Fetched {
  readonly loaded: CatalogueFile;
  readonly own: OwnVendors;
}

/** In the page: this module is in the dialogs' bundle and in the sidebar's, and whichever comes first asks for both. */
const FETCHED = Symbol.for('node-red-contrib-voip-phone.catalogue');
const shared = globalThis as typeof globalThis & { [FETCHED]?: Promise<Fetched> };

let catalogue: Catalogue = {
  vendors: new VendorCatalogue([]),
  own: { profiles: [], refused: [] },
  events: [],
  actions: [],
};

const loading = load().catch(() => {
  // The dialogs go on without, and say so.
});

async function load(): Promise<void> {
  const { loaded, own } = await (shared[FETCHED] ??= fetchBoth());
  const vendors = new VendorCatalogue(
    loaded.vendors.map(profileOf),
    own.profiles.map(({ vendor }) => profileOf(vendor)),
  );
  const events = [...vendors.eventTerms].map(([id, term]) => ({ id, ...term }));
  catalogue = { vendors, own, events, actions: loaded.actions };
}

async function fetchBoth(): Promise<Fetched> {
  try {
    const asked = askOwnVendors();
    const answer = await fetch(new URL('./catalogue.json', import.meta.url), { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`catalogue.json: ${answer.status}`);
    const loaded: unknown = await answer.json();
    if (!isCatalogue(loaded)) throw new Error('catalogue.json: something else came');
    return { loaded, own: await asked };
  } catch (error) {
    // The other one asks again.
    delete shared[FETCHED];
    throw error;
  }
}

/** Whatever stands between may answer with something of its own. */
function isCatalogue(loaded: unknown): loaded is CatalogueFile {
  const { vendors, events, actions } = Object(loaded) as Record<keyof CatalogueFile, unknown>;
  return [vendors, events, actions].every((list) => Array.isArray(list) && list.length > 0);
}

/**
 * Runs `show` as soon as the catalogue is there, or is known not to come: at once, but for the first moments after the
 * editor has loaded.
 *
 * @param dialog part of what is shown: nothing is run where it was closed meanwhile
 */
export function whenLoaded(dialog: Element, show: () => void): void {
  const showIfOpen = (): void => {
    if (dialog.isConnected) show();
  };
  if (isLoaded()) showIfOpen();
  else void loading.then(showIfOpen);
}

export const isLoaded = (): boolean => vendors().length > 0;
/** What all vendors know together; without the file, of none. */
export const vendorCatalogue = (): VendorCatalogue => catalogue.vendors;
export const vendors = (): readonly VendorProfile[] => catalogue.vendors.profiles;
/** Files of the user's that make no vendor. */
export const refusedFiles = (): readonly string[] => catalogue.own.refused;
/** Whether something that the user says of a vendor of theirs has no source. */
export const isUnchecked = (id: string): boolean =>
  catalogue.own.profiles.some(({ vendor, isUnchecked }) => vendor.id === id && isUnchecked);
export const isOwn = (id: string): boolean => catalogue.vendors.isOwn(id);

/**
 * The vendors as choices.
 *
 * @param anyMake what the stand-in for any make is called
 * @param own what is added to the user's own
 */
export const vendorOptions = (anyMake: string, own: string): HTMLElement[] =>
  vendors().map(({ id, label, anyMake: isAny }) =>
    element('option', { value: id }, isOwn(id) ? `${label} · ${own}` : isAny ? anyMake : label),
  );
export const events = (): CatalogueFile['events'] => catalogue.events;
export const actions = (): CatalogueFile['actions'] => catalogue.actions;
/** @param id as a flow stores it: what is no text is nobody's */
export const vendorOf = (id: unknown): VendorProfile | undefined =>
  typeof id === 'string' ? catalogue.vendors.profile(id) : undefined;

/** How many of a numbered key a series has; without a series, the most that any has; 0 of a key without numbers. */
export function countOf({ series: having, notOn, numbered }: KeyRow, series: Series | undefined): number {
  if (series && ((having && !having.includes(series.id)) || notOn?.includes(series.id))) return 0;
  return (series && numbered?.perSeries?.[series.id]) ?? numbered?.to ?? 0;
}

/** A key by its whole name. */
export interface OfferedKey {
  readonly key: string;
  readonly aliases: readonly string[];
  readonly label: string;
  /** Whether phones of the series do not have it. */
  readonly lacking: boolean;
  readonly disruptive: boolean;
}

/** The vendor's keys, numbered ones one by one. */
export function keysOf(vendor: VendorProfile, series: Series | undefined): OfferedKey[] {
  return vendor.keys.flatMap((row) => {
    const offer = (number?: number): OfferedKey => {
      const suffix = number ?? '';
      return {
        key: `${row.key}${suffix}`,
        aliases: (row.aliases ?? []).map((alias) => `${alias}${suffix}`),
        label: number === undefined ? row.label : `${row.label} ${number}`,
        lacking: lacksKey(vendor, series, { row, wire: row.key, ...(number !== undefined && { number }) }),
        disruptive: row.disruptive === true,
      };
    };
    if (!row.numbered) return [offer()];
    const { from, to } = row.numbered;
    return Array.from({ length: to - from + 1 }, (_, index) => offer(from + index));
  });
}

/** What is known of an event: the moment in which it fires decides what variables a phone fills. */
export const termOfEvent = (event: string): EventTerm | undefined => catalogue.vendors.eventTerms.get(event);

/** What the first vendor that has an event prints for it. */
export const printedLabel = (event: string): string | undefined =>
  vendors()
    .flatMap((vendor) => vendor.events)
    .find((row) => row.event === event)?.label;
