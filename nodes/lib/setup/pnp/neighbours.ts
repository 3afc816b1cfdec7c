import { readFileSync } from 'node:fs';
import { normaliseMac } from '../../identity/mac';

/** Whose hardware this host has seen at an address of its networks. */
export interface Neighbours {
  /**
   * @param isNow what was read a moment ago does not count
   * @returns 12 lower-case hex digits; undefined where the system does not tell
   */
  macAt(address: string, isNow?: boolean): string | undefined;
}

/** Milliseconds for which a table counts: many phones ask at once. */
const FRESH = 1000;
/** ATF_COM of arp(7): the entry is complete. */
const COMPLETE = 0x2;

/** The system's table (IPv4), as Linux writes it. Elsewhere nothing is known. */
export class HostNeighbours implements Neighbours {
  readonly #read: () => string;
  readonly #now: () => number;
  #readAt = Number.NEGATIVE_INFINITY;
  #macs: ReadonlyMap<string, string> = new Map();

  /** @param now a clock in milliseconds that only goes forward */
  constructor(read: () => string = readTable, now: () => number = () => performance.now()) {
    this.#read = read;
    this.#now = now;
  }

  macAt(address: string, isNow = false): string | undefined {
    const now = this.#now();
    if (isNow || now - this.#readAt >= FRESH) {
      this.#readAt = now;
      this.#macs = parseTable(this.#read());
    }
    return this.#macs.get(address);
  }
}

/** Columns: address, hardware type, flags, hardware address, mask, device. */
function parseTable(table: string): ReadonlyMap<string, string> {
  const macs = new Map<string, string>();
  for (const line of table.split('\n')) {
    const [address = '', , flags = '', hardware = ''] = line.split(/ +/);
    const mac = normaliseMac(hardware);
    if (mac !== undefined && mac !== '000000000000' && (Number.parseInt(flags, 16) & COMPLETE) !== 0)
      macs.set(address, mac);
  }
  return macs;
}

function readTable(): string {
  try {
    return readFileSync('/proc/net/arp', 'latin1');
  } catch {
    return '';
  }
}
