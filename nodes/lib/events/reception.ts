import type { EventId } from '../vocabulary';
import { parseAllowList } from './allow';
import { type OwnTokenJudge, ownTokenJudge } from './own-token';
import { type ClientAddress, parseTrustedProxies } from './proxies';
import { parseRate, type RateJudge } from './rate';
import { eventMessage } from './report/message';
import { type Belief, identify, isSamePhone, type Sighting } from './sighting';
import { type PreviousToken, type TokenFit, tokensJudge } from './token';
import type { Arrival, EventMessage, FindPhone, KnownPhone, Report } from './types';
import type { Judge, Judgement, Refusal } from './verdict';

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
  /** Taken as well, until its time is over. */
  readonly previous?: PreviousToken;
  /** Whose settings these are, where a listener's. */
  readonly listenerId?: string;
  readonly unknownEvents: boolean;
  /** Only events of this deployed phone; absent: of any, known or not. */
  readonly phoneId?: string;
  /** That phone's MAC, 12 lower-case hex digits: another node with the same MAC is the same phone. */
  readonly phoneMac?: string;
}

export interface ReceptionCallbacks {
  readonly findPhone: FindPhone;
  readonly deliver: (message: EventMessage) => void;
  /**
   * The one place that hears of every believed event, once, whatever any node filters: after the phone has its answer (but
   * where `isKept`), and before the messages, which leave when `done` is called.
   */
  readonly onBelief?: (belief: Belief, done: () => void) => void;
  /** Whether a phone's state is kept in a store: then its belief comes before its answer. @param phoneId its node's */
  readonly isKept?: (phoneId: string) => boolean;
  /** A proved event of a MAC that no phone has, at a node for any phone. */
  readonly onProvedStranger?: (mac: string, address: string) => void;
  /** Called after a request that made no event was counted. */
  readonly onRefusal?: (what: Refusal) => void;
  /** A request for this path came by another, told once: `asked` and `expected` as they are to be shown. */
  readonly onMisplaced?: (asked: string, expected: string) => void;
  /** An event that was accepted and then lost to an error of our own or of the flow. */
  readonly onError?: (error: unknown, message?: EventMessage) => void;
  /** Whether the listener sets up the phone with this MAC, 12 lower-case hex digits; absent: it sets up none. */
  readonly isAdopted?: (mac: string) => boolean;
  /** A phone came with a token of its own, be it refused for that. */
  readonly onOwnToken?: (mac: string, fit: Exclude<TokenFit, undefined>) => void;
  /** With which of two tokens an event came, be it refused for that. */
  readonly onToken?: (sighting: Sighting, fit: Exclude<TokenFit, undefined>) => void;
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
  /** Milliseconds since the epoch. */
  readonly today?: () => number;
}

/** What became of the requests on one node's path. */
export type ReceptionCounts = Record<Refusal | 'accepted' | 'filtered', number>;

/** One node's judge: who may report, and which reports become messages. */
export class Reception implements Judge {
  readonly path: string;
  readonly takesUnknown: boolean;
  readonly counts: ReceptionCounts = {
    accepted: 0,
    filtered: 0,
    refusedAddress: 0,
    refusedPage: 0,
    refusedToken: 0,
    refusedRate: 0,
    refusedMethod: 0,
    unknown: 0,
    misplaced: 0,
    otherPhone: 0,
  };
  readonly #settings: ReceptionSettings;
  readonly #callbacks: ReceptionCallbacks;
  readonly #allows: (address: string) => boolean;
  readonly #clientAddress: ClientAddress;
  readonly #isWithinRate: RateJudge | undefined;
  readonly #fitOf: ((given: readonly string[]) => TokenFit) | undefined;
  readonly #ownFitOf: OwnTokenJudge | undefined;
  readonly #now: () => number;
  #hasToldPlace = false;

  /** @throws Error naming a bad entry of the allow list or of the trusted proxies, or a bad rate */
  constructor(settings: ReceptionSettings, callbacks: ReceptionCallbacks) {
    this.path = settings.path;
    this.takesUnknown = settings.unknownEvents;
    this.#settings = settings;
    this.#callbacks = callbacks;
    this.#allows = parseAllowList(settings.allow);
    this.#clientAddress = parseTrustedProxies(settings.trustedProxies ?? '');
    this.#isWithinRate = parseRate(settings.rate ?? '');
    const { token, previous } = settings;
    const today = callbacks.today ?? Date.now;
    this.#fitOf = token ? tokensJudge(token, previous, today) : undefined;
    this.#ownFitOf = token && callbacks.isAdopted ? ownTokenJudge(token, previous, today) : undefined;
    this.#now = callbacks.now ?? (() => performance.now());
  }

  addressOf({ address, forwardedFor }: Arrival): string {
    return this.#clientAddress(address, forwardedFor);
  }

