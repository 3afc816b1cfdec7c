import { BlockList, isIP } from 'node:net';
import { SettingError } from '../errors';
import { ipOf } from '../identity/address';
import { sentence } from '../sentences/sentence';

/** `::ffff:0:0/96`: the IPv4 addresses as IPv6 writes them (RFC 4291 section 2.5.5.2). */
const MAPPED_BITS = 96;

/**
 * The judge of a comma list of IP addresses and CIDR ranges, IPv4 and IPv6; `::ffff:` forms mean IPv4. A blank list allows
 * any address. Addresses are asked for as `normaliseAddress` writes them.
 *
 * @throws SettingError naming the first entry that is no address or range: a typing error must never open the door
 */
export function parseAllowList(text: string): (address: string) => boolean {
  if (text.trim() === '') return () => true;
  const allowed = new BlockList();
  let entries = 0;
  for (const part of text.split(',')) {
    const entry = part.trim();
    if (entry === '') continue;
    allowEntry(allowed, entry);
    entries++;
  }
  if (entries === 0) throw badEntry(text.trim());
  return (address) => {
    const family = isIP(address);
    return family !== 0 && allowed.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}

function allowEntry(allowed: BlockList, entry: string): void {
  const slash = entry.indexOf('/');
  const written = slash < 0 ? entry : entry.slice(0, slash);
  // A zone is refused, not ignored: without it the entry would mean more than was written.
  const address = isIP(written) === 0 || written.includes('%') ? undefined : ipOf(written);
  if (address === undefined) throw badEntry(entry);
  if (slash < 0) {
    allowed.addAddress(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
    return;
  }
  const bits = readBits(entry.slice(slash + 1), isIP(written) === 4 ? 32 : 128);
  if (bits === undefined) throw badEntry(entry);
  if (isIP(address) === isIP(written)) {
    allowed.addSubnet(address, bits, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  } else if (bits >= MAPPED_BITS) {
    allowed.addSubnet(address, bits - MAPPED_BITS, 'ipv4');
  } else {
    throw badEntry(entry);
  }
}

function readBits(text: string, most: number): number | undefined {
  const bits = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return bits <= most ? bits : undefined;
}

function badEntry(entry: string): SettingError {
  return new SettingError(sentence('event.address', { entry: entry.slice(0, 60) }));
}
