import type { VendorCatalogue } from '../../vendors';
import type { OpenListener } from '../desk';
import type { PhoneRecord } from '../ledger';
import { addressToward, type Interfaces } from '../networks';
import { fileName, servable } from '../own-file';
import { baseAt, boundTo } from '../place';
import type { AdoptedPhone, Lack } from '../types';
import type { WantedFiles } from '../wanted-files';
import type { Question } from './judge';
import type { Neighbours } from './neighbours';
import type { Subscribe } from './subscribe';
import { vendorSaid } from './vendor-said';

/** Where phones are known to be. */
export interface PhonePlaces {
  /** Of the phone with this MAC: its node's, else what was learned. */
  addressOf(mac: string): string | undefined;
  /** Whether an address is known as another phone's, or as a proxy's. */
  isOthers(mac: string, address: string): boolean;
  /** The id of the deployed node with this MAC. */
  nodeOf(mac: string): string | undefined;
}

/** What a question is judged by. */
export interface Knowledge {
  readonly vendors: VendorCatalogue;
  readonly wanted: WantedFiles;
  readonly interfaces: Interfaces;
  readonly places: PhonePlaces;
  readonly neighbours: Neighbours;
  /** Several listeners are to set up the phone with this MAC. */
  readonly isTwice: (mac: string) => boolean;
  /** Another phone is just being offered its file there. */
  readonly isOffering: (otherMac: string, address: string) => boolean;
}

/** @param address that it came from */
export function questionOf(
  asked: Subscribe,
  address: string,
  phone: AdoptedPhone,
  listener: OpenListener,
  record: PhoneRecord,
  known: Knowledge,
): Question {
  const { mac } = asked;
  const { mode, answersUntried } = listener.reading;
  // Where nobody is answered nothing need be written.
  const wanted = mode === 'answer' ? known.wanted.of(phone, listener, record, address) : undefined;
  const { places, neighbours, interfaces } = known;
  return {
    ...{ mode, answersUntried, address, mac },
    lack: known.isTwice(mac) ? 'twice' : lackOf(asked, phone, listener, wanted, known.vendors),
    isDocumented: isDocumented(phone, record.userAgent, known.vendors),
    wanted: wanted && 'digest' in wanted ? wanted.digest : undefined,
    fetched: record.digest,
    isAllowed: listener.doors?.allows(address) === true,
    isProxy: listener.doors?.isProxy(address) === true,
    isOthers: places.isOthers(mac, address) || known.isOffering(mac, address),
    knownAddress: places.addressOf(mac),
    neighbour: neighbours.macAt(address),
    base: baseToward(address, listener, interfaces),
  };
}

/** What is offered: a folder, in which the phone looks for its file, or the file. */
export function offeredUrl(
  phone: AdoptedPhone,
  base: string,
  key: string,
  { reading }: OpenListener,
  vendors: VendorCatalogue,
): string | undefined {
  const fetching = vendors.profile(phone.vendor)?.fetches;
  if (!fetching) return undefined;
  const folder = `${base}${reading.files.path}/setup/${key}/`;
  return fetching.address === 'folder' ? folder : `${folder}${fileName(fetching, phone.mac)}`;
}

/** What it says of its model now, as its User-Agent would. Anybody can say it, so that it can only keep a file back. */
function agentOf(asked: Subscribe, { vendor }: AdoptedPhone, vendors: VendorCatalogue): string | undefined {
  const { model } = vendorSaid(asked, vendors);
  const label = vendors.profile(vendor)?.label;
  return model === '' || label === undefined ? undefined : `${label} ${model}`;
}

function lackOf(
  asked: Subscribe,
  phone: AdoptedPhone,
  listener: OpenListener,
  wanted: ReturnType<WantedFiles['of']>,
  vendors: VendorCatalogue,
): Lack | undefined {
  if (!listener.reached || !listener.isServing()) return 'listener';
  // What it says now may rule it out, whatever it said when it fetched last.
  const now = servable(phone, vendors, agentOf(asked, phone, vendors));
  // Which of its forms it reads, its request for the file will say.
  for (const found of [now, wanted]) if (found && 'lacks' in found && found.lacks !== 'model') return found.lacks;
  return undefined;
}

/** @param userAgent of a request with its key */
function isDocumented(phone: AdoptedPhone, userAgent: string | undefined, vendors: VendorCatalogue): boolean {
  const found = servable(phone, vendors, userAgent);
  if (!('lacks' in found)) return found.form.partial === 'documented';
  const forms = vendors.profile(phone.vendor)?.provisioning ?? [];
  return forms.length > 0 && forms.every(({ partial }) => partial === 'documented');
}

/** By this host's address in the phone's network, where the listener's port is open there without a proxy's header. */
function baseToward(
  address: string,
  { access, reached, reading: { baseUrl } }: OpenListener,
  interfaces: Interfaces,
): string | undefined {
  const here = addressToward(address, interfaces);
  const bound = boundTo(access.port);
  const isOpen = here !== undefined && !access.proxyProtocol && (bound === undefined || bound === here);
  if (reached && isOpen) return baseAt(here, reached);
  return baseUrl || undefined;
}
