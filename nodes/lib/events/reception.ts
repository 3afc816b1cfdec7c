import type { EventId } from '../vocabulary';
import { parseAllowList } from './allow';
import { type ClientAddress, parseTrustedProxies } from './proxies';
import { parseRate, type RateJudge } from './rate';
import { eventIn } from './report/event';
import { eventMessage } from './report/message';
import { tokenJudge } from './token';
import type { Arrival, EventMessage, FindPhone, KnownPhone, Report } from './types';

export interface ReceptionSettings {
  /** Below the server's mount point, as the user wrote it. */
  readonly path: string;
  /** Which events become messages; undefined: all. */
  readonly events: ReadonlySet<EventId> | undefined;
  /** Comma list of addresses and ranges; blank: any. */
  readonly allow: string;
  /** Comma list of addresses and ranges whose word for the sender's address is believed; blank or absent: none. */
  readonly trustedProxies?: string;
  /** Events per second and address; blank or absent: unlimited. */
  readonly rate?: string;
  /** Blank or absent: none is asked for. */
  readonly token?: string;
  readonly unknownEvents: boolean;
  /** Only events of this deployed phone; absent: of any, known or not. */
  readonly phoneId?: string;
}

export interface ReceptionPorts {
  readonly findPhone: FindPhone;
  readonly deliver: (message: EventMessage) => void;
  /** An event that was believed, of a phone that no node describes. `address` as normalised; '' where it is hidden. */
  readonly onStranger?: (report: Report, mac: string | undefined, address: string, time: Date) => void;
  /** Called after a request was refused or unknown. */
  readonly onRefusal?: () => void;
  /** An event that was accepted and then lost to an error of our own or of the flow. */
  readonly onError?: (error: unknown) => void;
}

/** What became of the requests on one node's path. */
export interface ReceptionCounts {
  accepted: number;
  refusedAddress: number;
  refusedToken: number;
  refusedRate: number;
  unknown: number;
  filtered: number;
}

export interface Judgement {
  readonly status: 200 | 401 | 403 | 404 | 429;
  /** Builds the message, where the event makes one. Called after the answer has been sent. */
  readonly message?: () => EventMessage;
}

/** One node's judge: who may report, and which reports become messages. */
export class Reception {
  readonly path: string;
  readonly counts: ReceptionCounts = {
    accepted: 0,
    refusedAddress: 0,
    refusedToken: 0,
    refusedRate: 0,
    unknown: 0,
    filtered: 0,
  };
  readonly #settings: ReceptionSettings;
  readonly #ports: ReceptionPorts;
  readonly #allows: (address: string) => boolean;
  readonly #clientAddress: ClientAddress;
  readonly #isWithinRate: RateJudge | undefined;
  readonly #tokenFits: ((given: string) => boolean) | undefined;

  /** @throws Error naming a bad entry of the allow list or of the trusted proxies, or a bad rate */
  constructor(settings: ReceptionSettings, ports: ReceptionPorts) {
    this.path = settings.path;
    this.#settings = settings;
    this.#ports = ports;
    this.#allows = parseAllowList(settings.allow);
    this.#clientAddress = parseTrustedProxies(settings.trustedProxies ?? '');
    this.#isWithinRate = parseRate(settings.rate ?? '');
    this.#tokenFits = settings.token ? tokenJudge(settings.token) : undefined;
  }

  /** @param read what the request says; called only where that matters, so that a refused address costs next to nothing */
  judge(arrival: Arrival, read: () => Report | undefined): Judgement {
    const address = this.#clientAddress(arrival.address, arrival.forwardedFor);
    if (!this.#allows(address)) return this.#count('refusedAddress', 403);
    const report = read();
    if (this.#tokenFits && !report?.tokens.some(this.#tokenFits)) return this.#count('refusedToken', 401);
    if (!report) return this.#count('unknown', 404);

    const { mac } = report.sender;
    const byMac = mac === undefined ? undefined : this.#ports.findPhone(mac, '');
    const phone = byMac ?? this.#findByAddress(address, report, mac);
    const event = eventIn(report, phone?.vendor);
    if (!event && !this.#settings.unknownEvents) return this.#count('unknown', 404);
    // HEAD learns the status, and nothing else happens.
    if (arrival.method === 'HEAD') return { status: 200 };

    if ((this.#tokenFits || arrival.authenticated) && address !== '') byMac?.learnAddress(address);
    if (event && !phone) this.#ports.onStranger?.(report, mac, address, arrival.time);
    if (!this.#wants(event, phone)) return this.#count('filtered', 200);
    if (this.#isWithinRate?.(address, arrival.time.getTime()) === false) return this.#count('refusedRate', 429);
    this.#count('accepted', 200);
    return {
      status: 200,
      message: () => eventMessage(report, { event: event ?? 'unknown', time: arrival.time, phone }),
    };
  }

  deliver(message: EventMessage): void {
    this.#ports.deliver(message);
  }

  failed(error: unknown): void {
    this.#ports.onError?.(error);
  }

  #wants(event: EventId | undefined, phone: KnownPhone | undefined): boolean {
    const { events, phoneId } = this.#settings;
    if (phoneId !== undefined && phone?.id !== phoneId) return false;
    return !event || !events || events.has(event);
  }

  /**
   * Behind NAT or a proxy that is not trusted the address is nobody's; then the phone's own word may name it. A phone that
   * is known to have another MAC than the sender is not the sender.
   */
  #findByAddress(address: string, report: Report, mac: string | undefined): KnownPhone | undefined {
    const find = (at: string): KnownPhone | undefined => {
      const found = this.#ports.findPhone(undefined, at);
      return mac && found?.mac && found.mac !== mac ? undefined : found;
    };
    const found = find(address);
    if (found) return found;
    const said = report.sender.ip;
    return said === undefined || said === address ? undefined : find(said);
  }

  #count(what: keyof ReceptionCounts, status: Judgement['status']): Judgement {
    this.counts[what]++;
    if (what !== 'accepted' && what !== 'filtered') this.#ports.onRefusal?.();
    return { status };
  }
}
