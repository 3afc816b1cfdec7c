import { EventEmitter } from 'node:events';
import { ActionUrlClient, type RequestHabits } from './action-url-client';
import type { Account, Call, Caller, Circumstances } from './call';
import type { Credentials } from './digest';
import type { Protection } from './gatekeeper';
import type { Incident, Labels } from './incident';
import { Journal } from './journal';
import { Keypad, type Press } from './keypad';
import { PhoneState } from './phone-state';
import type { Charset } from './text-bytes';
import { parseTemplate, substitute, type UrlTemplate } from './url-template';
import type { Values } from './variables';
import type { WebRequest } from './web-request';
import { WebServer, type WebServerOptions } from './web-server';

/** One Action URL as it was sent, and what came back: a status, or why there was none. */
export interface Report<L extends string = string> {
  readonly event: L;
  readonly target: string;
  readonly status?: number;
  readonly error?: string;
}

export interface PhoneOptions<L extends string> extends Partial<Omit<WebServerOptions, 'protection'>> {
  readonly model?: string;
  readonly mac?: string;
  readonly firmware?: string;
  /** The value of $ip; default: `host`. */
  readonly ip?: string;
  readonly account?: Account;
  /** Several lines; the first is `account` where both are given. */
  readonly accounts?: readonly Account[];
  readonly actionUrls?: Readonly<Partial<Record<L, string>>>;
  /** The "allow list" field of the phone's web page, in the vendor's own notation. */
  readonly allow?: string;
  /** User name and password of the web server, and how it asks for them. */
  readonly protection?: Protection;
  /** HTTP version of the Action URL requests; default: the vendor's. */
  readonly httpVersion?: '1.0' | '1.1';
  readonly reportKeepAlive?: boolean;
  readonly charset?: Charset;
  /** `percent` escapes filled-in values; default `none`, as the captures and the field's traps show. */
  readonly escapeValues?: 'none' | 'percent';
  readonly unknownVariables?: 'empty' | 'literal';
  readonly reportCredentials?: Credentials;
  /** Milliseconds to wait for the answer to an Action URL; default 5000. */
  readonly reportTimeout?: number;
  readonly clock?: () => Date;
}

/** What makes a phone one of a vendor's. */
export interface VendorTraits<L extends string> {
  readonly labels: Labels<L>;
  /** Names of all variables that the vendor's document lists. */
  readonly variables: readonly string[];
  readonly model: string;
  readonly mac: string;
  readonly firmware: string;
  readonly httpVersion: '1.0' | '1.1';
  readonly maxCalls: number;
  readonly callId: (count: number, live: readonly Call[]) => string;
}

/** What a request's keys came to. */
export interface Command {
  readonly executed: readonly string[];
  readonly ignored: readonly string[];
  readonly address: string;
  readonly target: string;
}

interface Events<L extends string> {
  /** A command was carried out: the keys, and the whole of it. */
  executed: [readonly string[], Command];
  ignored: [readonly string[], Command];
  /** An allowed address came for the first time: the display asks about it. */
  asked: [string];
  incident: [Incident, Circumstances];
  reported: [Report<L>];
}

/** A phone on loopback. Starts silent: `boot()` reports its start as a real one does. */
export abstract class SimulatedPhone<L extends string> extends EventEmitter<Events<L>> {
  readonly state: PhoneState;
  readonly keypad: Keypad;
  readonly web: WebServer;
  readonly model: string;
  readonly mac: string;
  readonly firmware: string;
  readonly host: string;
  readonly accounts: readonly Account[];
  protected readonly options: PhoneOptions<L>;
  readonly #reports = new Journal<Report<L>>();
  readonly #commands = new Journal<Command>();
  readonly #keys = new Journal<string>();
  readonly #ignored = new Journal<string>();
  readonly #templates = new Map<L, UrlTemplate>();
  readonly #client: ActionUrlClient;
  readonly #traits: VendorTraits<L>;
  #sending: Promise<void> = Promise.resolve();
  #running = false;

