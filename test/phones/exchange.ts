import type { Call, Exchange } from './call';
import type { CallControl } from './call-control';
import type { PhoneState } from './phone-state';

interface Leg {
  readonly phone: CallControl;
  readonly call: Call;
}

/**
 * An exchange on which phones call each other by the user names of their accounts. What happens at one end reaches the
 * other a microtask later, as over a network: never within the key press that caused it.
 */
export class SimulatedNetwork implements Exchange {
  readonly #phones = new Map<string, { phone: PhoneState; line: number }>();
  readonly #peers = new Map<Call, Leg>();

  add(phone: PhoneState): void {
    phone.exchange = this;
    phone.accounts.forEach((account, index) => this.#phones.set(account.user, { phone, line: index + 1 }));
  }

  placed(phone: CallControl, call: Call): void {
    const account = phone.accounts[call.line - 1];
    queueMicrotask(() => {
      if (call.state !== 'dialing') return;
      const called = this.#ring(call.number, { number: account?.user ?? '', name: account?.name ?? '' });
      if (called) this.#link({ phone, call }, called);
      else phone.remoteBusy(call);
    });
  }

  answered(call: Call): void {
    this.#tell(call, (peer) => peer.phone.remoteAnswer(peer.call));
  }

  released(call: Call, how: 'normal' | 'busy'): void {
    this.#tell(call, (peer) => {
      if (how === 'busy') peer.phone.remoteBusy(peer.call);
      else peer.phone.remoteHangup(peer.call);
    });
    this.#forget(call);
  }

  referred(call: Call, number: string): void {
    const peer = this.#peers.get(call);
    this.#forget(call);
    if (!peer) return;
    const account = peer.phone.accounts[peer.call.line - 1];
    const target = this.#ring(number, { number: account?.user ?? '', name: account?.name ?? '' });
    if (target) this.#link(peer, target);
    else queueMicrotask(() => peer.phone.remoteHangup(peer.call));
  }

  joined(first: Call, second: Call): void {
    const one = this.#peers.get(first);
    const other = this.#peers.get(second);
    this.#forget(first);
    this.#forget(second);
    if (one && other) this.#link(one, other);
    else for (const leg of [one, other]) leg?.phone.remoteHangup(leg.call);
  }

  #ring(number: string, caller: { number: string; name: string }, hops = 0): Leg | undefined {
    const target = this.#phones.get(number);
    if (!target) return undefined;
    const call = target.phone.receiveCall({ ...caller, line: target.line });
    if (call) return { phone: target.phone, call };
    const next = target.phone.forwards.always;
    return next && hops < 5 ? this.#ring(next, caller, hops + 1) : undefined;
  }

  #link(one: Leg, other: Leg): void {
    this.#peers.set(one.call, other);
    this.#peers.set(other.call, one);
  }

  #tell(call: Call, what: (peer: Leg) => void): void {
    const peer = this.#peers.get(call);
    if (peer) queueMicrotask(() => what(peer));
  }

  #forget(call: Call): void {
    const peer = this.#peers.get(call);
    this.#peers.delete(call);
    if (peer) this.#peers.delete(peer.call);
  }
}
