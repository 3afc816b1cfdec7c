import { BlockList, isIP } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { ipOf } from '../identity/address';

/** As `os.networkInterfaces`. */
export type Interfaces = () => Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/**
 * This host's address in the network that another address lies in; of several networks the smallest.
 *
 * @param address normalised
 * @returns undefined where it lies in none: behind a router, or this host is a container with a network of its own
 */
export function addressToward(address: string, interfaces: Interfaces = networkInterfaces): string | undefined {
  const family = isIP(address);
  if (family === 0) return undefined;
  let found: string | undefined;
  let longest = -1;
  for (const own of Object.values(interfaces()).flatMap((of) => of ?? [])) {
    const bits = Number(own.cidr?.split('/')[1] ?? Number.NaN);
    // Every network has link-local addresses: which of them is meant, the address alone does not say.
    if (isIP(own.address) !== family || !(bits > longest) || /^fe[89ab]/i.test(own.address)) continue;
    const network = new BlockList();
    network.addSubnet(own.address, bits, family === 4 ? 'ipv4' : 'ipv6');
    if (!network.check(address, family === 4 ? 'ipv4' : 'ipv6')) continue;
    found = ipOf(own.address);
    longest = bits;
  }
  return found;
}

/** Whether an address is this host's own, in any of its networks. @param address normalised */
export function isOwnAddress(address: string, interfaces: Interfaces): boolean {
  return Object.values(interfaces()).some((of) => of?.some((own) => ipOf(own.address) === address));
}

/** Milliseconds for which what the system said of its networks counts: many phones ask at once. */
const FRESH = 1000;

/** @param now milliseconds of a clock that only goes forward */
export function remembered(interfaces: Interfaces, now: () => number): Interfaces {
  let known: ReturnType<Interfaces> = {};
  let askedAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - askedAt >= FRESH) {
      askedAt = now();
      known = interfaces();
    }
    return known;
  };
}
