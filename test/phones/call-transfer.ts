import type { Call } from './call';
import { CallControl } from './call-control';

/** Calls that are handed on to somebody else. */
export class CallTransfer extends CallControl {
  forwardRinging(number: string, call = this.ringing): void {
    if (call?.state !== 'ringing') return;
    this.happen('forwarded', call);
    this.exchange?.referred(call, number);
    this.drop(call, undefined);
  }

  blindTransfer(number: string, call = this.active): void {
    if (call?.state !== 'talking' && call?.state !== 'held') return;
    this.happen('transfer', call);
    this.happen('blind transfer', call);
    this.exchange?.referred(call, number);
    this.happen('transfer finished', call);
    this.end(call, 'terminated', true);
  }

  /** Joins the parties of two calls and leaves both; the second may still be ringing at the other end. */
  attendedTransfer(first: Call, second: Call): void {
    if (first.state === 'ended' || second.state === 'ended') return;
    this.happen('transfer', first);
    this.happen('attended transfer', first);
    this.exchange?.joined(first, second);
    this.happen('transfer finished', first);
    this.end(second, 'terminated', true);
    this.end(first, 'terminated', true);
  }

  transferFails(call = this.active): void {
    this.happen('transfer failed', call);
  }
}
