import { createHash } from 'node:crypto';
import type { VendorCatalogue } from '../vendors';
import type { PhoneRecord } from './ledger';
import { type Interfaces, isOwnAddress } from './networks';
import { ownFile, type OwnFile } from './own-file';
import { placeOf, type Reached } from './place';
import type { AdoptedPhone, FileSettings, Lack, Place } from './types';

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
  /** All but the place that the file depends on, by its contents: a deploy that changes nothing has nothing written anew. */
  readonly of: string;
  /** By place: who asks from here and there in turn has nothing written anew. */
  readonly wanted: Map<string, WantedFile | { readonly lacks: Lack }>;
}

/** Phones whose files are remembered. */
const MOST = 10_000;
/** Networks in which one phone may stand. */
const MOST_PLACES = 8;

/** The files that phones are to have. Each is written once for all that ask, until what it depends on is another. */
export class WantedFiles {
  readonly #vendors: VendorCatalogue;
  readonly #interfaces: Interfaces;
  /** By MAC. */
  readonly #known = new Map<string, Known>();

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
    const found = known.get(keyOf(place));
    if (found) return found;
    return this.keep(phone, files, place, userAgent, ownFile(phone, files, place, this.#vendors, userAgent));
  }

  /** A file was written: nobody need write it again. */
  keep(
    phone: AdoptedPhone,
    files: FileSettings,
    place: Place,
    userAgent: string | undefined,
    file: OwnFile | { readonly lacks: Lack },
  ): WantedFile | { readonly lacks: Lack } {
    const known = this.#knownOf(phone, files, userAgent);
    const wanted =
      'lacks' in file ? file : { digest: file.digest, leavesCommands: file.leavesCommands, tooLong: file.tooLong };
    if (known.size >= MOST_PLACES) known.clear();
    known.set(keyOf(place), wanted);
    return wanted;
  }

  #knownOf({ mac, vendor, model }: AdoptedPhone, files: FileSettings, userAgent: string | undefined): Known['wanted'] {
    // Of the token no more is kept than a digest.
    const of = createHash('sha256')
      .update(JSON.stringify([vendor, model, files, userAgent]), 'utf8')
      .digest('base64url');
    const known = this.#known.get(mac);
    if (known?.of === of) return known.wanted;
    const fresh: Known = { of, wanted: new Map() };
    if (known === undefined && this.#known.size >= MOST) this.#known.delete(this.#known.keys().next().value ?? '');
    this.#known.set(mac, fresh);
    return fresh.wanted;
  }
}

function keyOf({ base, here }: Place): string {
  return `${base} ${here}`;
}
