import { closeSync, openSync, readSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { ipOf } from '../identity/address';

/** Addresses around this host that are certainly no phone's, however many events come from there. */
export interface Surroundings {
  isOwn(address: string): boolean;
  isGateway(address: string): boolean;
}

/** What the system is asked; '' or nothing where it does not tell. */
export interface SystemView {
  addresses(): readonly string[];
  /** As Linux writes `/proc/net/route`. */
  ipv4Routes(): string;
  /** As Linux writes `/proc/net/ipv6_route`. */
  ipv6Routes(): string;
}

const LINUX: SystemView = {
  addresses: () => Object.values(networkInterfaces()).flatMap((of) => (of ?? []).map(({ address }) => address)),
  ipv4Routes: () => readHead('/proc/net/route'),
  ipv6Routes: () => readHead('/proc/net/ipv6_route'),
};

/** Milliseconds after which the system is asked again: networks change, and many phones report at once. */
const FRESH = 10_000;
/** The default route stands at the front; a router's table may be huge. */
const HEAD_BYTES = 65_536;
/** RTF_GATEWAY of route(8): the route leads to another host. */
const TO_GATEWAY = 0x2;

/** Asks the system at most every ten seconds. Where it tells no routes (not Linux), no gateway is known. */
export class HostSurroundings implements Surroundings {
  readonly #system: SystemView;
  readonly #now: () => number;
  #askedAt = Number.NEGATIVE_INFINITY;
  #own: ReadonlySet<string> = new Set();
  #gateways: ReadonlySet<string> = new Set();

  /** @param now a clock in milliseconds that only goes forward */
  constructor(system: SystemView = LINUX, now: () => number = () => performance.now()) {
    this.#system = system;
    this.#now = now;
  }

  isOwn(address: string): boolean {
    this.#refresh();
    return this.#own.has(address);
  }

  isGateway(address: string): boolean {
    this.#refresh();
    return this.#gateways.has(address);
  }

  #refresh(): void {
    const now = this.#now();
    if (now - this.#askedAt < FRESH) return;
    this.#askedAt = now;
    const own = [...this.#system.addresses(), '127.0.0.1', '::1'];
    this.#own = new Set(own.map((address) => ipOf(address) ?? address));
    this.#gateways = new Set([...ipv4Gateways(this.#system.ipv4Routes()), ...ipv6Gateways(this.#system.ipv6Routes())]);
  }
}

/** Columns: interface, destination, gateway, flags, …; addresses as hexadecimal of the machine's own byte order, here little-endian. */
function ipv4Gateways(table: string): string[] {
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, destination, gateway, flags]) => {
      const leads = (Number.parseInt(flags ?? '', 16) & TO_GATEWAY) !== 0;
      return destination === '00000000' && /^[0-9A-F]{8}$/i.test(gateway ?? '') && leads;
    })
    .map(([, , gateway = '']) => [6, 4, 2, 0].map((at) => Number.parseInt(gateway.slice(at, at + 2), 16)).join('.'));
}

/** Columns: destination, its prefix length, source, its prefix length, next hop, …; addresses as 32 hexadecimal digits. */
function ipv6Gateways(table: string): string[] {
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([destination, length, , , hop]) =>
        /^0{32}$/.test(destination ?? '') && length === '00' && /^(?!0{32}$)[0-9a-f]{32}$/i.test(hop ?? ''),
    )
    .flatMap(([, , , , hop = '']) => ipOf((hop.match(/.{4}/g) ?? []).join(':')) ?? []);
}

function readHead(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      return head.toString('latin1', 0, readSync(file, head, 0, HEAD_BYTES, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
