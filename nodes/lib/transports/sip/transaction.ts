import type { TimerHandle, Timers } from '../../timers';
import type { Channel } from './channel';
import type { SipMethod } from './notify';
import type { SipResponse } from './response';
import { T1, T2, T4, TIMER_F } from './timers';

export type TransactionState = 'trying' | 'proceeding' | 'completed' | 'terminated';

/** What a response must repeat to be ours. */
export interface TransactionKey {
  readonly branch: string;
  readonly callId: string;
  readonly fromTag: string;
  readonly cseq: number;
  readonly method: SipMethod;
}

/** The transaction user of RFC 3261: one of these is called, once, unless the transaction is terminated before. */
export interface TransactionUser {
  answered(response: SipResponse): void;
  /** Timer F fired: nothing final came in 32 seconds. */
  timedOut(): void;
  /** The transport gave up. `sent` is false where not even one copy left. */
  failed(error: Error, sent: boolean): void;
}

/**
 * A non-INVITE client transaction, RFC 3261 section 17.1.2.2. The request's bytes are the same in every copy: a phone
 * that gets several recognises them by the branch and acts once.
 */
export class NonInviteTransaction {
  readonly key: TransactionKey;
  readonly #reliable: boolean;
  readonly #timers: Timers;
  readonly #terminated: (transaction: NonInviteTransaction) => void;
  // These three are let go with the answer: thousands of transactions may await Timer K at a time.
  #user: TransactionUser | undefined;
  #channel: Channel | undefined;
  #request: Buffer | undefined;
  #state: TransactionState = 'trying';
  #copies = 0;
  /** When the first copy left. */
  #since = 0;
  #sinceWall = 0;
  readonly #deadline: number;
  #interval = T1;
  #timerE: TimerHandle;
  /** Timer F, later Timer K. */
  #lifetime: TimerHandle;

  /**
   * @param terminated called once, when the transaction is over
   * @param deadline when the command is given up, by the timers' clock: no copy leaves from then on
   */
  constructor(
    key: TransactionKey,
    request: Buffer,
    channel: Channel,
    timers: Timers,
    user: TransactionUser,
    terminated: (transaction: NonInviteTransaction) => void,
    deadline = Number.POSITIVE_INFINITY,
  ) {
    this.key = key;
    this.#request = request;
    this.#channel = channel;
    this.#reliable = channel.reliable;
    this.#timers = timers;
    this.#user = user;
    this.#terminated = terminated;
    this.#deadline = deadline;
  }

  get state(): TransactionState {
    return this.#state;
  }

  start(): void {
    this.#since = this.#timers.now();
    this.#sinceWall = this.#timers.wall();
    this.#lifetime = this.#timers.set(TIMER_F, () => this.#timeOut());
    if (!this.#reliable) this.#timerE = this.#timers.set(T1, () => this.#retransmit());
    this.#send();
  }

  /** A response that carries this transaction's key. */
  receive(response: SipResponse): void {
    if (this.#state === 'completed' || this.#state === 'terminated') return;
    if (response.status < 200) {
      this.#state = 'proceeding';
      this.#channel?.yieldTurn();
      return;
    }
    this.#state = 'completed';
    this.#timers.clear(this.#lifetime);
    const user = this.#letGo();
    // Timer K: further copies of the answer are absorbed. A stream brings none.
    if (this.#reliable) this.terminate();
    else this.#lifetime = this.#timers.set(T4, () => this.terminate());
    user?.answered(response);
  }

  /** From now on no copy leaves. The transaction stays to absorb what the phone still says, until Timer F or K. */
  silence(): void {
    this.#timers.clear(this.#timerE);
    this.#timerE = undefined;
    this.#request = undefined;
    this.#channel?.yieldTurn();
  }

  /** The transport broke beneath the request. */
  fail(error: Error): void {
    if (this.#state === 'completed' || this.#state === 'terminated') return;
    // A copy that could not leave is like one lost on the way, as long as an earlier one left.
    if (!this.#reliable && this.#copies > 1) return;
    const user = this.#user;
    this.terminate();
    user?.failed(error, this.#reliable);
  }

  /** Ends everything at once, without a word to the user. */
  terminate(): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#timers.clear(this.#lifetime);
    this.#letGo();
    this.#terminated(this);
  }

  #letGo(): TransactionUser | undefined {
    this.silence();
    this.#channel?.release();
    this.#channel = undefined;
    const user = this.#user;
    this.#user = undefined;
    return user;
  }

  #send(): void {
    if (!this.#request) return;
    this.#copies += 1;
    this.#channel?.send(this.#request, (error) => this.fail(error));
  }

  #retransmit(): void {
    this.#channel?.yieldTurn();
    // Timers may be late by any time, a process can be stopped: a phone that forgot the first copy would act again.
    const now = this.#timers.now();
    if (now >= this.#deadline || now - this.#since >= TIMER_F) return;
    // Most monotonic clocks sleep with the computer. A clock that was set costs copies, and nothing else.
    if (this.#timers.wall() - this.#sinceWall >= TIMER_F) return;
    this.#interval = this.#state === 'proceeding' ? T2 : Math.min(this.#interval * 2, T2);
    this.#timerE = this.#timers.set(this.#interval, () => this.#retransmit());
    this.#send();
  }

  #timeOut(): void {
    const { received = 0 } = this.#channel ?? {};
    this.silence();
    let seen = received;
    this.#timers.look(
      () => {
        if (this.#state === 'completed' || this.#state === 'terminated') return;
        const user = this.#user;
        this.terminate();
        user?.timedOut();
      },
      () => {
        const before = seen;
        seen = this.#channel?.received ?? seen;
        return seen !== before;
      },
    );
  }
}
