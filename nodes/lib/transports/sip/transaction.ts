import type { Channel } from './channel';
import type { SipResponse } from './response';
import { T1, T2, T4, TIMER_F, type TimerHandle, type Timers } from './timers';

export type TransactionState = 'trying' | 'proceeding' | 'completed' | 'terminated';

/** What a response must repeat to be ours. */
export interface TransactionKey {
  readonly branch: string;
  readonly callId: string;
  readonly fromTag: string;
  readonly cseq: number;
}

/** The transaction user of RFC 3261: one of the first three is called, once, unless it is terminated before; `terminated` always, once. */
export interface TransactionUser {
  answered(response: SipResponse): void;
  /** Timer F fired: nothing final came in 32 seconds. */
  timedOut(): void;
  /** The transport gave up. `sent` is false where not even one copy left. */
  failed(error: Error, sent: boolean): void;
  terminated(): void;
}

/**
 * A non-INVITE client transaction, RFC 3261 section 17.1.2.2. The request's bytes are the same in every copy: a phone
 * that gets several recognises them by the branch and acts once.
 */
export class NonInviteTransaction {
  readonly key: TransactionKey;
  readonly #channel: Channel;
  readonly #timers: Timers;
  #user: TransactionUser | undefined;
  #request: Buffer | undefined;
  #state: TransactionState = 'trying';
  #copies = 0;
  #interval = T1;
  #timerE: TimerHandle;
  /** Timer F, later Timer K. */
  #lifetime: TimerHandle;

  constructor(key: TransactionKey, request: Buffer, channel: Channel, timers: Timers, user: TransactionUser) {
    this.key = key;
    this.#request = request;
    this.#channel = channel;
    this.#timers = timers;
    this.#user = user;
  }

  get state(): TransactionState {
    return this.#state;
  }

  start(): void {
    this.#lifetime = this.#timers.set(TIMER_F, () => this.#timeOut());
    if (!this.#channel.reliable) this.#timerE = this.#timers.set(T1, () => this.#retransmit());
    this.#send();
  }

  /** A response that carries this transaction's key. */
  receive(response: SipResponse): void {
    if (this.#state === 'completed' || this.#state === 'terminated') return;
    if (response.status < 200) {
      this.#state = 'proceeding';
      this.#channel.yieldTurn();
      return;
    }
    this.#state = 'completed';
    this.silence();
    this.#timers.clear(this.#lifetime);
    this.#user?.answered(response);
    // Timer K: further copies of the answer are absorbed. A stream brings none.
    if (this.#channel.reliable) this.terminate();
    else this.#lifetime = this.#timers.set(T4, () => this.terminate());
  }

  /** From now on no copy leaves. The transaction stays to absorb what the phone still says, until Timer F or K. */
  silence(): void {
    this.#timers.clear(this.#timerE);
    this.#timerE = undefined;
    this.#request = undefined;
    this.#channel.yieldTurn();
  }

  /** The transport broke beneath the request. */
  fail(error: Error): void {
    if (this.#state === 'completed' || this.#state === 'terminated') return;
    // A copy that could not leave is like one lost on the way, as long as an earlier one left.
    if (!this.#channel.reliable && this.#copies > 1) return;
    const user = this.#user;
    this.terminate();
    user?.failed(error, this.#channel.reliable);
  }

  /** Ends everything at once, and tells nobody but `terminated`. */
  terminate(): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.silence();
    this.#timers.clear(this.#lifetime);
    const user = this.#user;
    this.#user = undefined;
    user?.terminated();
  }

  #send(): void {
    if (!this.#request) return;
    this.#copies += 1;
    this.#channel.send(this.#request, (error) => this.fail(error));
  }

  #retransmit(): void {
    this.#channel.yieldTurn();
    this.#interval = this.#state === 'proceeding' ? T2 : Math.min(this.#interval * 2, T2);
    this.#timerE = this.#timers.set(this.#interval, () => this.#retransmit());
    this.#send();
  }

  #timeOut(): void {
    const user = this.#user;
    this.terminate();
    user?.timedOut();
  }
}
