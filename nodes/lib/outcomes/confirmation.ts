import type { Clocks } from '../calls/clocks';
import type { CallTracker } from '../calls/tracker';
import type { CallView } from '../calls/view';
import { PhoneError } from '../errors';
import { sentence } from '../sentences/sentence';
import type { NewsDesk } from './news-desk';
import { type Progress, type Sought, type Verdict, Watch } from './watch';

/** Where news come from, and time. */
export interface Newsroom {
  readonly calls: CallTracker;
  readonly news: NewsDesk;
  readonly clocks: Clocks;
}

/** What the phone has reported by the end of the wait. */
export type Finding =
  | Extract<Verdict, { readonly is: 'refused' }>
  | { readonly is: 'over' }
  | { readonly is: 'already' }
  | Reported;

/** `elapsed`: milliseconds from the sending. `call`: as it is now; undefined where there is none, or it is over. */
export interface Reported {
  readonly is: 'confirmed';
  readonly event: string;
  readonly elapsed: number;
  readonly call: CallView | undefined;
}

/** One message that waits for a phone's report, from the moment its command is sent. One timer, and none of it for others. */
export class Confirmation {
  readonly #sought: Sought;
  readonly #phoneId: string;
  readonly #within: number;
  readonly #room: Newsroom;
  #watch: Watch | undefined;
  #sentAt = 0;
  /** When its timer runs. */
  #due: number | undefined;
  #isOver = false;
  #wasAlready = false;
  #cancelTimer: (() => void) | undefined;
  #endListening: (() => void) | undefined;
  #callHasCome: (() => void) | undefined;
  /** Told whenever something may have changed. */
  #changed: () => void = () => {};

  /** @param within milliseconds */
  constructor(sought: Sought, phoneId: string, within: number, room: Newsroom) {
    this.#sought = sought;
    this.#phoneId = phoneId;
    this.#within = within;
    this.#room = room;
  }

  /** How far the call has come that the command began. */
  get progress(): Progress {
    return this.#watch?.progress ?? 'unreported';
  }

  /** The command is sent now; once more, where an earlier attempt did not reach the phone. */
  begin(): void {
    this.end();
    const { calls, news, clocks } = this.#room;
    this.#isOver = false;
    this.#sentAt = clocks.now();
    const watch = new Watch(this.#sought, this.#sentAt);
    this.#watch = watch;
    this.#wasAlready = this.#isAlready;
    if (this.#sought.effect.kind === 'call out') this.#callHasCome = calls.expectCall(this.#phoneId);
    this.#endListening = news.listen(this.#phoneId, (one) => {
      watch.hear(one, calls.view(this.#phoneId)?.calls.some(({ state }) => state === 'ringing') === true);
      if (watch.key !== undefined) this.#callHasCome?.();
      this.#schedule(watch);
      this.#changed();
    });
    this.#schedule(watch);
  }

  /**
   * What was reported, when it is decided. Asked when the phone has answered.
   * @throws PhoneError (by the promise) CLOSED where the signal aborts
   */
  finding(signal: AbortSignal): Promise<Finding> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#changed = () => {};
        signal.removeEventListener('abort', close);
      };
      const close = (): void => {
        stop();
        reject(closedError());
      };
      this.#changed = () => {
        const found = this.#decided();
        if (!found) return;
        stop();
        resolve(found);
      };
      signal.addEventListener('abort', close, { once: true });
      if (signal.aborted) close();
      else this.#changed();
    });
  }

  /**
   * Waits until the call is known to be out no longer, for whoever is about to end it.
   * @param run told when it has been answered, or is over
   * @returns ends it
   */
  whenNotOut(run: () => void): () => void {
    this.#changed = () => {
      if (this.progress === 'answered' || this.progress === 'over') run();
    };
    return () => {
      this.#changed = () => {};
    };
  }

  /** That the call was answered after all, be it too late. */
  lateAnswer(): Reported | undefined {
    const answer = this.#watch?.answer;
    return answer && this.#confirmed(answer.event, answer.at);
  }

  /** Listens no longer. */
  end(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#due = undefined;
    this.#endListening?.();
    this.#endListening = undefined;
    this.#callHasCome?.();
    this.#callHasCome = undefined;
  }

  #decided(): Finding | undefined {
    const watch = this.#watch;
    // What comes later than the time is too late, be it before the phone has answered.
    if (!watch || this.#isOver) return { is: 'over' };
    const { verdict } = watch;
    if (verdict) {
      return verdict.is === 'confirmed' ? this.#confirmed(verdict.event, verdict.at, verdict.key) : verdict;
    }
    return this.#wasAlready && this.#isAlready ? { is: 'already' } : undefined;
  }

  #confirmed(event: string, at: number, key = this.#watch?.key): Reported {
    const call = key === undefined ? undefined : this.#room.calls.call(this.#phoneId, key);
    return { is: 'confirmed', event, elapsed: Math.round(at - this.#sentAt), call };
  }

  /** Known, not taken for granted: what a store said may be long ago. */
  get #isAlready(): boolean {
    const { calls } = this.#room;
    const { by, unless, whenIdle } = this.#sought.effect;
    if (whenIdle) return calls.stateOf(this.#phoneId) === 'idle';
    if (!unless) return false;
    const last = calls.lastReported(this.#phoneId, [...by, ...unless]);
    return last !== undefined && by.includes(last);
  }

  /** One timer: for the end of the time, or of the two seconds in which a reason may still come. */
  #schedule(watch: Watch): void {
    if (watch.verdict || this.#isOver) {
      this.#cancelTimer?.();
      return;
    }
    const due = watch.openUntil ?? this.#sentAt + this.#within;
    if (due === this.#due) return;
    this.#due = due;
    this.#cancelTimer?.();
    const { clocks } = this.#room;
    this.#cancelTimer = clocks.timer(Math.max(1, Math.ceil(due - clocks.now())), () => {
      if (watch.openUntil === undefined) this.#isOver = true;
      else watch.settle();
      this.#changed();
    });
  }
}

export function closedError(): PhoneError {
  return new PhoneError('CLOSED', sentence('confirm.closed'));
}
