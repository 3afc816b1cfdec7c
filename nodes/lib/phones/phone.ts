import { closedError, untilAborted } from './delivery/closed';
import { composePlan } from '../commands/compose';
import { isLoginRefused, isUnknownRequest, judgeAnswer, withAdvice } from './delivery/judge';
import type { Command } from '../commands/payload';
import type { Plan, Rendered } from '../commands/plan';
import { CommandQueue } from './delivery/queue';
import { readsBody } from './delivery/refusal';
import { retryUnsent } from './delivery/retry';
import { PhoneError } from '../errors';
import type { KnownPhone } from '../events/types';
import { internalError } from '../internal-error';
import { HttpTransport } from '../transports/http/http-transport';
import { withLegacyTls } from '../transports/tls/options';
import type { TransportAnswer, TransportOptions } from '../transports/transport';
import { profileOf, type VendorProfile } from '../vendors';
import type { PhoneDirectory } from './directory';
import type { Finding } from './finding';
import { Guard } from './guard';
import type { Lockout } from './lockout';
import { carriesPassword } from './login';
import { notifyRequest, sipAddressing } from './sip-addressing';
import type { PhoneSettings } from './settings';
import type { SharedSipStack } from './shared-sip-stack';

export interface SendOptions {
  /** Absent: the phone's own. */
  readonly transport?: 'http' | 'sip';
  readonly disruptive: boolean;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  readonly retries: number;
  /** Milliseconds that a command may wait before it is sent; 0 or absent: any time. */
  readonly maxAge?: number;
  /** Aborted when the sending node closes: its commands end with CLOSED, other nodes' go on. */
  readonly signal: AbortSignal;
}

/** `msg.payload` after success. */
export interface CommandResult {
  ok: true;
  action: string;
  keys: string[];
  /** Request target(s) or NOTIFY body, secrets masked. */
  sent: string;
  phone: { name: string; host: string };
  transport: 'http' | 'sip';
  status: number;
  /** How often the most often tried request of the command was tried. */
  attempts: number;
  /** Milliseconds from the command's arrival, waiting in the queue included. */
  elapsed: number;
}

const MONOTONIC = (): number => performance.now();

/** A deployed phone: takes commands one at a time, and lends its identity to events. */
export class Phone implements KnownPhone {
  readonly settings: PhoneSettings;
  /** The sign of life that is being asked for, if one is: who asks meanwhile shares what is found. */
  signOfLife: Promise<Finding> | undefined;
  readonly #directory: PhoneDirectory<Phone>;
  readonly #sip: SharedSipStack;
  readonly #queue = new CommandQueue();
  readonly #lockout: Lockout;
  readonly #now: () => number;
  readonly #guards: Partial<Record<'http' | 'sip', Guard>> = {};
  #http: { readonly host: string; readonly transport: HttpTransport } | undefined;
  readonly #closing: Promise<void>[] = [];

