import { actionUrl, chooseVariables } from './action-url';
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
  const variables = chooseVariables(vendor, series, { ...eventTerms.get(event), event, brief });
  return actionUrl(before, event, token, variables, vendor.variableMarks, vendor.urlForm);
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