  constructor(options: PhoneOptions<L>, traits: VendorTraits<L>) {
    super();
    this.options = options;
    this.#traits = traits;
    this.model = options.model ?? traits.model;
    this.mac = options.mac ?? traits.mac;
    this.firmware = options.firmware ?? traits.firmware;
    this.host = options.host ?? '127.0.0.1';
    const account = options.account ?? { user: '1001', host: '127.0.0.1' };
    const accounts = options.accounts ?? [account];
    this.state = new PhoneState(accounts, traits.maxCalls, traits.callId, options.clock ?? (() => new Date()));
    this.accounts = this.state.accounts;
    this.keypad = new Keypad(this.state);
    this.#client = new ActionUrlClient(this.#habits(options.httpVersion ?? traits.httpVersion));
    this.web = new WebServer(
      { ...options, host: this.host, port: options.port ?? 0 },
      { permits: (address) => this.permits(address), handle: (request) => this.#handle(request) },
    );
    if (options.actionUrls) this.configure(options.actionUrls);
    this.state.on('incident', (incident, circumstances) => this.#report(incident, circumstances));
  }

  /** Whether the allow list lets the address in. */
  protected abstract permits(address: string): boolean;
  /** The vendor's variables and their values just then, names in lower case. */
  protected abstract variables(incident: Incident, circumstances: Circumstances): Values;
  /** Presses what the request says; undefined where the path is none of the phone's. */
  protected abstract execute(request: WebRequest): Pick<Command, 'executed' | 'ignored'> | undefined;
  /** Whether the display still asks about this address; then nothing is carried out, and the answer is this status. */
  protected withheld(_address: string): number | undefined {
    return undefined;
  }

  get port(): number {
    return this.web.port;
  }

  get reports(): readonly Report<L>[] {
    return this.#reports.entries;
  }

  /** Every key that was carried out, in order, as it was sent; it may have had no effect at that moment. */
  get executed(): readonly string[] {
    return this.#keys.entries;
  }

  /** Every key that this model does not know. */
  get ignored(): readonly string[] {
    return this.#ignored.entries;
  }

  get calls(): readonly Call[] {
    return this.state.calls;
  }

  async start(): Promise<this> {
    for (const journal of [this.#reports, this.#commands]) journal.reopen();
    await this.web.start();
    this.#running = true;
    return this;
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.state.powerOff();
    await this.web.stop();
    this.#client.close();
    await this.#sending;
    for (const journal of [this.#reports, this.#commands]) journal.close(`the simulated ${this.model} was stopped`);
  }

  /** Fills in the phone's "Action URL" page; a blank URL clears the field. */
  configure(actionUrls: Readonly<Partial<Record<L, string>>>): void {
    for (const label of Object.values(this.#traits.labels) as L[]) {
      const url = actionUrls[label];
      if (url === '') this.#templates.delete(label);
      else if (url !== undefined) this.#templates.set(label, parseTemplate(url));
    }
  }

  /** The next report of this event that was not waited for before, sent already or not. */
  reported(event: L): Promise<Report<L>> {
    return this.#reports.next((report) => report.event === event);
  }

  /** The next command not waited for before; with a key, the next that pressed it. */
  commanded(key?: string): Promise<Command> {
    return this.#commands.next((command) => key === undefined || command.executed.includes(key));
  }

  /** Resolves when every report so far is out and answered. */
  drained(): Promise<void> {
    return this.#sending;
  }

  boot(): void {
    this.state.boot();
  }

  reboot(): void {
    this.state.reboot();
  }

  receiveCall(caller: Caller): Call | undefined {
    return this.state.receiveCall(caller);
  }

  remoteAnswer(): void {
    this.state.remoteAnswer();
  }

  remoteHangup(): void {
    this.state.remoteHangup();
  }

  setDnd(on: boolean): void {
    this.state.setDnd(on);
  }

  /** A finger on a key: no allow list, no question. */
  press(press: Press, text?: string): void {
    this.keypad.press(press, text);
  }

  #handle(request: WebRequest): number {
    const withheld = this.withheld(request.address);
    if (withheld !== undefined) return withheld;
    const outcome = this.execute(request);
    if (!outcome) return 404;
    this.record({ ...outcome, address: request.address, target: request.target });
    return 200;
  }

  /** Also for commands that come by another way than HTTP. */
  record(command: Command): void {
    for (const key of command.executed) this.#keys.add(key);
    for (const key of command.ignored) this.#ignored.add(key);
    this.#commands.add(command);
    if (command.executed.length > 0) this.emit('executed', command.executed, command);
    if (command.ignored.length > 0) this.emit('ignored', command.ignored, command);
  }

  #habits(version: '1.0' | '1.1'): RequestHabits {
    const { reportKeepAlive = false, charset = 'utf8', reportTimeout = 5000, reportCredentials } = this.options;
    const connection = `Connection: ${reportKeepAlive ? 'keep-alive' : 'close'}`;
    return {
      version,
      // The captured HTTP/1.0 requests show no header at all.
      headers:
        version === '1.1'
          ? ['Host: {host}', `User-Agent: ${this.model} ${this.firmware}`, connection]
          : reportKeepAlive
            ? [connection]
            : [],
      keepAlive: reportKeepAlive,
      charset,
      localAddress: this.host,
      timeout: reportTimeout,
      ...(reportCredentials && { credentials: reportCredentials }),
    };
  }

  #report(incident: Incident, circumstances: Circumstances): void {
    this.emit('incident', incident, circumstances);
    const event = this.#traits.labels[incident];
    const template = event === undefined ? undefined : this.#templates.get(event);
    if (event === undefined || template === undefined || !this.#running) return;
    const base = { mac: this.mac, ip: this.options.ip ?? this.host, model: this.model, firmware: this.firmware };
    const values = new Map(this.#traits.variables.map((name) => [name.toLowerCase(), '']));
    for (const [name, value] of Object.entries({ ...base, ...this.variables(incident, circumstances) })) {
      values.set(name, value ?? '');
    }
    const escape = this.options.escapeValues === 'percent' ? encodeURIComponent : (value: string) => value;
    const target = substitute(template.target, values, this.options.unknownVariables ?? 'empty', escape);
    // One after the other, so that the order at the server is the order at the phone.
    this.#sending = this.#send(this.#sending, event, template, target);
  }

  async #send(before: Promise<void>, event: L, server: UrlTemplate, target: string): Promise<void> {
    await before;
    if (!this.#running) return;
    const report = await this.#client.get(server, target).then(
      (status): Report<L> => ({ event, target, status }),
      (error: Error): Report<L> => ({ event, target, error: error.message }),
    );
    this.#reports.add(report);
    this.emit('reported', report);
  }
}