  /** @param now a clock in milliseconds that only goes forward */
  constructor(
    settings: PhoneSettings,
    directory: PhoneDirectory<Phone>,
    sip: SharedSipStack,
    lockout: Lockout,
    now: () => number = MONOTONIC,
  ) {
    // Once for each phone: connections are shared by what their settings say.
    this.settings = settings.legacyTls ? { ...settings, tls: withLegacyTls(settings.tls) } : settings;
    this.#directory = directory;
    this.#sip = sip;
    this.#lockout = lockout;
    this.#now = now;
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

  /**
   * Checks, queues and sends one command.
   * @throws PhoneError with any of its codes; the phone has then executed the command at most once, and not at all
   *   where nothing was sent
   */
  async send(command: Command, options: SendOptions): Promise<CommandResult> {
    const started = performance.now();
    const { settings } = this;
    this.#checkSettings();
    const transport = options.transport ?? settings.transport;
    const profile = profileOf(settings.vendor);
    if (!profile) {
      throw new PhoneError(
        'NO_PHONE',
        `${this.#label} has no vendor, or one that this version does not know: choose one in its dialog`,
      );
    }
    const plan = composePlan(command, {
      profile,
      model: settings.model,
      path: settings.path,
      separator: settings.separator,
      transport,
      disruptive: options.disruptive,
      credentials: settings.credentials,
    });
    const guard = this.#guard(transport);
    guard.check(this.host || this.#label);
    // Not AbortSignal.any: it leaves a trace in the node's signal for every command.
    const ending = new AbortController();
    const patience = options.maxAge ? { longest: options.maxAge, now: MONOTONIC } : undefined;
    const task = async (signal: AbortSignal): Promise<CommandResult> => {
      if (options.signal.aborted) throw closedError();
      // What happened while it waited may forbid it.
      guard.check(this.host || this.#label);
      const limits = {
        ...options,
        retries: guard.retries(options.retries),
        signal,
        ...(patience && { until: started + patience.longest }),
      };
      const { answer, attempts, sent } = await guard.watch(this.#deliver(plan, profile, { transport, guard }, limits));
      return {
        ok: true,
        action: plan.action,
        keys: [...plan.keys],
        sent,
        phone: { name: settings.name, host: this.host },
        transport,
        status: answer.status,
        attempts,
        elapsed: Math.round(performance.now() - started),
      };
    };
    const queued = this.#queue.run(task, ending, patience);
    return untilAborted(queued, options.signal, () => ending.abort()).catch(throwAsOurs);
  }

  /**
   * One request that is no command, in its turn among the commands: GET `target` or, where the phone is driven by SIP,
   * OPTIONS. Heeds the wait after a refused password, and tries a phone that counts as dead.
   * @param options signal: aborted when the asker waits no longer
   * @returns the answer, whatever it says
   * @throws PhoneError as a transport does; UNAUTHORIZED, QUEUE_FULL or CLOSED: nothing was sent
   */
  async ask(target: string, { timeout, signal, wantBody }: TransportOptions): Promise<TransportAnswer> {
    this.#checkSettings();
    const { transport } = this.settings;
    const guard = this.#guard(transport);
    const ending = new AbortController();
    const queued = this.#queue.run(async (ended) => {
      if (signal.aborted) throw closedError();
      guard.checkLogin(this.host || this.#label);
      const options = { timeout, signal: ended, ...(wantBody && { wantBody }) };
      try {
        const answer = await (transport === 'sip'
          ? this.#sendOptions(options)
          : this.#sendHttp({ wire: target, shown: target }, options));
        // An answer does not mean that a password was asked for and taken; a refusal counts like any other.
        guard.reached();
        guard.answered(answer, false);
        return answer;
      } catch (error) {
        if (error instanceof PhoneError) guard.failed(error);
        throw error;
      }
    }, ending);
    return untilAborted(queued, signal, () => ending.abort()).catch(throwAsOurs);
  }

  /** @throws PhoneError INVALID_VALUE where a setting cannot be read: the command would go elsewhere, or otherwise, than was meant */
  #checkSettings(): void {
    const { faults } = this.settings;
    if (faults.length === 0) return;
    throw new PhoneError(
      'INVALID_VALUE',
      `${this.#label} is sent nothing, since these of its settings cannot be read: ${faults.join(', ')}; correct them in the voip-phone node, or set the variables`,
    );
  }

  #guard(transport: 'http' | 'sip'): Guard {
    return (this.#guards[transport] ??= new Guard(this.settings, transport, this.#lockout, this.#now));
  }

  get #label(): string {
    return this.settings.name || this.host || 'this phone';
  }

  async #deliver(
    plan: Plan,
    profile: VendorProfile,
    { transport, guard }: { readonly transport: 'http' | 'sip'; readonly guard: Guard },
    options: SendOptions & { readonly until?: number },
  ): Promise<{ answer: TransportAnswer; attempts: number; sent: string }> {
    const context = { profile, transport, address: this.host || this.#label, plan };
    const { retries, signal } = options;
    const attemptOptions = {
      timeout: options.timeout,
      signal,
      wantBody: transport === 'http' && profile.http !== undefined && readsBody(profile.http.answer),
    };
    const sendOne = (request: Rendered | undefined, until: { readonly until?: number }): Promise<TransportAnswer> =>
      request ? this.#sendHttp(request, attemptOptions) : this.#sendNotify(plan, { ...attemptOptions, ...until });
    let done = 0;
    let attempts = 0;
    let answer: TransportAnswer = { status: 0 };
    const shown = plan.notify ? [plan.notify.body.shown] : plan.requests.map((request) => request.shown);
    try {
      // A vendor that takes one key a request gets a sequence as several requests; the first refusal ends it.
      for (const request of plan.notify ? [undefined] : plan.requests) {
        // The first request decides whether the command comes too late; what it began is brought to its end.
        const until = done === 0 && options.until !== undefined ? { until: options.until } : {};
        let carried = request;
        let sent = await retryUnsent(() => sendOne(request, until), { retries, signal, ...until });
        const older = request?.otherwise;
        if (older && isUnknownRequest(sent.value, context)) {
          carried = older;
          sent = await retryUnsent(() => sendOne(older, {}), { retries, signal });
          shown[done] = older.shown;
        }
        const isPasswordInUrl = carried !== undefined && carriesPassword(carried, this.settings);
        guard.answered(sent.value, isPasswordInUrl);
        if ((isPasswordInUrl || sent.value.isLoginCarried) && isLoginRefused(sent.value, context))
          guard.refusedWithin(sent.value);
        judgeAnswer(sent.value, context);
        answer = sent.value;
        attempts = Math.max(attempts, sent.attempts);
        done += 1;
      }
    } catch (error) {
      if (!(error instanceof PhoneError)) throw error;
      const { code, message, cause } = withAdvice(error, context);
      if (done === 0) throw new PhoneError(code, message, cause);
      // UNREACHABLE promises that nothing was sent, so that flows may try again.
      const told = code === 'UNREACHABLE' ? 'TIMEOUT' : code;
      const part = `${done} of the command's ${plan.requests.length} requests were done`;
      throw new PhoneError(told, `${message} (${part})`, cause);
    }
    return { answer, attempts, sent: shown.join(' ') };
  }

  #sendHttp(request: Rendered, options: TransportOptions): Promise<TransportAnswer> {
    const host = this.host;
    if (!host) throw this.#noAddress();
    if (this.#http && this.#http.host !== host) {
      // The learned address moved on: the old one may be another device by now.
      this.#closing.push(this.#http.transport.close());
      this.#http = undefined;
    }
    if (!this.#http) {
      const { protocol, port, tls, login, credentials } = this.settings;
      const transport = new HttpTransport({
        protocol,
        host,
        username: credentials.username,
        password: credentials.password,
        login,
        ...(port !== undefined && { port }),
        ...(tls && { tls }),
      });
      this.#http = { host, transport };
    }
    return this.#answeredAt(host, this.#http.transport.request(request.wire, options));
  }

  /** Any answer proves that the phone is still where it was learned to be. */
  async #answeredAt(host: string, answer: Promise<TransportAnswer>): Promise<TransportAnswer> {
    const answered = await answer;
    this.#directory.answered(this, host);
    return answered;
  }

