import { BlockList, isIP, SocketAddress } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { ipOf } from '../identity/address';

/** As `os.networkInterfaces`. */
export type Interfaces = () => Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** One of this host's addresses. */
interface OwnAddress {
  /** Normalised. */
  readonly address: string | undefined;
  readonly family: 'ipv4' | 'ipv6';
  /** Undefined: others in its network cannot be told by their addresses. */
  readonly network: BlockList | undefined;
  readonly bits: number;
}

/** Many phones ask at once, and networks are made of what the system said alone. */
const read = new WeakMap<ReturnType<Interfaces>, readonly OwnAddress[]>();

/** The smallest networks first. */
function ownAddresses(said: ReturnType<Interfaces>): readonly OwnAddress[] {
  const known = read.get(said);
  if (known) return known;
  const own = Object.values(said)
    .flatMap((of) => of ?? [])
    .map(ownAddress)
    .toSorted((one, other) => other.bits - one.bits);
  read.set(said, own);
  return own;
}

function ownAddress({ address, cidr }: NetworkInterfaceInfo): OwnAddress {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const bits = Number(cidr?.split('/')[1] ?? Number.NaN);
  // Every network has link-local addresses: which of them is meant, the address alone does not say.
  const isNetwork = !Number.isNaN(bits) && !/^fe[89ab]/i.test(address);
  const network = isNetwork ? new BlockList() : undefined;
  network?.addSubnet(address, bits, family);
  return { address: ipOf(address), family, network, bits: isNetwork ? bits : -1 };
}

/**
 * This host's address in the network that another address lies in; of several networks the smallest.
 *
 * @param address normalised
 * @returns undefined where it lies in none: behind a router, or this host is a container with a network of its own
 */
export function addressToward(address: string, interfaces: Interfaces = networkInterfaces): string | undefined {
  if (isIP(address) === 0) return undefined;
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const theirs = new SocketAddress({ address, family });
  return ownAddresses(interfaces()).find((own) => own.family === family && own.network?.check(theirs))?.address;
}

/** Whether an address is this host's own, in any of its networks. @param address normalised */
export function isOwnAddress(address: string, interfaces: Interfaces): boolean {
  return ownAddresses(interfaces()).some((own) => own.address === address);
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
