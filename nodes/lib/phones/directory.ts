import { ipOf } from '../events/address';
import { normaliseMac } from '../events/mac';
import { PhoneError } from '../errors';
import type { Phone } from './phone';

/** One key, several phones: two nodes may (by mistake) name the same MAC, address or name. */
class PhoneIndex {
  readonly #phones = new Map<string, Phone[]>();

  add(key: string | undefined, phone: Phone): void {
    if (!key) return;
    const phones = this.#phones.get(key);
    if (phones) phones.push(phone);
    else this.#phones.set(key, [phone]);
  }

  remove(key: string | undefined, phone: Phone): void {
    if (!key) return;
    const left = (this.#phones.get(key) ?? []).filter((other) => other !== phone);
    if (left.length > 0) this.#phones.set(key, left);
    else this.#phones.delete(key);
  }

  get(key: string | undefined): readonly Phone[] {
    return (key && this.#phones.get(key)) || [];
  }
}

/** All deployed phones of one Node-RED, found by MAC, address or name at a cost that does not grow with their number. */
export class PhoneDirectory {
  readonly #byMac = new PhoneIndex();
  readonly #byAddress = new PhoneIndex();
  readonly #byName = new PhoneIndex();
  /** MAC → address of the last authenticated event; outlives redeploys, bounded by the MACs that were ever configured. */
  readonly #learned = new Map<string, string>();

  add(phone: Phone): void {
    const { mac, host, name } = phone.settings;
    this.#byMac.add(mac, phone);
    this.#byAddress.add(ipOf(host) ?? host.toLowerCase(), phone);
    this.#byName.add(name, phone);
    const learned = this.#learned.get(mac);
    if (!host && learned) this.#byAddress.add(learned, phone);
  }

  remove(phone: Phone): void {
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
  learn(phone: Phone, address: string): void {
    const { mac, host } = phone.settings;
    if (!mac || host || this.#learned.get(mac) === address) return;
    this.#byAddress.remove(this.#learned.get(mac), phone);
    this.#learned.set(mac, address);
    this.#byAddress.add(address, phone);
  }

  /** @param mac 12 lower-case hex digits */
  find(mac: string | undefined, address: string | undefined): Phone | undefined {
    return this.#byMac.get(mac)[0] ?? this.#byAddress.get(address)[0];
  }

  /**
   * The phone that `msg.phone` means: a name, a MAC in any notation, or an address.
   * @throws PhoneError NO_PHONE where none or more than one is meant
   */
  named(reference: unknown): Phone {
    const text = typeof reference === 'string' ? reference.trim() : '';
    if (!text)
      throw new PhoneError('NO_PHONE', 'msg.phone is not the name, MAC or address of a phone: send it as a string');
    for (const found of [
      this.#byName.get(text),
      this.#byMac.get(normaliseMac(text)),
      this.#byAddress.get(ipOf(text)),
      this.#byAddress.get(text.toLowerCase()),
    ]) {
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
