import { EventEmitter } from 'node:events';
import type { Account, Call, Caller, Circumstances } from './call';
import { type Incident, REASONS } from './incident';
import { Journal } from './journal';
import { Keypad, type Press } from './keypad';
import { type PhoneOptions, requestHabits, type VendorTraits } from './phone-options';
import { PhoneState } from './phone-state';
import { type Report, Reporter } from './reporter';
import type { Values } from './variables';
import type { WebRequest } from './web-request';
import { type WebReply, WebServer } from './web-server';

/** What a request's keys came to. */
export interface Command {
  readonly executed: readonly string[];
  readonly ignored: readonly string[];
  readonly address: string;
  readonly target: string;
}

/** What a request came to, and the answer's body where the phone words each answer. */
export type Outcome = Pick<Command, 'executed' | 'ignored'> & { readonly body?: string };

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
  readonly #commands = new Journal<Command>();
  readonly #keys = new Journal<string>();
  readonly #ignored = new Journal<string>();
  readonly #reporter: Reporter<L>;
  readonly #traits: VendorTraits<L>;

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
    const { host, model, firmware } = this;
    this.#reporter = new Reporter(requestHabits(options, { host, model, firmware, version: traits.httpVersion }), {
      unknownVariables: options.unknownVariables ?? 'empty',
      escapeValues: options.escapeValues ?? 'none',
    });
    this.#reporter.on('reported', (report) => void this.emit('reported', report));
    this.web = new WebServer(
      { ...options, host: this.host, port: options.port ?? 0 },
      {
        permits: (address) => this.permits(address),
        posts: (target) => this.posts(target),
        handle: (request) => this.#handle(request),
      },
    );
    if (options.actionUrls) this.configure(options.actionUrls);
    this.state.on('incident', (incident, circumstances) => this.#report(incident, circumstances));
  }

  /** Whether the allow list lets the address in. */
  protected abstract permits(address: string): boolean;
  /** The vendor's variables and their values just then, names in lower case. */
  protected abstract variables(incident: Incident, circumstances: Circumstances): Values;
  /** Presses what the request says; undefined where the path is none of the phone's. */
  protected abstract execute(request: WebRequest): Outcome | undefined;
  /** Whether it takes a POST there. */
  protected posts(_target: string): boolean {
    return false;
  }
  /** Whether the display still asks about this address; then nothing is carried out, and the answer is this status. */
  protected withheld(_address: string): number | undefined {
    return undefined;
  }

  get port(): number {
    return this.web.port;
  }

  get reports(): readonly Report<L>[] {
    return this.#reporter.journal.entries;
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
    this.#commands.reopen();
    await this.web.start();
    this.#reporter.start();
    return this;
  }

  async stop(): Promise<void> {
    const reason = `the simulated ${this.model} was stopped`;
    this.state.powerOff();
    await Promise.all([this.web.stop(), this.#reporter.stop(reason)]);
    this.#commands.close(reason);
  }

  /** Fills in the phone's "Action URL" page; a blank URL clears the field. */
  configure(actionUrls: Readonly<Partial<Record<L, string>>>): void {
    for (const event of Object.values<L | undefined>(this.#traits.labels)) {
      const url = event && actionUrls[event];
      if (event && url !== undefined) this.#reporter.configure(event, url);
    }
  }

  /** The next report of this event that was not waited for before, sent already or not. */
  reported(event: L): Promise<Report<L>> {
    return this.#reporter.journal.next((report) => report.event === event);
  }

  /** The next command not waited for before; with a key, the next that pressed it. */
  commanded(key?: string): Promise<Command> {
    return this.#commands.next((command) => key === undefined || command.executed.includes(key));
  }

  /** Forgets reports and commands that nobody waited for: what is waited for next is yet to come. */
  forget(): void {
    this.#reporter.journal.skip();
    this.#commands.skip();
  }

  /** Resolves when every report so far is out and answered. */
  drained(): Promise<void> {
    return this.#reporter.drained();
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

  #handle(request: WebRequest): WebReply {
    const withheld = this.withheld(request.address);
    if (withheld !== undefined) return withheld;
    const outcome = this.execute(request);
    if (!outcome) return 404;
    const { executed, ignored, body } = outcome;
    this.record({ executed, ignored, address: request.address, target: request.target });
    return body === undefined ? 200 : { status: 200, body };
  }

  /** Also for commands that come by another way than HTTP. */
  record(command: Command): void {
    for (const key of command.executed) this.#keys.add(key);
    for (const key of command.ignored) this.#ignored.add(key);
    this.#commands.add(command);
    if (command.executed.length > 0) this.emit('executed', command.executed, command);
    if (command.ignored.length > 0) this.emit('ignored', command.ignored, command);
  }

  #report(incident: Incident, circumstances: Circumstances): void {
    this.emit('incident', incident, circumstances);
    const { labels } = this.#traits;
    const event = labels[incident] ?? (REASONS.has(incident) ? labels.terminated : undefined);
    if (event === undefined) return;
    const { mac, model, firmware } = this;
    const values = new Map(this.#traits.variables.map((name) => [name.toLowerCase(), '']));
    const filled = {
      mac,
      ip: this.options.ip ?? this.host,
      model,
      firmware,
      ...this.variables(incident, circumstances),
    };
    for (const [name, value] of Object.entries(filled)) values.set(name, value ?? '');
    this.#reporter.report(event, values);
  }
}
