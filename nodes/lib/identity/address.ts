import { isIPv4, isIPv6, SocketAddress } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/**
 * The IP address that a text is, in the one form in which equal addresses are equal texts: no brackets, no zone, an
 * IPv4-mapped address as IPv4, IPv6 in lower case and compressed. Undefined where it is none: no port, no leading zeros
 * (which some read as octal).
 */
export function ipOf(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const bare = withoutZone(withoutBrackets(text.trim()));
  if (isIPv4(bare)) return bare;
  // Most texts that are none have no colon either: Node.js tries a pattern of a thousand signs on each.
  if (!bare.includes(':') || !isIPv6(bare)) return undefined;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  return MAPPED_IPV4.exec(address)?.[1] ?? address;
}

/** An address as compared and looked up: as `ipOf` says, and a host name in lower case. */
export function normaliseAddress(text: string): string {
  return ipOf(text) ?? text.trim().toLowerCase();
}

function withoutBrackets(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
}

function withoutZone(text: string): string {
  const zone = text.indexOf('%');
  return zone < 0 ? text : text.slice(0, zone);
}
