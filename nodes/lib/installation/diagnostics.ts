import type { ListenerView } from '../events/own-port/listeners';
import { missingSetting } from '../phones/read-settings';
import type { Installation } from './installation';
import { type FlowNode, isOurs, type PlainSettings, plainPlace, plainSettings, plainVendor } from './plain-settings';

/** What only the runtime around us knows. */
export interface RuntimeFacts {
  readonly versions: {
    readonly package: string;
    readonly nodeRed: string;
    readonly node: string;
    readonly platform: string;
  };
  /** All nodes of the flow file, ours or not. */
  readonly nodes: Iterable<FlowNode>;
}

/** What a bug report needs, and nothing that must not be public: no secret, no name, of addresses and MACs the half. */
export interface Diagnostics {
  readonly versions: RuntimeFacts['versions'];
  readonly phones: {
    readonly count: number;
    readonly byVendor: Readonly<Record<string, number>>;
    readonly byTransport: Readonly<Record<string, number>>;
    /** Set up so that nothing can be sent. */
    readonly incomplete: number;
    /** Without an address, be it set or learned. */
    readonly lost: number;
    readonly unreachable: number;
  };
  /** Of ours, by type. */
  readonly nodes: Readonly<Record<string, number>>;
  readonly listeners: readonly object[];
  /** Arrivals since the start, by what became of them. */
  readonly journal: Readonly<Record<string, number>>;
  /** Logins that phones refused. */
  readonly lockout: number;
  /** Phones that reported and have no node. */
  readonly strangers: number;
  readonly profiles: { readonly own: number; readonly refused: number };
  /** Where learned addresses and last signs are kept. */
  readonly seen: 'none' | 'file' | 'memory';
  /** Nodes that are set alike are one entry. */
  readonly settings: readonly (PlainSettings & { readonly count: number })[];
}

export function diagnostics(installation: Installation, { versions, nodes }: RuntimeFacts): Diagnostics {
  const { vendors, calls, journal, lockout, ownProfiles, lives, listeners } = installation;
  const ours = [...nodes].filter(({ type }) => isOurs(type));
  const phones = [...installation.phones];
  return {
    versions,
    phones: {
      count: phones.length,
      byVendor: countBy(phones.map(({ settings }) => plainVendor(settings.vendor, vendors))),
      byTransport: countBy(phones.map(({ settings }) => settings.transport)),
      incomplete: phones.filter(({ settings }) => missingSetting(settings, vendors) !== undefined).length,
      lost: phones.filter(({ host }) => host === '').length,
      unreachable: phones.filter(({ id }) => calls.glance(id)?.reachable === false).length,
    },
    nodes: countBy(ours.map(({ type }) => type)),
    listeners: listeners.list().map(shownListener),
    journal: { ...journal.counts },
    lockout: lockout.size,
    strangers: installation.strangers,
    profiles: { own: ownProfiles.profiles.length, refused: ownProfiles.refused.length },
    seen: lives.keeping,
    settings: grouped(ours.map((node) => plainSettings(node, vendors))),
  };
}

/** Without what its state says in words, which may name a host. */
function shownListener({ endpoint, terms, state, counts }: ListenerView): object {
  return {
    ...(endpoint.address !== undefined && { address: plainPlace(endpoint.address) }),
    port: endpoint.port,
    state: state.kind,
    ...(state.kind === 'failed' && { code: state.code }),
    tls: terms.tls !== undefined,
    legacyTls: terms.tls?.legacy === true,
    proxyProtocol: terms.proxies !== undefined,
    ...(counts && { refused: { ...counts } }),
  };
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function grouped(all: readonly PlainSettings[]): (PlainSettings & { count: number })[] {
  const groups = new Map<string, PlainSettings & { count: number }>();
  for (const settings of all) {
    const key = JSON.stringify(settings);
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { ...settings, count: 1 });
  }
  return [...groups.values()];
}
