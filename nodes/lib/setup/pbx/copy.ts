import { rowsFor, eventUrl } from '../../vendors/event-urls';
import { type ProvisioningForm, seriesOf, type VendorCatalogue, type VendorProfile } from '../../vendors';
import { type AddressParts, addressOf } from '../address';
import type { PbxText } from '../answers';
import { servable } from '../own-file';
import type { AdoptedPhone, FileSettings, Lack } from '../types';
import { linesOf } from './lines';
import { type PbxSystem, writtenFor } from './systems';

export interface CopyParts extends AddressParts {
  readonly files: FileSettings;
}

/** The texts for one phone's vendor and one PBX, the best one first. */
export function copyFor(
  phone: AdoptedPhone,
  parts: CopyParts,
  pbx: PbxSystem,
  vendors: VendorCatalogue,
): readonly PbxText[] | { readonly lacks: Lack | 'pbx' } {
  const found = servable(phone, vendors);
  if ('lacks' in found) return found;
  const { vendor, fetching, form, model } = found;
  const texts = [
    includeText(phone, parts, vendors, fetching.include),
    lineText(vendor, form, model, parts, vendors),
  ].flatMap((text) => {
    const written = text && writtenFor(pbx, text.text);
    return text && written !== undefined ? [{ ...text, text: written }] : [];
  });
  return texts.length > 0 ? texts : { lacks: 'pbx' };
}

function includeText(
  phone: AdoptedPhone,
  parts: CopyParts,
  vendors: VendorCatalogue,
  include: { readonly line: string; readonly within: string } | undefined,
): PbxText | undefined {
  const address = include && addressOf(phone, parts, vendors);
  if (!include || !address || 'lacks' in address) return undefined;
  return { kind: 'include', text: `${include.line.replace('{url}', () => address.url)}\n`, within: include.within };
}

function lineText(
  vendor: VendorProfile,
  form: ProvisioningForm,
  model: string,
  { base, path, files: { token, events, commandsFrom } }: CopyParts,
  vendors: VendorCatalogue,
): PbxText | undefined {
  const series = model === '' ? undefined : seriesOf(vendor, model);
  const limit = vendor.urlLimit?.characters ?? Number.POSITIVE_INFINITY;
  // All phones come with the same text, and each fills its own MAC in: the token is the one that all share.
  const parts = { before: `${base}${path}`, token: encodeURIComponent(token) };
  const urls = new Map(
    rowsFor(vendor, series, events).flatMap(({ event }): (readonly [string, string])[] => {
      const [whole, brief] = [false, true].map((each) =>
        eventUrl(vendors, vendor, series, event, { ...parts, brief: each }),
      );
      const url = [whole, brief].find((each) => each !== undefined && each.length <= limit);
      return url === undefined ? [] : [[event, url]];
    }),
  );
  // Which address is this host's in a phone's network is known when the phone asks, and no PBX does.
  const isNamed = form.commands !== undefined && commandsFrom !== '' && commandsFrom !== '-';
  const { text, within } = linesOf(form, urls, isNamed ? commandsFrom : undefined);
  if (urls.size === 0) return undefined;
  return { kind: 'lines', text, within, leavesCommands: !isNamed };
}
