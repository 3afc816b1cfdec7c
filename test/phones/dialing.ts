import type { Call } from './call';
import type { PhoneState } from './phone-state';

/** What the typed number is for. */
export type DialingMode = 'none' | 'dial' | 'transfer' | 'blind' | 'conference' | 'forward';

/** The dialing screen: digits typed on it mean what was pressed before them. */
export class Dialing {
  mode: DialingMode = 'none';
  /** The number typed so far. */
  number = '';
  line = 1;
  /** The two calls that a transfer or conference is about. */
  #pair: { purpose: 'transfer' | 'conference'; first: Call; second: Call } | undefined;

  constructor(readonly state: PhoneState) {}

  enter(mode: DialingMode): void {
    this.mode = mode;
    this.number = '';
  }

  /** In a call digits are DTMF, else they are a number to dial. */
  type(digits: string): void {
    if (this.mode === 'none' && this.state.talking) return this.state.sendDtmf(digits);
    if (this.mode === 'none') this.enter('dial');
    this.number += digits;
  }

  delete(): void {
    this.number = this.number.slice(0, -1);
  }

  /** Carries out what the number was typed for; nothing without one. */
  send(): void {
    const { state, number, mode } = this;
    if (number === '') return;
    this.enter('none');
    if (mode === 'forward') return state.forwardRinging(number);
    if (mode === 'blind') return state.blindTransfer(number);
    const first = state.talking ?? state.find('held');
    const second = state.dial(number, { line: this.line });
    const purpose = mode === 'transfer' || mode === 'conference' ? mode : undefined;
    if (purpose && first && second) this.#pair = { purpose, first, second };
  }

  /** Leaves the screen: the typed number, and the receiver where nothing else keeps it up. */
  leave(): void {
    this.enter('none');
    if (this.state.calls.length === 0) this.state.goOnHook();
  }

  /** The two calls, while both live; the second counts once it is answered, or at once where `early`. */
  pending(purpose: 'transfer' | 'conference', early = false): { first: Call; second: Call } | undefined {
    const pair = this.#pair;
    if (pair?.purpose !== purpose || pair.first.state === 'ended') return undefined;
    return pair.second.state === 'talking' || (early && pair.second.state === 'dialing') ? pair : undefined;
  }

  /** Transfer key: asks for a number, sends the call there blindly, or joins the two calls; `mode` is which key it was. */
  transfer(mode: 'transfer' | 'blind'): void {
    const pair = this.pending('transfer', true);
    if (pair) {
      this.#pair = undefined;
      this.state.attendedTransfer(pair.first, pair.second);
    } else if (this.number !== '' && (this.mode === 'transfer' || this.mode === 'blind')) {
      this.mode = 'blind';
      this.send();
    } else if (this.state.talking || this.state.find('held')) {
      this.state.hold();
      this.enter(mode);
    }
  }

  /** Conference key: asks for whom to invite, or joins once the invited answered. */
  conference(): void {
    if (this.pending('conference')) {
      this.#pair = undefined;
      this.state.join();
    } else if (this.state.talking) {
      this.state.hold();
      this.enter('conference');
    }
  }

  forward(): void {
    if (this.state.ringing) this.enter('forward');
  }
}
