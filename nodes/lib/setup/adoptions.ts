import type { Deploys } from '../deploys';
import type { AdoptedPhone } from './types';

interface Entry {
  readonly phone: AdoptedPhone;
}

/** Which phones a listener sets up: as their nodes say. */
export class Adoptions {
  readonly #deploys: Deploys;
  /** By listener, then by MAC. */
  readonly #entries = new Map<string, Map<string, Set<Entry>>>();
  readonly #nameless = new Map<string, Set<Entry>>();
  #version = 0;

  constructor(deploys: Deploys) {
    this.#deploys = deploys;
  }

  /** Another number after every change. */
  get version(): number {
    return this.#version;
  }

  /** @returns ends it; where the node is restarting, with the deploy: its events and its file come in meanwhile */
  add(listenerId: string, phone: AdoptedPhone): (isRestarting: boolean) => void {
    const entry: Entry = { phone };
    const byMac = this.#entries.get(listenerId) ?? new Map<string, Set<Entry>>();
    this.#entries.set(listenerId, byMac);
    const place = phone.mac === '' ? this.#nameless : byMac;
    const key = phone.mac === '' ? listenerId : phone.mac;
    const entries = place.get(key) ?? new Set<Entry>();
    place.set(key, entries);
    entries.add(entry);
    this.#version++;
    const end = (): void => {
      entries.delete(entry);
      if (entries.size === 0 && place.get(key) === entries) place.delete(key);
      if (byMac.size === 0 && this.#entries.get(listenerId) === byMac) this.#entries.delete(listenerId);
      this.#version++;
    };
    return (isRestarting) => {
      if (!isRestarting) {
        end();
        return;
      }
      this.#deploys.onceOver(end);
    };
  }

  /** @param mac 12 lower-case hex digits */
  has(listenerId: string, mac: string): boolean {
    return this.#entries.get(listenerId)?.has(mac) === true;
  }

  /** The phone with this MAC; of several nodes the one that was deployed last. */
  phone(listenerId: string, mac: string): AdoptedPhone | undefined {
    return lastOf(this.#entries.get(listenerId)?.get(mac));
  }

  macs(listenerId: string): Iterable<string> {
    return this.#entries.get(listenerId)?.keys() ?? [];
  }

  /** All of a listener's nodes, those without a MAC, and several with one, too. */
  phones(listenerId: string): AdoptedPhone[] {
    const byMac = [...(this.#entries.get(listenerId)?.values() ?? [])].flatMap(eachNode);
    return [...byMac, ...eachNode(this.#nameless.get(listenerId) ?? new Set())];
  }

  /** Of the listeners that phones name, deployed or not. */
  get listenerIds(): ReadonlySet<string> {
    return new Set([...this.#entries.keys(), ...this.#nameless.keys()]);
  }
}

function eachNode(entries: ReadonlySet<Entry>): AdoptedPhone[] {
  return [...new Map(Array.from(entries, ({ phone }) => [phone.id, phone])).values()];
}

/** While a node restarts there are two of it: what it is now counts. */
function lastOf(entries: ReadonlySet<Entry> | undefined): AdoptedPhone | undefined {
  let last: AdoptedPhone | undefined;
  for (const { phone } of entries ?? []) last = phone;
  return last;
}
