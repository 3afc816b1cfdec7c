import { fileDigest, ownToken } from '../derived-keys';
import { formatMac } from '../identity/mac';
import { eventUrl, rowsFor } from '../vendors/event-urls';
import {
  type Fetching,
  modelAlone,
  type ProvisioningForm,
  type Series,
  seriesOf,
  type VendorCatalogue,
  type VendorProfile,
} from '../vendors';
import { configurationFile } from '../vendors/provisioning';
import { longestPrefix } from '../vendors/series';
import { type Draft, drafted } from './file-pattern';
import type { AdoptedPhone, FileSettings, Lack, Place } from './types';
import { modelSaid } from './user-agent';

/** The file of one phone. */
export interface OwnFile {
  /** As the vendor's phones ask for it. */
  readonly name: string;
  readonly text: string;
  readonly contentType: 'text/plain' | 'text/xml';
  /** The phone's list of whoever may command it stays as it is. */
  readonly leavesCommands: boolean;
  /** Events whose URL is too long for the phone, and is left out. */
  readonly tooLong: readonly string[];
  /** Of its text: another where anything of it is, and no way to try out what is in it. */
  readonly digest: string;
}

/** What a vendor's phone can be given, and in which form. */
export interface Servable {
  readonly vendor: VendorProfile;
  readonly fetching: Fetching;
  readonly form: ProvisioningForm;
  readonly model: string;
}

/** In bytes. */
const MOST = 64 * 1024;

/**
 * Whether this phone's vendor and model take a file of ours.
 * @param userAgent of the request for the file, where there is one
 */
export function servable(
  phone: AdoptedPhone,
  vendors: Pick<VendorCatalogue, 'profile'>,
  userAgent?: string,
): Servable | { readonly lacks: Lack } {
  if (phone.mac === '') return { lacks: 'mac' };
  const vendor = vendors.profile(phone.vendor);
  if (!vendor) return { lacks: 'vendor' };
  const { fetches: fetching, provisioning = [] } = vendor;
  if (provisioning.length > 0 && provisioning.every(({ partial }) => partial === 'no')) return { lacks: 'partial' };
  if (!fetching || provisioning.length === 0) return { lacks: 'fetching' };
  const said = modelSaid(userAgent, vendor);
  const model = modelAlone(vendor, phone.model) || said;
  // What either of them names may be what stands there.
  if ([model, said].some((each) => isRuledOut(fetching, each))) return { lacks: 'series' };
  const form = longestPrefix(provisioning, model);
  if (!form) return { lacks: 'model' };
  return form.partial === 'no' ? { lacks: 'partial' } : { vendor, fetching, form, model };
}

function isRuledOut({ notOn }: Fetching, model: string): boolean {
  return notOn !== undefined && model !== '' && longestPrefix([notOn], model) !== undefined;
}

/** The name of a phone's file. */
export function fileName({ file }: Fetching, mac: string): string {
  return file.replaceAll('{mac}', mac).replaceAll('{MAC}', mac.toUpperCase());
}

/** The same phone, settings and place give the same bytes. */
export function ownFile(
  phone: AdoptedPhone,
  settings: FileSettings,
  place: Place,
  vendors: VendorCatalogue,
  userAgent?: string,
): OwnFile | { readonly lacks: Lack } {
  const found = servable(phone, vendors, userAgent);
  if ('lacks' in found) return found;
  const { vendor, fetching, form } = found;
  const commandsFrom = commandsFromOf(found, settings, place);
  const key = JSON.stringify([vendor.id, formIndex(found), seriesFor(found)?.id, place.base, commandsFrom]);
  const { text, tooLong, isEmpty } = drafted(
    { settings, vendors, key },
    { mac: phone.mac, token: ownToken(settings.token, phone.mac) },
    (mac, token) => writtenFile(found, { mac, token }, settings, place, vendors),
  );
  if (isEmpty) return { lacks: 'events' };
  if (Buffer.byteLength(text, 'utf8') > MOST) return { lacks: 'size' };
  return {
    name: fileName(fetching, phone.mac),
    text,
    contentType: form.escape === 'xml' ? 'text/xml' : 'text/plain',
    leavesCommands: commandsFrom === undefined,
    tooLong,
    digest: fileDigest(settings.digestKey, text),
  };
}

const formIndex = ({ vendor, form }: Servable): number => vendor.provisioning?.indexOf(form) ?? -1;

const seriesFor = ({ vendor, model }: Servable): Series | undefined =>
  model === '' ? undefined : seriesOf(vendor, model);

/** @returns undefined: the phone's list of whoever may command it stays as it is */
function commandsFromOf({ form }: Servable, settings: FileSettings, place: Place): string | undefined {
  const from = settings.commandsFrom === '' ? place.here : settings.commandsFrom;
  return form.commands && from !== '-' ? from : undefined;
}

/** One phone's file, written at length. @param token of this phone's own */
export function writtenFile(
  found: Servable,
  own: { readonly mac: string; readonly token: string },
  settings: FileSettings,
  place: Place,
  vendors: VendorCatalogue,
): Draft {
  const commandsFrom = commandsFromOf(found, settings, place);
  const { urls, tooLong } = urlsOf(found, own, settings, place, vendors);
  const { text } = configurationFile(found.form, {
    urls,
    mac: own.mac,
    ...(commandsFrom !== undefined && { commandsFrom }),
  });
  return { text, tooLong, isEmpty: urls.size === 0 };
}

function urlsOf(
  found: Servable,
  { mac, token }: { readonly mac: string; readonly token: string },
  { path, events }: FileSettings,
  place: Place,
  vendors: VendorCatalogue,
): { readonly urls: ReadonlyMap<string, string>; readonly tooLong: readonly string[] } {
  const { vendor } = found;
  const series = seriesFor(found);
  const limit = vendor.urlLimit?.characters ?? Number.POSITIVE_INFINITY;
  const parts = { before: `${place.base}${path}`, token };
  const urls = new Map<string, string>();
  const tooLong: string[] = [];
  for (const { event } of rowsFor(vendor, series, events)) {
    const whole = certain(eventUrl(vendors, vendor, series, event, { ...parts, brief: false }), vendor, mac);
    const url =
      whole.length <= limit
        ? whole
        : certain(eventUrl(vendors, vendor, series, event, { ...parts, brief: true }), vendor, mac);
    if (url.length <= limit) urls.set(event, url);
    else tooLong.push(event);
  }
  return { urls, tooLong };
}

/**
 * The token counts for the MAC that an event names. Where it is not sure that a vendor's phones fill theirs in, and in a
 * file that one phone reads, it is written out.
 */
function certain(url: string, { variables, variableMarks: { before, after } }: VendorProfile, mac: string): string {
  const row = variables.find(({ field }) => field === 'phone.mac');
  if (!row?.guess) return url;
  return url.replace(`mac=${before}${row.name}${after}`, () => `mac=${formatMac(mac)}`);
}
