/**
 * What the readers of settings need of `node:net` and `node:url`, for browsers: they take addresses apart, and never
 * connect. The build and tsconfig.json put it in the place of both.
 */
import { ipv6Host, isIpv4 } from './addresses';

export { isIpv4 as isIPv4 };

export function isIPv6(text: string): boolean {
  const [address = '', zone] = text.split(/%(.*)/s);
  if (zone !== undefined && !/^[0-9a-z.:-]+$/i.test(zone)) return false;
  return ipv6Host(address) !== undefined;
}

export const isIP = (text: string): 4 | 6 | 0 => (isIpv4(text) ? 4 : isIPv6(text) ? 6 : 0);

/** Compressed and in lower case; an IPv4-mapped address ends in dots, as Node.js writes it. */
export class SocketAddress {
  readonly address: string;

  constructor({ address }: { readonly address: string; readonly family: 'ipv4' | 'ipv6' }) {
    const bare = ipv6Host(address)?.slice(1, -1) ?? address;
    const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(bare) ?? [];
    this.address = high === undefined || low === undefined ? bare : `::ffff:${dotted(high)}.${dotted(low)}`;
  }
}

/** Two bytes in hexadecimal as two of an IPv4 address. */
function dotted(hex: string): string {
  const value = Number.parseInt(hex, 16);
  return `${value >> 8}.${value & 255}`;
}

/** Nobody asks it here: a list is only read. */
export class BlockList {
  addAddress(_address: string, _family: 'ipv4' | 'ipv6'): void {}
  addSubnet(_address: string, _bits: number, _family: 'ipv4' | 'ipv6'): void {}
  check(_address: string, _family: 'ipv4' | 'ipv6'): boolean {
    return false;
  }
}

export function domainToASCII(name: string): string {
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return '';
  }
}