  /** By way of a registrar the answer may be that one's. */
  #answeredBySip(answer: Promise<TransportAnswer>): Promise<TransportAnswer> {
    const { uri, proxy } = this.settings.sip;
    return uri || proxy ? answer : this.#answeredAt(this.host, answer);
  }

  #sendNotify(plan: Plan, options: TransportOptions): Promise<TransportAnswer> {
    if (!plan.notify) throw new PhoneError('UNSUPPORTED_ACTION', `${plan.action} cannot be sent by SIP`);
    const request = notifyRequest(this.settings, this.host, plan.notify);
    if (!request) throw this.#noAddress();
    return this.#answeredBySip(this.#sip.acquire(this).notify({ ...request, owner: this }, options));
  }

  #sendOptions(options: TransportOptions): Promise<TransportAnswer> {
    const addressing = sipAddressing(this.settings, this.host);
    if (!addressing) throw this.#noAddress();
    return this.#answeredBySip(this.#sip.acquire(this).options({ ...addressing, owner: this }, options));
  }

  #noAddress(): PhoneError {
    return new PhoneError('NO_ADDRESS', `${this.#label} has no address: ${this.#directory.whyNoAddress(this)}`);
  }

  /** Ends everything that waits or is under way with CLOSED; resolves when no socket is left. */
  async close(): Promise<void> {
    this.#queue.close();
    if (this.#http) this.#closing.push(this.#http.transport.close());
    this.#http = undefined;
    await Promise.allSettled([...this.#closing, this.#sip.release(this)]);
  }
}

/** What is no PhoneError is a fault of ours. */
function throwAsOurs(error: unknown): never {
  throw internalError(error);
}
