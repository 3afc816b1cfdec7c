import type { Call, Caller } from './call';
import { CallTransfer } from './call-transfer';

export type ForwardKind = 'always' | 'busy' | 'no answer';

/** Everything of a phone that is not a call: features, door, volume, registration, start-up. */
export class PhoneState extends CallTransfer {
  dnd = false;
  callWaiting = true;
  readonly forwards: Partial<Record<ForwardKind, string>> = {};
  /** 0 to 9. */
  volume = 5;
  doorOpen = false;
  booting = false;
  registered = false;
  /** How often the phone was reset to its factory state. */
  resets = 0;
  #restart: ReturnType<typeof setImmediate> | undefined;

  setDnd(on: boolean): void {
    if (this.dnd === on) return;
    this.dnd = on;
    this.happen(on ? 'dnd on' : 'dnd off');
  }

  /** A blank number switches the forward off. */
  setForward(kind: ForwardKind, number = ''): void {
    const before = this.forwards[kind] ?? '';
    if (before === number) return;
    if (number) this.forwards[kind] = number;
    else delete this.forwards[kind];
    if (Boolean(before) !== Boolean(number)) this.happen(`${kind} forward ${number ? 'on' : 'off'}`);
  }

  setCallWaiting(on: boolean): void {
    if (this.callWaiting === on) return;
    this.callWaiting = on;
    this.happen(on ? 'call waiting on' : 'call waiting off');
  }

  changeVolume(by: 1 | -1): void {
    this.volume = Math.min(9, Math.max(0, this.volume + by));
  }

  setDisplayName(line: number, text: string): void {
    const account = this.accounts[line - 1];
    if (account) account.name = text;
  }

  override receiveCall(caller: Caller): Call | undefined {
    if (this.booting || this.dnd || (this.calls.length > 0 && !this.callWaiting)) return undefined;
    const call = super.receiveCall(caller);
    if (call && this.forwards.always) {
      this.forwardRinging(this.forwards.always, call);
      return undefined;
    }
    return call;
  }

  openDoor(): void {
    if (this.doorOpen) return;
    this.doorOpen = true;
    this.happen('door opened');
  }

  closeDoor(): void {
    if (!this.doorOpen) return;
    this.doorOpen = false;
    this.happen('door closed');
  }

  triggerDoorSensor(sensor: 1 | 2): void {
    this.happen(`door sensor ${sensor}`);
  }

  triggerOutput(output: 1 | 2): void {
    this.happen(`output ${output}`);
  }

  tamper(): void {
    this.happen('tamper');
  }

  receiveMessage(kind: 'mwi' | 'sms' | 'sip message', line = 1): void {
    this.happen(kind, undefined, line);
  }

  changeWebAuthentication(): void {
    this.happen('web api auth changed');
  }

  changeAddress(): void {
    this.happen('ip changed');
  }

  finishAutoprovision(): void {
    this.happen('autop finished');
  }

  register(outcome: 'registered' | 'unregistered' | 'register failed', line = 1): void {
    this.registered = outcome === 'registered';
    this.happen(outcome, undefined, line);
  }

  /** Power on: reports that it started, then that its accounts registered. */
  boot(): void {
    this.booting = false;
    this.happen('setup completed');
    this.accounts.forEach((_account, index) => this.register('registered', index + 1));
  }

  /** Drops every call without a word, and is up again in the loop's next turn. */
  reboot(): void {
    if (this.booting) return;
    this.happen('start reboot');
    this.booting = true;
    this.dropAll();
    this.#restart = setImmediate(() => this.boot());
  }

  factoryReset(): void {
    this.resets += 1;
    this.reboot();
  }

  /** Stops a restart that is under way. */
  powerOff(): void {
    clearImmediate(this.#restart);
    this.booting = false;
    this.dropAll();
  }
}
