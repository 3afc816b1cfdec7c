import { parseAllowList } from '../events/allow';
import type { Fetching, FileServing, ServedFile } from '../events/own-port/beside';
import { type ClientAddress, parseTrustedProxies } from '../events/proxies';
import type { VendorCatalogue } from '../vendors';
import type { Adoptions } from './adoptions';
import type { Guessing } from './guessing';
import { KeyRing } from './key-ring';
import type { Ledger } from './ledger';
import type { Interfaces } from './networks';
import { fileName, ownFile, servable } from './own-file';
import type { OfferKeys } from './pnp/offer-keys';
import { placeOf, type Reached } from './place';
import { type WantedFiles } from './wanted-files';
import type { SetupReading } from './read-setup';
import { otherMac } from './user-agent';

/** What outlives a listener's node, and what lies around it. */
export interface FileServerHost {
  readonly adoptions: Adoptions;
  readonly ledger: Ledger;
  readonly guessing: Guessing;
  /** Keys of files that were offered to phones that asked the network. */
  readonly offerKeys?: Pick<OfferKeys, 'macOf'>;
  /** Where it is remembered what was written. */
  readonly wanted?: Pick<WantedFiles, 'keep'>;
  readonly vendors: VendorCatalogue;
  readonly interfaces?: Interfaces;
  /** Milliseconds since the epoch. */
  readonly today?: () => number;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
}

/** As its listener was set to. */
export interface FileServerSettings extends Pick<SetupReading, 'files' | 'keys'> {
  readonly listenerId: string;
  readonly reached: Reached;
  /** Comma lists of addresses and ranges. */
  readonly allow: string;
  readonly trustedProxies: string;
  /** A proxy's own header has named the phone's address: which of ours the phone would come to is not known. */
  readonly isBehindProxy: boolean;
}

/** Gives each adopted phone its own file, and everybody else nothing. */
export class FileServer implements FileServing {
  readonly #settings: FileServerSettings;
  readonly #host: FileServerHost;
  readonly #allows: (address: string) => boolean;
  readonly #clientAddress: ClientAddress;
  readonly #ring: KeyRing;
  readonly #today: () => number;
  readonly #now: () => number;

  /** @throws SettingError naming a bad entry of the allow list or of the trusted proxies */
  constructor(settings: FileServerSettings, host: FileServerHost) {
    this.#settings = settings;
    this.#host = host;
    this.#allows = parseAllowList(settings.allow);
    this.#clientAddress = parseTrustedProxies(settings.trustedProxies);
    this.#ring = new KeyRing(settings.keys);
    this.#today = host.today ?? Date.now;
    this.#now = host.now ?? (() => performance.now());
  }

  file({ arrival, rest, localAddress }: Fetching): ServedFile | undefined {
    const address = this.#clientAddress(arrival.address, arrival.forwardedFor);
    if (!this.#allows(address)) return undefined;
    const slash = rest.indexOf('/');
    const [key, name] = slash < 0 ? [rest, ''] : [rest.slice(0, slash), rest.slice(slash + 1)];
    const mac = this.#macOf(key, address);
    if (mac === undefined) {
      this.#host.guessing.note(address, key, this.#now());
      return undefined;
    }
    const isDirect = address === arrival.address && !this.#settings.isBehindProxy;
    return this.#fileOf(mac, name, {
      address,
      localAddress: isDirect ? localAddress : undefined,
      isHead: arrival.method === 'HEAD',
      ...(arrival.userAgent !== undefined && { userAgent: arrival.userAgent }),
    });
  }

  #macOf(key: string, address: string): string | undefined {
    const { adoptions, offerKeys } = this.#host;
    const { listenerId } = this.#settings;
    // A thousand phones that were offered their files need no ring, which is made for all phones at once.
    return (
      offerKeys?.macOf(key, listenerId, address, this.#now()) ??
      this.#ring.macOf(key, () => adoptions.macs(listenerId), adoptions.version, this.#today())
    );
  }

  #fileOf(
    mac: string,
    name: string,
    asked: {
      readonly address: string;
      readonly localAddress: string | undefined;
      readonly isHead: boolean;
      readonly userAgent?: string;
    },
  ): ServedFile | undefined {
    const { adoptions, ledger, vendors, interfaces } = this.#host;
    const { listenerId, files, reached } = this.#settings;
    const phone = adoptions.phone(listenerId, mac);
    if (!phone) return undefined;
    const other = otherMac(asked.userAgent, mac);
    const found = servable(phone, vendors, asked.userAgent);
    const isNamed = !('lacks' in found) && fileName(found.fetching, mac).toLowerCase() === name.toLowerCase();
    if (other !== undefined) {
      ledger.askedByOther(mac, other);
      return undefined;
    }
    const place = isNamed ? placeOf(asked, reached, interfaces) : undefined;
    const file = place && ownFile(phone, files, place, vendors, asked.userAgent);
    if (!file || 'lacks' in file) return undefined;
    this.#host.wanted?.keep(phone, files, place, asked.userAgent, file);
    const text = Buffer.from(file.text, 'utf8').toString('latin1');
    if (!asked.isHead) {
      const { address, localAddress, userAgent } = asked;
      ledger.fetched(mac, { fetched: this.#today(), address, localAddress, digest: file.digest, userAgent });
    }
    return { contentType: file.contentType, text };
  }
}
