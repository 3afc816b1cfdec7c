import { createSocket } from 'node:dgram';
import type { Timers } from '../../timers';
import type { Target } from './channel';

/** Routes change: after a DHCP renewal, or when a VPN comes up. */
const REMEMBERED_FOR = 10_000;
const REMEMBERED = 1000;

/**
 * The address that the system sends from towards a target: what Via must say, for 0.0.0.0 is nobody's address.
 * Connecting a UDP socket sends nothing; it asks the routing table.
 */
export class SourceAddresses {
  readonly #timers: Timers;
  readonly #known = new Map<string, { readonly address: Promise<string>; readonly until: number }>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** @returns a numeric address; rejects with the system's error where there is no route */
  towards(target: Target): Promise<string> {
    const now = this.#timers.now();
    const known = this.#known.get(target.address);
    if (known && known.until > now) return known.address;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    const address = askRoutingTable(target);
    this.#known.set(target.address, { address, until: now + REMEMBERED_FOR });
    address.catch(() => this.#known.delete(target.address));
    return address;
  }
}

function askRoutingTable(target: Target): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(target.family === 6 ? 'udp6' : 'udp4');
    socket.once('error', (error) => {
      reject(error);
      socket.close();
    });
    socket.connect(target.port, target.address, () => {
      resolve(socket.address().address);
      socket.close();
    });
  });
}
