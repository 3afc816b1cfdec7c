import { ipOf } from '../identity/address';
import { parseAllowList } from './allow';

/** More characters than the longest sensible chain of proxies needs. */
const LONGEST_CHAIN = 1024;

/** A chain, or an entry of one, that nobody can read: no address is written so. */
export const UNREADABLE_CHAIN = '?';

/** The sender's address in a request, or '' where a trusted proxy's word for it cannot be read. */
export type ClientAddress = (peer: string, forwardedFor: string | undefined) => string;

/**
 * The reader of the sender's address behind reverse proxies. `X-Forwarded-For` is believed only where the connection
 * comes from a listed proxy, and read from the right: each proxy appends the address that it was called from, so the
 * first one that is no listed proxy is the last that somebody trusted has seen; what stands left of it is the sender's
 * own claim. RFC 7239's `Forwarded` is not read: proxies that write the one header pass the other on as the sender
 * wrote it.
 *
 * @param text comma list of addresses and ranges, as for the allow list; blank: no proxy is trusted
 * @throws SettingError naming the first entry that is no address or range
 */
export function parseTrustedProxies(text: string): ClientAddress {
  if (text.trim() === '') return (peer) => peer;
  const isProxy = parseAllowList(text);
  return (peer, forwardedFor) => (forwardedFor !== undefined && isProxy(peer) ? sender(forwardedFor, isProxy) : peer);
}

/**
 * One header line more, as `parseTrustedProxies` wants several: in the order in which they came. Bounded: what is too
 * long loses its left part, which is then unreadable, never another address.
 */
export function appendForwardedFor(earlier: string | undefined, value: string): string {
  const chain = earlier === undefined ? value : `${earlier},${value}`;
  if (chain.length <= LONGEST_CHAIN) return chain;
  const kept = chain.slice(-LONGEST_CHAIN);
  const comma = kept.indexOf(',');
  return comma < 0 ? UNREADABLE_CHAIN : UNREADABLE_CHAIN + kept.slice(comma);
}

function sender(chain: string, isProxy: (address: string) => boolean): string {
  for (let end = chain.length; ; ) {
    const comma = chain.lastIndexOf(',', end - 1);
    const address = addressOf(chain.slice(comma + 1, end));
    // Not the next proxy instead: its own address may be allowed where the sender's is not.
    if (address === undefined) return '';
    if (comma < 0 || !isProxy(address)) return address;
    end = comma;
  }
}

/** Some proxies add the port: `192.168.5.20:40312`, `[2001:db8::1]:40312`. */
function addressOf(entry: string): string | undefined {
  const text = entry.trim();
  return ipOf(text) ?? ipOf(text.replace(/^(\[[^\]]*\]|[^:]*):\d{1,5}$/, '$1'));
}
