import type { EventId } from '../vendors';
import { eventIn } from './report/event';
import { type Reading, readVariables } from './report/reading';
import type { Arrival, FindPhone, KnownPhone, Report } from './types';

/** One arrival, identified: who says what, from where and when. Nothing of it is believed yet. */
export interface Sighting {
  readonly arrival: Arrival;
  readonly report: Report;
  /** The sender's address, normalised; '' where a proxy hides it. */
  readonly address: string;
  /** 12 lower-case hex digits; absent where the request names none, or several. */
  readonly mac: string | undefined;
  /** Absent: a stranger. */
  readonly phone: KnownPhone | undefined;
  /**
   * What the phone was found by: the MAC that the request names, the connection's address, or nothing but the address
   * that the request itself names: good enough for a message, never a proof.
   */
  readonly knownBy: 'mac' | 'address' | 'word' | undefined;
  /** Undefined where the name means none. */
  readonly event: EventId | undefined;
  /** What it says, as its phone's words: read once, whoever asks. Not to be changed. */
  read(): Reading;
}

/** An arrival that some node believed: told once, however many nodes it reached. */
export interface Belief {
  readonly sighting: Sighting;
  /** It carried the token of a node that serves this phone, not only of a node that anybody may report to. */
  readonly hasToken: boolean;
}

/** @param address the sender's, as the node that asks reads it (its own trusted proxies may hide another behind the peer) */
export function identify(arrival: Arrival, report: Report, address: string, find: FindPhone): Sighting {
  const mac = report.sender.isMacDoubtful ? undefined : report.sender.mac;
  const found = whose(report, mac, address, find);
  let reading: Reading | undefined;
  return {
    arrival,
    report,
    address,
    mac,
    phone: found?.phone,
    knownBy: found?.by,
    event: eventIn(report, found?.phone.vendor),
    read: () => (reading ??= readVariables(report, found?.phone)),
  };
}

interface Found {
  readonly phone: KnownPhone;
  readonly by: 'mac' | 'address' | 'word';
}

function whose({ sender }: Report, mac: string | undefined, address: string, find: FindPhone): Found | undefined {
  if (sender.isMacDoubtful) return undefined;
  const named = mac === undefined ? undefined : find(mac, '');
  if (named) return { phone: named, by: 'mac' };
  const there = address === '' ? undefined : find(undefined, address);
  // A phone that is known to have another MAC than the sender is not the sender.
  if (there && !(mac && there.mac)) return { phone: there, by: 'address' };
  if (mac !== undefined || there) return undefined;
  // Behind NAT or a proxy that is not trusted the address is nobody's; then the phone's own word may name it.
  const said = sender.ip === undefined || sender.ip === address ? undefined : find(undefined, sender.ip);
  return said?.hasHost ? { phone: said, by: 'word' } : undefined;
}

/** Nodes with the same MAC are one phone, such as those of two instances of a subflow. */
export function isSamePhone(one: Pick<KnownPhone, 'id' | 'mac'>, other: Pick<KnownPhone, 'id' | 'mac'>): boolean {
  return one.id === other.id || (Boolean(one.mac) && one.mac === other.mac);
}
