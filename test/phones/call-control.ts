import type { Account, Call, Caller, Exchange } from './call';
import { type Hook, HookSwitch } from './hook-switch';
import type { Incident } from './incident';

/** The calls of one phone: how they come, are answered, held, joined and end. */
export class CallControl extends HookSwitch {
  readonly accounts: readonly Account[];
  muted = false;
  conference = false;
  /** Digits sent during calls. */
  dtmf = '';
  lastDialed = '';
  lastCaller = '';
  exchange: Exchange | undefined;
  #callCount = 0;

  constructor(
    accounts: readonly Account[],
    readonly maxCalls: number,
    /** `$call_id` of the nth call; a small number that comes again is Fanvil's habit. */
    readonly callId: (count: number, live: readonly Call[]) => string,
    clock: () => Date,
  ) {
    super(clock);
    this.accounts = accounts.map((account) => ({ ...account }));
  }

  /** The call that keys act on. */
  get active(): Call | undefined {
    return this.talking ?? this.find('dialing') ?? this.find('held');
  }

  get talking(): Call | undefined {
    return this.find('talking');
  }

  get ringing(): Call | undefined {
    return this.find('ringing');
  }

  find(state: Call['state']): Call | undefined {
    return this.calls.find((call) => call.state === state);
  }

  /** What the phone does as a whole; two calls show as the livelier one. */
  get status(): 'idle' | 'off hook' | 'dialing' | 'ringing' | 'talking' | 'held' {
    const state = (['talking', 'dialing', 'ringing', 'held'] as const).find((name) => this.find(name));
    return state ?? (this.hook === 'on' ? 'idle' : 'off hook');
  }

  #add(direction: Call['direction'], party: Caller, state: Call['state']): Call {
    const line = party.line ?? 1;
    this.#callCount += 1;
    const call: Call = {
      id: this.callId(this.#callCount, this.calls),
      direction,
      number: party.number,
      name: party.name ?? '',
      host: party.host ?? this.accounts[line - 1]?.host ?? '',
      line,
      state,
    };
    this.calls.push(call);
    return call;
  }

  /** Undefined where no further call fits. A call that talks is held first. */
  dial(number: string, options: { line?: number; via?: Exclude<Hook, 'on'> } = {}): Call | undefined {
    if (this.calls.length >= this.maxCalls) return undefined;
    if (this.talking) this.hold(this.talking);
    this.goOffHook(options.via ?? (this.hook === 'on' ? 'speaker' : this.hook));
    const call = this.#add('out', { number, ...(options.line && { line: options.line }) }, 'dialing');
    this.lastDialed = number;
    this.happen('outgoing', call);
    this.exchange?.placed(this, call);
    return call;
  }

  /** Rings. Undefined where the phone takes no further call: the caller hears busy. */
  receiveCall(caller: Caller): Call | undefined {
    if (this.calls.length >= this.maxCalls) return undefined;
    const call = this.#add('in', caller, 'ringing');
    this.lastCaller = caller.number;
    this.settle();
    this.happen('incoming', call);
    return call;
  }

  answer(via: Exclude<Hook, 'on'> = 'speaker', call = this.ringing): void {
    if (!call || call.state !== 'ringing') return;
    if (this.talking) this.hold(this.talking);
    this.goOffHook(this.hook === 'on' ? via : this.hook);
    this.happen('answered new', call);
    this.#establish(call);
    this.exchange?.answered(call);
  }

  remoteAnswer(call = this.find('dialing')): void {
    if (call?.state === 'dialing') this.#establish(call);
  }

  #establish(call: Call): void {
    call.state = 'talking';
    call.startedAt = this.clock();
    this.happen('established', call);
  }

  reject(call = this.ringing): void {
    if (call?.state !== 'ringing') return;
    this.happen('rejected', call);
    this.drop(call, 'busy');
  }

  hangup(call = this.active): void {
    if (!call || call.state === 'ended') return;
    if (call.state === 'dialing') this.end(call, 'canceled');
    else if (call.state === 'ringing') this.reject(call);
    else this.end(call, 'terminated');
  }

  /** The other side ends it, whatever state it was in. */
  remoteHangup(call = this.active ?? this.ringing): void {
    if (!call || call.state === 'ended') return;
    if (call.state === 'ringing') this.end(call, 'missed', true);
    else this.end(call, call.state === 'dialing' ? 'remote canceled' : 'terminated', true);
  }

  remoteBusy(call = this.find('dialing')): void {
    if (call?.state === 'dialing') this.end(call, 'remote busy', true);
  }

  protected end(call: Call, incident: Incident, byRemote = false): void {
    call.endedAt = this.clock();
    this.happen(incident, call);
    this.drop(call, byRemote ? undefined : 'normal');
  }

  protected drop(call: Call, release: 'normal' | 'busy' | undefined): void {
    call.state = 'ended';
    const index = this.calls.indexOf(call);
    if (index >= 0) this.calls.splice(index, 1);
    if (this.calls.length < 2) this.conference = false;
    if (!this.talking) this.muted = false;
    if (release) this.exchange?.released(call, release);
    // A second call that still rings keeps the phone busy, but the receiver is down again.
    if (this.calls.every((other) => other.state === 'ringing')) this.goOnHook();
    else this.settle();
  }

  hold(call = this.talking): void {
    if (call?.state !== 'talking') return;
    call.state = 'held';
    this.happen('hold', call);
  }

  /** Takes a held call back; another that talks is held, unless the two are joined. */
  resume(call = this.find('held')): void {
    if (call?.state !== 'held') return;
    const other = this.talking;
    if (other && !this.conference) this.hold(other);
    call.state = 'talking';
    this.happen('unhold', call);
  }

  /** The next held call talks, the rest is held. */
  swap(): void {
    const held = this.calls.filter((call) => call.state === 'held');
    const from = this.talking ? this.calls.indexOf(this.talking) : -1;
    this.resume(held.find((call) => this.calls.indexOf(call) > from) ?? held[0]);
  }

  setMute(on: boolean): void {
    const call = this.talking;
    if (!call || this.muted === on) return;
    this.muted = on;
    this.happen(on ? 'mute' : 'unmute', call);
  }

  join(): void {
    const established = this.calls.filter((call) => call.state === 'talking' || call.state === 'held');
    if (established.length < 2) return;
    this.conference = true;
    for (const call of established) this.resume(call);
  }

  split(): void {
    if (!this.conference) return;
    this.conference = false;
    for (const call of this.calls.slice(1)) this.hold(call);
  }

  sendDtmf(digits: string): void {
    if (this.talking) this.dtmf += digits;
  }

  /** Silence, as when the power goes: nothing is reported, the other ends hear a release. */
  protected dropAll(): void {
    for (const call of this.calls.splice(0)) {
      call.state = 'ended';
      this.exchange?.released(call, 'normal');
    }
    this.resetHook();
    this.conference = false;
    this.muted = false;
  }
}
