import type { SrvRecord } from 'node:dns';
import type { Target } from './channel';
import type { NameService } from './resolver';
import { orderServers } from './srv-order';
import { addressFamily, type HostPort } from './uri';

type Transport = Target['transport'];

export interface Wanted {
  readonly nextHop: HostPort;
  /** Absent: NAPTR decides, else which SRV records there are, else UDP. */
  readonly transport: Transport | undefined;
  /** `sips:`: TLS alone. */
  readonly secure: boolean;
}

/** RFC 3263 section 4.1 and RFC 3261 section 19.1.2. */
const SERVICES: ReadonlyMap<string, Transport> = new Map([
  ['SIP+D2U', 'udp'],
  ['SIP+D2T', 'tcp'],
  ['SIPS+D2T', 'tls'],
]);
const SRV_PREFIX = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' } as const;
const DEFAULT_PORT = { udp: 5060, tcp: 5060, tls: 5061 } as const;
/** More names or addresses than these are a mistake, or somebody's joke. */
const SERVERS = 8;
const TARGETS = 16;

interface Server {
  readonly transport: Transport;
  readonly host: string;
  readonly port: number;
}

/**
 * Where a request to this next hop goes, by RFC 3263 section 4: the first target is tried first, the next after a
 * connection error or a 503.
 *
 * @param random as Math.random, for the SRV weights
 * @returns no target where the domain says that it offers no such service; rejects with the system's error for an unknown host
 */
export async function locate(
  wanted: Wanted,
  names: NameService,
  random: () => number = Math.random,
): Promise<Target[]> {
  const { host } = wanted.nextHop;
  if (addressFamily(host)) return targetOf(serverAsWritten(wanted), host, host);
  const servers = await findServers(wanted, names, random);
  const found = await Promise.allSettled(
    servers.slice(0, SERVERS).map(async (server) => {
      const addresses = addressFamily(server.host) ? [server.host] : await names.addresses(server.host);
      return addresses.flatMap((address) => targetOf(server, address, host));
    }),
  );
  const targets = found.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])).slice(0, TARGETS);
  const failure = found.find((result) => result.status === 'rejected');
  if (targets.length === 0 && failure) throw failure.reason;
  return targets;
}

function targetOf(server: Server, written: string, name: string): Target[] {
  const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(written)?.[1] ?? written;
  const family = addressFamily(address);
  return family
    ? [{ transport: server.transport, address, family, port: server.port, name: addressFamily(name) ? address : name }]
    : [];
}

async function findServers(wanted: Wanted, names: NameService, random: () => number): Promise<Server[]> {
  const { host, port } = wanted.nextHop;
  const asWritten = serverAsWritten(wanted);
  // A name without a dot is of the hosts file or the local search list: the DNS has no services beneath it.
  if (port !== undefined || !host.slice(0, -1).includes('.')) return [asWritten];

  const choices = servicesToAsk(wanted);
  // Asked together: where the DNS server does not answer, its silence is waited for only once.
  const [naptr, ...guesses] = await Promise.all([
    wanted.transport ? [] : names.naptr(host),
    ...choices.map((choice) => names.srv(`${SRV_PREFIX[choice]}.${host}`)),
  ]);
  const advertised = naptr
    .toSorted((a, b) => a.order - b.order || a.preference - b.preference)
    .flatMap(({ service, flags, replacement }) => {
      const offered = SERVICES.get(service.toUpperCase());
      return offered && choices.includes(offered) && flags.toLowerCase() === 's' && replacement
        ? [{ transport: offered, replacement }]
        : [];
    })
    .slice(0, SERVERS);
  if (advertised.length > 0) {
    const lists = await Promise.all(advertised.map(({ replacement }) => names.srv(replacement)));
    const servers = advertised.flatMap((choice, index) => serversOf(choice.transport, lists[index] ?? [], random));
    if (servers.length > 0) return servers;
  }
  for (const [index, choice] of choices.entries()) {
    const servers = serversOf(choice, guesses[index] ?? [], random);
    if (servers.length > 0) return servers;
  }
  // Records that name no server say that there is none (RFC 2782): the host itself is then no answer either.
  return guesses.some((records) => records.length > 0) ? [] : [asWritten];
}

function serverAsWritten({ nextHop, transport, secure }: Wanted): Server {
  const chosen = transport ?? (secure ? 'tls' : 'udp');
  return { transport: chosen, host: nextHop.host, port: nextHop.port ?? DEFAULT_PORT[chosen] };
}

function servicesToAsk(wanted: Wanted): Transport[] {
  if (wanted.transport) return [wanted.transport];
  return wanted.secure ? ['tls'] : ['udp', 'tcp', 'tls'];
}

function serversOf(transport: Transport, records: readonly SrvRecord[], random: () => number): Server[] {
  return orderServers(
    records.filter((record) => record.name && record.name !== '.' && record.port > 0),
    random,
  ).map((record) => ({ transport, host: record.name, port: record.port }));
}
