import { PhoneError } from '../errors';
import { ipOf } from '../identity/address';
import { normaliseMac } from '../identity/mac';
import { type Sentence, sentence } from '../sentences/sentence';
import type { PhoneSettings } from './settings';
import type { Surroundings } from './surroundings';
import { type AgedPlace, Whereabouts } from './whereabouts';

/** A phone, as far as it is listed. */
export interface Listed {
  readonly settings: PhoneSettings;
}

export interface DirectoryOptions {
  readonly surroundings?: Surroundings;
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
  /** Told whenever something was learned, or was found to hold on. */
  readonly onLearned?: () => void;
  /** Told that an address was taken from a phone. @param mac 12 lower-case hex digits */
  readonly onLost?: (mac: string) => void;
}

const NOTHING_AROUND: Surroundings = { isOwn: () => false, isGateway: () => false };

/** One key, several phones: two nodes may name the same MAC, address or name. In the order in which they were first listed. */
class PhoneIndex<P extends Listed> {
  readonly #phones = new Map<string, P[]>();
  readonly #rank: (phone: P) => number;

  constructor(rank: (phone: P) => number) {
    this.#rank = rank;
  }

  add(key: string | undefined, phone: P): void {
    if (!key) return;
    const phones = [...(this.#phones.get(key) ?? []), phone];
    this.#phones.set(
      key,
      phones.toSorted((one, other) => this.#rank(one) - this.#rank(other)),
    );
  }

  remove(key: string | undefined, phone: P): void {
    if (!key) return;
    const left = (this.#phones.get(key) ?? []).filter((other) => other !== phone);
    if (left.length > 0) this.#phones.set(key, left);
    else this.#phones.delete(key);
  }

  get(key: string | undefined): readonly P[] {
    return (key && this.#phones.get(key)) || [];
  }
}

/** All deployed phones of one Node-RED, found by MAC, address or name at a cost that does not grow with their number. */
export class PhoneDirectory<P extends Listed> {
  readonly #surroundings: Surroundings;
  readonly #whereabouts: Whereabouts;
  readonly #onLearned: () => void;
  readonly #onLost: (mac: string) => void;
  /** Node id → place in the order; a node that is redeployed keeps its own. */
  readonly #ranks = new Map<string, number>();
  readonly #rank = (phone: P): number => this.#ranks.get(phone.settings.id) ?? 0;
  readonly #byMac = new PhoneIndex<P>(this.#rank);
  readonly #byHost = new PhoneIndex<P>(this.#rank);
  readonly #byName = new PhoneIndex<P>(this.#rank);
  /** MAC → where its last event came from, of deployed phones whose events come from an address that is no phone's. */
  readonly #refused = new Map<string, string>();
  readonly #proxies = new Set<(address: string) => boolean>();

  constructor({
    surroundings = NOTHING_AROUND,
    now = () => performance.now(),
    onLearned = () => {},
    onLost = () => {},
  }: DirectoryOptions = {}) {
    this.#surroundings = surroundings;
    this.#onLearned = onLearned;
    this.#onLost = onLost;
    this.#whereabouts = new Whereabouts(now);
  }

  add(phone: P): void {
    const { id, mac, host, name } = phone.settings;
    if (!this.#ranks.has(id)) this.#ranks.set(id, this.#ranks.size);
    this.#byMac.add(mac, phone);
    this.#byHost.add(hostKey(host), phone);
    this.#byName.add(name, phone);
    this.#whereabouts.welcome(mac);
  }

  remove(phone: P): void {
    const { mac, host, name } = phone.settings;
    this.#byMac.remove(mac, phone);
    this.#byHost.remove(hostKey(host), phone);
    this.#byName.remove(name, phone);
  }

  /**
   * Addresses of proxies, which are no phone's.
   * @returns ends it
   */
  addProxies(isProxy: (address: string) => boolean): () => void {
    this.#proxies.add(isProxy);
    return () => this.#proxies.delete(isProxy);
  }

  /** The address that a phone without `host` is reached at, if one was learned and still holds. */
  learnedAddress(mac: string): string | undefined {
    const place = this.#whereabouts.of(mac);
    return place?.hold === 'held' && this.#against(mac, place.address) === undefined ? place.address : undefined;
  }

  /**
   * Remembers where a phone's proved event came from: from now on the address is this phone's alone. Also of a phone with
   * a `host`, which is not asked for there: it takes the address from others.
   */
  learn(phone: P, address: string): void {
    this.#claim(phone.settings.mac, address, false);
  }

  /**
   * As `learn`, for a MAC that no phone has: one that is deployed later has learned it. Bounded: the longest silent are
   * forgotten.
   * @param mac 12 lower-case hex digits
   */
  rememberStranger(mac: string, address: string): void {
    this.#claim(mac, address, this.#byMac.get(mac).length === 0);
  }

  #claim(mac: string, address: string, isStranger: boolean): void {
    if (!mac || !address) return;
    if (this.#against(mac, address) === undefined) {
      this.#refused.delete(mac);
      const loser = this.#whereabouts.claim(mac, address, isStranger);
      this.#onLearned();
      if (loser !== undefined) this.#onLost(loser);
    } else if (!isStranger) this.#refused.set(mac, address);
  }

  /** A command was answered at a learned address: it holds on. */
  answered(phone: P, address: string): void {
    const { mac, host } = phone.settings;
    if (!mac || host) return;
    this.#whereabouts.confirm(mac, address);
    this.#onLearned();
  }

  /** Milliseconds since anything was heard from where the phone was learned to be; undefined: no place is known. */
  silence({ settings: { mac } }: P): number | undefined {
    return mac ? this.#whereabouts.silence(mac) : undefined;
  }

  /** What was learned, to be kept. */
  places(): ReturnType<Whereabouts['places']> {
    return this.#whereabouts.places();
  }

  /** What was learned before this process began. */
  restore(mac: string, place: AgedPlace): void {
    this.#whereabouts.restore(mac, place);
  }

  /** Why a phone without `host` has no address, and what to do. */
  whyNoAddress({ settings: { mac } }: P): Sentence {
    if (!mac) return sentence('where.no-mac');
    const refused = this.#refused.get(mac);
    const place = refused === undefined ? this.#whereabouts.of(mac) : { address: refused, hold: 'held' };
    if (!place) return sentence('where.no-event');
    const { address, hold } = place;
    const whose = this.#against(mac, address);
    if (whose !== undefined) return sentence('where.against', { address, whose });
    if (hold === 'shared') return sentence('where.shared', { address });
    return sentence(hold === 'taken' ? 'where.taken' : 'where.silent', { address });
  }

  /**
   * Whose request it is: the phone with this MAC; where nobody has it, the phone at that address, unless that has
   * another MAC.
   * @param mac 12 lower-case hex digits
   */
  find(mac: string | undefined, address: string | undefined): P | undefined {
    const byMac = this.#byMac.get(mac)[0];
    if (byMac) return byMac;
    const found = this.#at(address);
    const phone = isOnePhone(found) ? found[0] : undefined;
    return mac && phone?.settings.mac ? undefined : phone;
  }

  /** The phone whose `host` is this address, by configuration alone. */
  findByHost(address: string): P | undefined {
    const found = this.#byHost.get(address);
    return isOnePhone(found) ? found[0] : undefined;
  }

  /**
   * Whether an address is known as another's than this phone's: by another's `host`, by what was learned, or as a proxy's.
   * @param mac 12 lower-case hex digits
   */
  isOthers(mac: string, address: string): boolean {
    for (const isProxy of this.#proxies) if (isProxy(address)) return true;
    if (this.#byHost.get(address).some(({ settings }) => settings.mac !== mac)) return true;
    const owner = this.#whereabouts.ownerOf(address);
    return owner !== undefined && owner !== mac;
  }

  /** Another phone with the same `host`: without MACs nobody can tell whose events come from there. */
  sharesHostWith(phone: P): P | undefined {
    return this.#byHost
      .get(hostKey(phone.settings.host))
      .find((other) => other !== phone && !isOnePhone([phone, other]));
  }

  /**
   * The phone that `msg.phone` means: a name, a MAC in any notation, or an address.
   * @param flow the path of the flow that asks: where several phones have the name, the one in the nearest flow around
   *   it is meant
   * @throws PhoneError NO_PHONE where none or more than one is meant
   */
  named(reference: unknown, flow = ''): P {
    const text = typeof reference === 'string' ? reference.trim() : '';
    if (!text) throw new PhoneError('NO_PHONE', sentence('phone.no-reference'));
    for (const lookUp of [
      () => this.#byName.get(text),
      () => this.#byMac.get(normaliseMac(text)),
      () => this.#at(ipOf(text) ?? text.toLowerCase()),
    ]) {
      const found = lookUp();
      if (found.length === 0) continue;
      const near = nearest(found, flow);
      const meant = isOnePhone(near) ? near : found;
      if (!isOnePhone(meant)) throw ambiguous();
      if (meant[0]) return meant[0];
    }
    throw new PhoneError('NO_PHONE', sentence('phone.not-found'));
  }

  /** All phones that have this address, by configuration, else by what was learned. */
  #at(address: string | undefined): readonly P[] {
    const configured = this.#byHost.get(address);
    if (configured.length > 0 || !address) return configured;
    const owner = this.#whereabouts.ownerOf(address);
    if (owner === undefined || this.#against(owner, address) !== undefined) return [];
    // A phone that has a host is there, wherever it reports from.
    return this.#byMac.get(owner).filter(({ settings }) => !settings.host);
  }

  /** Whose else this address is, in words; undefined where it may be this phone's. */
  #against(mac: string, address: string): Sentence | undefined {
    // Without its zone, which a request does not tell, nothing can be sent there (RFC 4007 section 6).
    if (/^fe[89ab]/i.test(address)) return sentence('where.link-local');
    if (this.#surroundings.isOwn(address)) return sentence('where.own');
    if (this.#surroundings.isGateway(address)) return sentence('where.gateway');
    for (const isProxy of this.#proxies) if (isProxy(address)) return sentence('where.proxy');
    const other = this.#byHost.get(address).find(({ settings }) => settings.mac !== mac);
    return other && sentence('where.host', { phone: other.settings.name || sentence('where.another-phone') });
  }
}

function hostKey(host: string): string {
  return ipOf(host) ?? host.toLowerCase();
}

/** Nodes with the same MAC are one phone; nodes without one are each another. */
function isOnePhone(phones: readonly Listed[]): boolean {
  const [first] = phones;
  if (!first || phones.length === 1) return first !== undefined;
  const { mac } = first.settings;
  return mac !== '' && phones.every(({ settings }) => settings.mac === mac);
}

/** Those in the innermost of the flows around the asker that hold any: the instance of its own subflow, not another one. */
function nearest<P extends Listed>(phones: readonly P[], flow: string): readonly P[] {
  const depth = ({ settings }: P): number => {
    const around = settings.flow;
    return around === '' || around === flow || flow.startsWith(`${around}/`) ? around.length : -1;
  };
  const deepest = Math.max(-1, ...phones.map(depth));
  return deepest < 0 ? [] : phones.filter((phone) => depth(phone) === deepest);
}

function ambiguous(): PhoneError {
  return new PhoneError('NO_PHONE', sentence('phone.ambiguous'));
}
