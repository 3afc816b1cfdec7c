import { readFileSync } from 'node:fs';
import { normaliseMac } from '../../identity/mac';

/** Whose hardware this host has seen at an address of its networks. */
export interface Neighbours {
  /**
   * @param isNow what was read in an earlier turn of the event loop does not count
   * @returns 12 lower-case hex digits; undefined where the system does not tell
   */
  macAt(address: string, isNow?: boolean): string | undefined;
}

/** Milliseconds for which a table counts: many phones ask at once. */
const FRESH = 1000;
/** ATF_COM of arp(7): the entry is complete. */
const COMPLETE = 0x2;
/** In characters; Linux writes some 80. */
const LONGEST_LINE = 200;

/** The system's table (IPv4), as Linux writes it. Elsewhere nothing is known. */
export class HostNeighbours implements Neighbours {
  readonly #read: () => string;
  readonly #now: () => number;
  readonly #soon: (run: () => void) => void;
  #readAt = Number.NEGATIVE_INFINITY;
  /** A connection whose request is read in this turn was there before it: the table knows it. */
  #isOfThisTurn = false;
  #table = '';

  /**
   * @param now a clock in milliseconds that only goes forward
   * @param soon calls back before the network is looked at once more
   */
  constructor(
    read: () => string = readTable,
    now: () => number = () => performance.now(),
    soon: (run: () => void) => void = (run) => void setImmediate(run),
  ) {
    this.#read = read;
    this.#now = now;
    this.#soon = soon;
  }

  macAt(address: string, isNow = false): string | undefined {
    const now = this.#now();
    if ((isNow && !this.#isOfThisTurn) || now - this.#readAt >= FRESH) {
      this.#readAt = now;
      this.#table = `\n${this.#read()}`;
      this.#holdForThisTurn();
    }
    return findMac(this.#table, address);
  }

  #holdForThisTurn(): void {
    if (this.#isOfThisTurn) return;
    this.#isOfThisTurn = true;
    this.#soon(() => {
      this.#isOfThisTurn = false;
    });
  }
}

/**
 * Columns: address, hardware type, flags, hardware address, mask, device. Only what is asked for is read: the table may be
 * as long as phones are many, and each of them asks. Of one address on several networks the last entry counts.
 */
function findMac(table: string, address: string): string | undefined {
  const beginning = `\n${address} `;
  let found: string | undefined;
  for (let at = table.indexOf(beginning); at >= 0; at = table.indexOf(beginning, at + 1)) {
    const [line = ''] = table.slice(at + 1, at + 1 + LONGEST_LINE).split('\n');
    const [, , flags = '', hardware = ''] = line.split(/ +/);
    const mac = normaliseMac(hardware);
    if (mac !== undefined && mac !== '000000000000' && (Number.parseInt(flags, 16) & COMPLETE) !== 0) found = mac;
  }
  return found;
}

function readTable(): string {
  try {
    return readFileSync('/proc/net/arp', 'latin1');
  } catch {
    return '';
  }
}
