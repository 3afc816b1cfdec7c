import { readBaseUrl } from '../base-url';
import type { VendorCatalogue } from './catalogue';
import { eventUrl, rowsFor } from './event-urls';
import type { ProvisioningForm, Series, VendorProfile } from './profile';
import { type ConfigurationFile, configurationFile } from './provisioning';
import { seriesOf } from './series';

/** A phone's configuration file as a dialog asks for it: everything but the token. */
export interface FileWish {
  readonly vendor: VendorProfile;
  readonly series: Series | undefined;
  /** Absent: a table for people, name and URL of an event a line. */
  readonly form: ProvisioningForm | undefined;
  readonly events: readonly unknown[];
  readonly brief: boolean;
  readonly before: string;
}

/** In place of a form's id; no form is called so. */
const TABLE = '';

/**
 * @param asked what a dialog sent, which may be anything
 * @returns undefined where it is no such wish, or names what there is not
 */
export function readWish(asked: unknown, vendors: VendorCatalogue): FileWish | undefined {
  const { vendor: id, model, form: formId, events, brief, before } = Object(asked) as Record<string, unknown>;
  const vendor = typeof id === 'string' ? vendors.profile(id) : undefined;
  const form = vendor?.provisioning?.find((each) => each.id === formId);
  const base = typeof before === 'string' ? readBaseUrl(before) : undefined;
  if (!vendor || !(form || formId === TABLE) || !Array.isArray(events) || base === undefined) return undefined;
  const series = typeof model === 'string' ? seriesOf(vendor, model) : undefined;
  return { vendor, series, form, events, brief: brief === true, before: base };
}

/** @param token as it is stored; '' for none */
export function sheetFile(
  { vendor, series, form, events, brief, before }: FileWish,
  token: string,
  vendors: VendorCatalogue,
): ConfigurationFile {
  const parts = { before, token: encodeURIComponent(token), brief };
  const rows = rowsFor(vendor, series, events);
  const urls = new Map(rows.map(({ event }) => [event, eventUrl(vendors, vendor, series, event, parts)]));
  if (!form) {
    const lines = rows.map(({ event, label }) => `${label}\t${urls.get(event) ?? ''}\n`);
    return { name: `action-urls-${vendor.id}.txt`, text: lines.join(''), mediaType: 'text/plain' };
  }
  return configurationFile(form, { urls, server: new URL(before).hostname });
}
