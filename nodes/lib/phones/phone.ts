import type { Command } from '../commands/payload';
import type { PlannedPost } from '../commands/plan';
import { PhoneError } from '../errors';
import { sentence, type Words } from '../sentences/sentence';
import type { KnownPhone } from '../events/types';
import { systemTimers } from '../timers';
import { withLegacyTls } from '../transports/tls/options';
import type { TransportAnswer, TransportOptions } from '../transports/transport';
import type { VendorCatalogue, VendorProfile } from '../vendors';
import type { CommandResult, SendOptions } from './delivery/command';
import { deliver } from './delivery/deliver';
import { CommandQueue, type Turns } from './delivery/queue';
import { inTurn } from './delivery/turn';
import type { PhoneDirectory } from './directory';
import type { Finding } from './finding';
import { Guard, type QuestionLogin } from './guard';
import type { LinkId, PhonePlace } from './links/link';
import { Links } from './links/links';
import type { SharedSipStack } from './links/shared-sip-stack';
import type { Lockout } from './lockout';
import { checkReadable, planFor } from './planned';
import { Reachability, type Sign, signOf } from './reachability';
import type { PhoneSettings } from './settings';

export type { CommandResult, Confirmed, SendOptions } from './delivery/command';

/** Always the same object: guards ask whether an address is still what it was. */
const THIS_PHONE = sentence('word.this-phone');

/** A deployed phone: takes commands one at a time, and lends its identity to events. */
export class Phone implements KnownPhone, PhonePlace {
  readonly settings: PhoneSettings;
  /** Absent: it has no vendor, or one that is not known. */
  readonly profile: VendorProfile | undefined;
  readonly #vendors: VendorCatalogue;
  /** The sign of life that is being asked for, if one is: who asks meanwhile shares what is found. */
  signOfLife: Promise<Finding> | undefined;
  /** Told how each request to it ended: whether it answered, whatever it said, or is known not to answer. */
  onSign: ((isReachable: boolean) => void) | undefined;
  readonly #reachability: Reachability;
  readonly #directory: PhoneDirectory<Phone>;
  readonly #queue: CommandQueue;
  readonly #links: Links;
  readonly #guards: Readonly<Record<LinkId, Guard>>;

