import { PhoneError } from '../errors';
import { ipOf } from '../events/address';
import { normaliseMac } from '../events/report/mac';
import type { PhoneSettings } from './settings';

/** A phone, as far as it is listed. */
export interface Listed {
  readonly settings: PhoneSettings;
}

/** One key, several phones: two nodes may (by mistake) name the same MAC, address or name. */
class PhoneIndex<P> {
  readonly #phones = new Map<string, P[]>();

  add(key: string | undefined, phone: P): void {
    if (!key) return;
    const phones = this.#phones.get(key);
    if (phones) phones.push(phone);
    else this.#phones.set(key, [phone]);
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
  readonly #byMac = new PhoneIndex<P>();
  readonly #byAddress = new PhoneIndex<P>();
  readonly #byName = new PhoneIndex<P>();
  /** MAC → address of the last authenticated event; outlives redeploys, bounded by the MACs that were ever configured. */
  readonly #learned = new Map<string, string>();

  add(phone: P): void {
    const { mac, host, name } = phone.settings;
    this.#byMac.add(mac, phone);
    this.#byAddress.add(ipOf(host) ?? host.toLowerCase(), phone);
    this.#byName.add(name, phone);
    const learned = this.#learned.get(mac);
    if (!host && learned) this.#byAddress.add(learned, phone);
  }

  remove(phone: P): void {
    const { mac, host, name } = phone.settings;
    this.#byMac.remove(mac, phone);
    this.#byAddress.remove(ipOf(host) ?? host.toLowerCase(), phone);
    this.#byName.remove(name, phone);
    if (!host) this.#byAddress.remove(this.#learned.get(mac), phone);
  }

  /** The address that a phone without `host` is reached at, if one was learned. */
  learnedAddress(mac: string): string | undefined {
    return this.#learned.get(mac);
  }

  /** Remembers where a phone's authenticated event came from. */
  learn(phone: P, address: string): void {
    const { mac, host } = phone.settings;
    if (!mac || host || this.#learned.get(mac) === address) return;
    this.#byAddress.remove(this.#learned.get(mac), phone);
    this.#learned.set(mac, address);
    this.#byAddress.add(address, phone);
  }

  /** @param mac 12 lower-case hex digits */
  find(mac: string | undefined, address: string | undefined): P | undefined {
    return this.#byMac.get(mac)[0] ?? this.#byAddress.get(address)[0];
  }

  /**
   * The phone that `msg.phone` means: a name, a MAC in any notation, or an address.
   * @throws PhoneError NO_PHONE where none or more than one is meant
   */
  named(reference: unknown): P {
    const text = typeof reference === 'string' ? reference.trim() : '';
    if (!text)
      throw new PhoneError('NO_PHONE', 'msg.phone is not the name, MAC or address of a phone: send it as a string');
    for (const lookUp of [
      () => this.#byName.get(text),
      () => this.#byMac.get(normaliseMac(text)),
      () => this.#byAddress.get(ipOf(text)),
      () => this.#byAddress.get(text.toLowerCase()),
    ]) {
      const found = lookUp();
      if (found.length > 1) {
        throw new PhoneError('NO_PHONE', 'msg.phone means more than one deployed voip-phone: give each its own name');
      }
      if (found[0]) return found[0];
    }
    throw new PhoneError(
      'NO_PHONE',
      'msg.phone names no deployed voip-phone: use its name, MAC or address, and deploy the phone',
    );
  }
}
