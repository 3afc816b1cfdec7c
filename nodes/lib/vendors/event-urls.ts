import { chooseVariables, urlWith, type WrittenVariables, writtenVariables } from './action-url';
import type { VendorCatalogue } from './catalogue';
import { rowsOn, rowsTelling } from './names';
import type { EventRow, ProvisioningForm, Series, VendorProfile } from './profile';

/** What an event's URL is made of, beside the event. */
export interface UrlParts {
  /** Everything up to the event: `http://192.168.5.2:1880/phone`. */
  readonly before: string;
  /** As it goes into a URL, '' for none. */
  readonly token: string;
  /** One variable for each property of the message. */
  readonly brief: boolean;
}

/** The URL of an event, as a phone of this vendor takes it. */
export function eventUrl(
  { eventTerms }: Pick<VendorCatalogue, 'eventTerms'>,
  vendor: VendorProfile,
  series: Series | undefined,
  event: string,
  { before, token, brief }: UrlParts,
): string {
  const known = knownOf(eventTerms, vendor);
  const key = `${event} ${brief} ${series?.id ?? ''}`;
  let variables = known.get(key);
  if (!variables) {
    const chosen = chooseVariables(vendor, series, { ...eventTerms.get(event), event, brief });
    variables = writtenVariables(chosen, vendor.variableMarks, vendor.urlForm);
    known.set(key, variables);
  }
  return urlWith(before, event, token, variables, vendor.urlForm);
}

type Known = Map<string, WrittenVariables>;

/** Choosing costs more than writing, and a thousand phones of one vendor ask for their files at once. */
const written = new WeakMap<VendorCatalogue['eventTerms'], WeakMap<VendorProfile, Known>>();

function knownOf(eventTerms: VendorCatalogue['eventTerms'], vendor: VendorProfile): Known {
  const byVendor = written.get(eventTerms) ?? new WeakMap<VendorProfile, Known>();
  written.set(eventTerms, byVendor);
  const known = byVendor.get(vendor) ?? new Map<string, WrittenVariables>();
  byVendor.set(vendor, known);
  return known;
}

/**
 * The vendor's rows whose URLs report wanted events, on phones of the series.
 *
 * @param wanted ids, and what else a flow may hold there; empty: all
 */
export function rowsFor(vendor: VendorProfile, series: Series | undefined, wanted: readonly unknown[]): EventRow[] {
  const rows = rowsOn(vendor.events, series);
  return wanted.length === 0 ? rows : rowsTelling(rows, wanted.map(String));
}

/** Those that a configuration file has no parameter for: their URLs are entered on the phone's web page. */
export function lackingIn({ parameters }: Pick<ProvisioningForm, 'parameters'>, rows: readonly EventRow[]): EventRow[] {
  return rows.filter(({ event }) => !Object.hasOwn(parameters, event));
}
