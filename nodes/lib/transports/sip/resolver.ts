import { lookup, type NaptrRecord, promises, type SrvRecord } from 'node:dns';
import type { Timers } from '../../timers';

/** The look-ups of RFC 3263. */
export interface NameService {
  /** Empty where there is none, or the server gave no answer. */
  naptr(name: string): Promise<readonly NaptrRecord[]>;
  srv(name: string): Promise<readonly SrvRecord[]>;
  /** IPv4 and IPv6 addresses in the order to try. Rejects with the system's error where there is none. */
  addresses(name: string): Promise<readonly string[]>;
}

const REMEMBERED_FOR = 30_000;
/** A look-up that failed is soon tried anew, but not by a thousand phones at once. */
const FAILURE_REMEMBERED_FOR = 2000;
const REMEMBERED = 1000;

/**
 * @param resolver asked for everything. Absent: the system's DNS servers for NAPTR and SRV, and the system's own
 *   look-up (hosts file, mDNS) for addresses
 */
export function nameService(timers: Timers, resolver?: promises.Resolver): NameService {
  // A DNS server that does not answer must leave time for the hosts file before the command's deadline.
  const dns = resolver ?? new promises.Resolver({ timeout: 800, tries: 2 });
  const remember = remembering(timers);
  return {
    naptr: remember((name) => dns.resolveNaptr(name).catch(() => [])),
    srv: remember((name) => dns.resolveSrv(name).catch(() => [])),
    addresses: remember(resolver ? (name) => resolveBoth(resolver, name) : lookupAddresses),
  };
}

async function resolveBoth(resolver: promises.Resolver, name: string): Promise<string[]> {
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = [four, six].flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  if (addresses.length === 0 && four.status === 'rejected') throw four.reason;
  return addresses;
}

function lookupAddresses(name: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    lookup(name, { all: true, verbatim: true }, (error, found) => {
      if (error) reject(error);
      else resolve(found.map((entry) => entry.address));
    });
  });
}

/** Remembers answers for a while, so that a burst of commands asks once. */
function remembering(timers: Timers): <T>(ask: (name: string) => Promise<T>) => (name: string) => Promise<T> {
  return <T>(ask: (name: string) => Promise<T>) => {
    const known = new Map<string, { answer: Promise<T>; until: number }>();
    return (name) => {
      const entry = known.get(name);
      if (entry && entry.until > timers.now()) return entry.answer;
      if (known.size >= REMEMBERED) known.clear();
      const fresh = { answer: ask(name), until: timers.now() + REMEMBERED_FOR };
      known.set(name, fresh);
      fresh.answer.catch(() => (fresh.until = timers.now() + FAILURE_REMEMBERED_FOR));
      return fresh.answer;
    };
  };
}