  identify(arrival: Arrival, report: Report, address: string): Sighting {
    return identify(arrival, report, address, this.#callbacks.findPhone);
  }

  hasToken({ tokens, sender }: Report): boolean {
    return isRight(this.#fitOf?.(tokens)) || isRight(this.#ownFit(tokens, sender.isMacDoubtful ? '' : sender.mac));
  }

  judge(sighting: Sighting): Judgement {
    const { arrival, address, report, phone, event } = sighting;
    if (!this.#allows(address)) return { status: 403, refusal: 'refusedAddress' };
    if (arrival.fromWebPage) return { status: 403, refusal: 'refusedPage' };
    const fit = this.#fit(sighting);
    const hasToken = isRight(fit);
    if (fit && this.#settings.previous && arrival.method !== 'HEAD') this.#callbacks.onToken?.(sighting, fit);
    if (this.#fitOf && !hasToken) return { status: 401, refusal: 'refusedToken' };

    const serves = this.#serves(phone);
    const isWanted = serves && this.#wants(event);
    // HEAD spends nothing and counts nothing; nor does an event that makes no message spend.
    const isEvent = arrival.method !== 'HEAD';
    const isWithinRate = this.#isWithinRate?.(address, this.#now(), isWanted && isEvent) ?? true;
    const believed = {
      isBelieved: event !== undefined,
      isVouched: hasToken && serves,
      ...(fit === 'previous' && { isOldToken: true }),
    };
    if (isWanted && !isWithinRate) return { status: 429, refusal: 'refusedRate', ...believed };
    if (isEvent) this.counts[isWanted ? 'accepted' : 'filtered']++;
    const isProved = serves && isWithinRate && (hasToken || arrival.authenticated);
    if (!isWanted) return { status: 200, ...believed, isProved, isOthers: !serves };
    const message = (): EventMessage =>
      eventMessage(report, { event: event ?? 'unknown', time: arrival.time, phone, understood: sighting.read() });
    return { status: 200, ...believed, isProved, message };
  }

  believe(belief: Belief, done: () => void): void {
    const { onBelief } = this.#callbacks;
    if (onBelief) onBelief(belief, done);
    else done();
  }

  isKept({ phone }: Sighting): boolean {
    return phone !== undefined && this.#callbacks.isKept?.(phone.id) === true;
  }

  prove({ phone, knownBy, mac, address }: Sighting): boolean {
    if (address === '' || mac === undefined) return false;
    const isStranger = knownBy !== 'mac';
    // A node for one phone cannot speak for a MAC that nobody has.
    if (isStranger && this.#settings.phoneId !== undefined) return false;
    if (isStranger) this.#callbacks.onProvedStranger?.(mac, address);
    else phone?.learnAddress(address);
    return true;
  }

  miss(what: Refusal): void {
    this.counts[what]++;
    this.#callbacks.onRefusal?.(what);
  }

  misplaced(asked: string, expected: string): void {
    if (this.#hasToldPlace) return;
    this.#hasToldPlace = true;
    this.#callbacks.onMisplaced?.(asked, expected);
  }

  deliver(message: EventMessage): void {
    this.#callbacks.deliver(message);
  }

  failed(error: unknown, message?: EventMessage): void {
    this.#callbacks.onError?.(error, message);
  }

  /** The shared token counts first: what a phone has for itself is asked for where that is missing. */
  #fit(sighting: Sighting): TokenFit {
    const { report, mac, phone, knownBy, arrival } = sighting;
    const shared = this.#fitOf?.(report.tokens);
    if (isRight(shared)) return shared;
    // A phone that names no MAC is known by its address, and never by its word for that.
    const whose = mac ?? (knownBy === 'address' ? phone?.mac : undefined);
    const own = this.#ownFit(report.tokens, whose);
    if (own && whose !== undefined && arrival.method !== 'HEAD') this.#callbacks.onOwnToken?.(whose, own);
    return own ?? shared;
  }

  #ownFit(tokens: readonly string[], mac: string | undefined): TokenFit {
    if (!mac || !this.#ownFitOf || tokens.length === 0 || !this.#callbacks.isAdopted?.(mac)) return undefined;
    return this.#ownFitOf(tokens, mac);
  }

  #serves(phone: KnownPhone | undefined): boolean {
    const { phoneId, phoneMac } = this.#settings;
    if (phoneId === undefined) return true;
    return phone !== undefined && isSamePhone(phone, { id: phoneId, ...(phoneMac && { mac: phoneMac }) });
  }

  #wants(event: EventId | undefined): boolean {
    const { events } = this.#settings;
    return !event || !events || events.has(event);
  }
}

const isRight = (fit: TokenFit): boolean => fit === 'present' || fit === 'previous';