  /** @param now a clock in milliseconds that only goes forward */
  constructor(
    settings: PhoneSettings,
    directory: PhoneDirectory<Phone>,
    sip: SharedSipStack,
    lockout: Lockout,
    vendors: VendorCatalogue,
    now: () => number = () => systemTimers.now(),
  ) {
    // Once for each phone: connections are shared by what their settings say.
    this.settings = settings.legacyTls ? { ...settings, tls: withLegacyTls(settings.tls) } : settings;
    this.profile = vendors.profile(settings.vendor);
    this.#vendors = vendors;
    this.#directory = directory;
    // Nodes with the same MAC are one phone, which takes one command at a time, whichever of them it comes by.
    this.#queue = new CommandQueue(settings.mac ? directory.find(settings.mac, '')?.turns : undefined);
    this.#links = new Links(this.settings, this, sip);
    this.#reachability = new Reachability(now);
    this.#guards = {
      http: new Guard(this.settings, 'http', lockout, now),
      sip: new Guard(this.settings, 'sip', lockout, now),
    };
  }

  get turns(): Turns {
    return this.#queue.turns;
  }

  get id(): string {
    return this.settings.id;
  }

  get name(): string {
    return this.settings.name;
  }

  get vendor(): string {
    return this.settings.vendor;
  }

  get mac(): string {
    return this.settings.mac;
  }

  get model(): string {
    return this.settings.model;
  }

  get charset(): PhoneSettings['charset'] {
    return this.settings.charset;
  }

  /** Where commands go now: the configured host, else the learned address, else ''. */
  get host(): string {
    return this.settings.host || this.#directory.learnedAddress(this.settings.mac) || '';
  }

  get hasHost(): boolean {
    return this.settings.host !== '';
  }

  learnAddress(address: string): void {
    this.#directory.learn(this, address);
  }

  /** The phone itself has answered at this host: it is still where it was learned to be. */
  answered(host: string): void {
    this.#directory.answered(this, host);
  }

  /** Why nothing can be sent where `host` is ''. */
  noAddress(): PhoneError {
    return new PhoneError(
      'NO_ADDRESS',
      sentence('phone.no-address', { phone: this.label, why: this.#directory.whyNoAddress(this) }),
    );
  }

  /**
   * Checks, queues and sends one command.
   * @throws PhoneError with any of its codes; the phone has then executed the command at most once, and not at all
   *   where nothing was sent
   */
  async send(command: Command, options: SendOptions): Promise<CommandResult> {
    const started = systemTimers.now();
    const { settings } = this;
    const { timeout, retries, maxAge, sending, transport = settings.transport } = options;
    const { plan, profile } = this.#plan(command, options);
    const guard = this.#guards[transport];
    guard.check(this.#address);
    const task = async (signal: AbortSignal): Promise<CommandResult> => {
      // What happened while it waited may forbid it.
      guard.check(this.#address);
      const way = { link: this.#links.by(transport), transport, guard, profile, settings, address: this.#address };
      const limits = {
        timeout,
        retries: guard.retries(retries),
        signal,
        sending,
        ...(maxAge && { until: started + maxAge }),
      };
      const { action, keys, sent, ...rest } = await this.#heard(guard.watch(deliver(plan, way, limits)));
      const phone = { name: settings.name, host: this.host };
      return { ok: true, action, keys, sent, phone, ...rest, elapsed: Math.round(systemTimers.now() - started) };
    };
    return inTurn(this.#queue, options.signal, task, maxAge || undefined);
  }

  /**
   * Whether the command can be worded for this phone. Sends nothing.
   * @throws PhoneError as `send` does before it sends
   */
  check(command: Command, options: Pick<SendOptions, 'transport' | 'disruptive'>): void {
    this.#plan(command, options);
  }

  /**
   * One request that is no command, in its turn among the commands, by the way on which the phone is driven. Heeds the
   * wait after a refused password, and tries a phone that counts as dead.
   * @param options signal: aborted when the asker waits no longer; givesWay: ends with CLOSED when a command comes; post: sent by POST
   * @param login how the request shows the phone its login, where an answer may refuse it in its own way
   * @returns the answer, whatever it says
   * @throws PhoneError as a transport does; UNAUTHORIZED, QUEUE_FULL or CLOSED: nothing was sent
   */
  async ask(
    target: string,
    {
      signal,
      givesWay = false,
      post,
      ...options
    }: TransportOptions & { readonly givesWay?: boolean; readonly post?: PlannedPost },
    login?: QuestionLogin,
  ): Promise<TransportAnswer> {
    checkReadable(this.settings, this.label);
    const { transport } = this.settings;
    const question = (ended: AbortSignal) =>
      this.#heard(this.#links.by(transport).ask(target, { ...options, signal: ended }, post));
    const guard = this.#guards[transport];
    return inTurn(
      this.#queue,
      signal,
      (ended) => guard.watchQuestion(this.#address, () => question(ended), login),
      undefined,
      givesWay,
    );
  }

  /**
   * Asks for a sign of life that shows nothing on the phone and carries no login; gives way to commands.
   * @throws PhoneError NO_ADDRESS, UNREACHABLE, TIMEOUT, CLOSED
   */
  async knock({ signal, ...options }: TransportOptions): Promise<void> {
    checkReadable(this.settings, this.label);
    const link = this.#links.by(this.settings.transport);
    const task = (ended: AbortSignal) => this.#heard(link.knock({ ...options, signal: ended }));
    await inTurn(this.#queue, signal, task, undefined, true);
  }

  /** No command waits or is under way. */
  get isIdle(): boolean {
    return this.#queue.turns.isIdle;
  }

  /** An event of it was believed. */
  reported(): void {
    this.#reachability.heard();
  }

  /** Ends everything that waits or is under way with CLOSED; resolves when no socket is left. */
  async close(): Promise<void> {
    this.#queue.close();
    await this.#links.close();
  }

  #plan(command: Command, options: Pick<SendOptions, 'transport' | 'disruptive'>): ReturnType<typeof planFor> {
    const { settings } = this;
    const { disruptive, transport = settings.transport } = options;
    checkReadable(settings, this.label);
    return planFor(command, settings, { vendors: this.#vendors, transport, disruptive, label: this.label });
  }

  /** Learns from how a request ended, and passes that on. */
  async #heard<T>(request: Promise<T>): Promise<T> {
    try {
      const answer = await request;
      this.#noteSign('answered');
      return answer;
    } catch (error) {
      if (error instanceof PhoneError) this.#noteSign(signOf(error));
      throw error;
    }
  }

  #noteSign(sign: Sign): void {
    const isReachable = this.#reachability.note(sign);
    if (isReachable !== undefined) this.onSign?.(isReachable);
  }

  /** The phone as sentences name it. */
  get label(): Words {
    return this.settings.name || this.host || THIS_PHONE;
  }

  /** The phone as errors name it. */
  get #address(): Words {
    return this.host || this.label;
  }
}
