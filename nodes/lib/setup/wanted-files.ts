import type { VendorCatalogue } from '../vendors';
import type { PhoneRecord } from './ledger';
import { type Interfaces, isOwnAddress } from './networks';
import { ownFile } from './own-file';
import { placeOf, type Reached } from './place';
import type { AdoptedPhone, FileSettings, Lack } from './types';

/** What a phone's file would be, without its text. */
export interface WantedFile {
  readonly digest: string;
  readonly leavesCommands: boolean;
  readonly tooLong: readonly string[];
}

/** What of a listener a phone's file depends on. */
export interface FileSource {
  readonly reading: { readonly files: FileSettings };
  /** Undefined: it serves nothing. */
  readonly reached: Reached | undefined;
}

interface Known {
  readonly files: FileSettings;
  readonly userAgent: string | undefined;
  /** By place: who asks from here and there in turn has nothing written anew. */
  readonly wanted: Map<string, WantedFile | { readonly lacks: Lack }>;
}

/** Networks in which one phone may stand. */
const MOST_PLACES = 8;

/** The files that phones are to have. Each is written once for all that ask, until what it depends on is another. */
export class WantedFiles {
  readonly #vendors: VendorCatalogue;
  readonly #interfaces: Interfaces;
  /** A phone, as its node was deployed, is never changed. */
  readonly #known = new WeakMap<AdoptedPhone, Known>();

  constructor(vendors: VendorCatalogue, interfaces: Interfaces) {
    this.#vendors = vendors;
    this.#interfaces = interfaces;
  }

  /**
   * @param address of the phone: where it stands now
   * @returns undefined where nobody knows how it reaches this server
   */
  of(
    phone: AdoptedPhone,
    { reading: { files }, reached }: FileSource,
    { address: fetchedFrom, localAddress, userAgent }: PhoneRecord,
    address: string,
  ): WantedFile | { readonly lacks: Lack } | undefined {
    if (!reached) return undefined;
    // It comes by the address that it came to last, unless that is no longer ours.
    const isSame =
      address === fetchedFrom && localAddress !== undefined && isOwnAddress(localAddress, this.#interfaces);
    const place = placeOf({ address, localAddress: isSame ? localAddress : undefined }, reached, this.#interfaces);
    if (!place) return undefined;
    const known = this.#knownOf(phone, files, userAgent);
    const key = `${place.base} ${place.here}`;
    const found = known.get(key);
    if (found) return found;
    const file = ownFile(phone, files, place, this.#vendors, userAgent);
    const wanted =
      'lacks' in file ? file : { digest: file.digest, leavesCommands: file.leavesCommands, tooLong: file.tooLong };
    if (known.size >= MOST_PLACES) known.clear();
    known.set(key, wanted);
    return wanted;
  }

  #knownOf(phone: AdoptedPhone, files: FileSettings, userAgent: string | undefined): Known['wanted'] {
    const known = this.#known.get(phone);
    if (known?.files === files && known.userAgent === userAgent) return known.wanted;
    const fresh: Known = { files, userAgent, wanted: new Map() };
    this.#known.set(phone, fresh);
    return fresh.wanted;
  }
}
