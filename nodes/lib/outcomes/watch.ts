import { SETTLE } from '../calls/limits';
import { hasId, sameParty } from '../calls/match';
import type { PhoneNews } from '../calls/tracker';
import type { Call, CallNews, CallOutcome } from '../calls/types';
import type { Effect } from './effects';

/** What one message waits for. */
export interface Sought {
  readonly effect: Effect;
  /** A call that began is not enough. */
  readonly untilAnswered: boolean;
  /** As dialed; absent: any call. */
  readonly number?: string | undefined;
  /** The id of the one call that the command was about. */
  readonly call?: string | undefined;
}

export type Verdict =
  | {
      readonly is: 'confirmed';
      readonly event: string;
      /** The tracker's clock. */ readonly at: number;
      /** Of the call that it is about. */ readonly key?: number | undefined;
    }
  | { readonly is: 'refused'; readonly outcome: CallOutcome }
  | { readonly is: 'refused'; readonly event: string };

/** How far the call has come that the command began. */
export type Progress = 'unreported' | 'out' | 'answered' | 'over';

/**
 * Reads a phone's news for one message from the moment its command is sent. The first verdict stands; what becomes of
 * the call is followed further.
 */
export class Watch {
  readonly #sought: Sought;
  readonly #sentAt: number;
  #own: Call | undefined;
  #progress: Progress = 'unreported';
  #verdict: Verdict | undefined;
  #answer: { readonly event: string; readonly at: number } | undefined;
  #open: { readonly until: number; readonly outcome: CallOutcome } | undefined;

  /** @param sentAt by the tracker's clock */
  constructor(sought: Sought, sentAt: number) {
    this.#sought = sought;
    this.#sentAt = sentAt;
  }

  get verdict(): Verdict | undefined {
    return this.#verdict;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** The key of the call that the command began. */
  get key(): number | undefined {
    return this.#own?.key;
  }

  /** The report that the call was answered, be it after the verdict. */
  get answer(): { readonly event: string; readonly at: number } | undefined {
    return this.#answer;
  }

  /** When a call that has ended is over for good, whatever the reason was; undefined: none waits for its reason. */
  get openUntil(): number | undefined {
    return this.#verdict ? undefined : this.#open?.until;
  }

  /** No reason has come. */
  settle(): void {
    if (this.#open && !this.#verdict) this.#verdict = { is: 'refused', outcome: this.#open.outcome };
  }

  /** @param rings whether a call rings at the phone now */
  hear(news: PhoneNews, rings: boolean): void {
    const { kind } = this.#sought.effect;
    if (kind === 'event') this.#hearEvent(news);
    else if (kind === 'call over') this.#hearEnd(news);
    else for (const one of news.news) this.#hearCall(one, news, rings);
  }

  #hearCall(one: CallNews, news: PhoneNews, rings: boolean): void {
    if (this.#sought.effect.kind === 'call out') this.#outbound(one, news);
    else if (one.call.direction !== 'outbound' && this.#isNamed(one.call)) this.#inbound(one, news, rings);
  }

  /** The call that the command was about, where it was about one. */
  #isNamed(call: Call | undefined): boolean {
    const { call: id } = this.#sought;
    return id === undefined || call === undefined || hasId(call, id);
  }

  #outbound(one: CallNews, news: PhoneNews): void {
    const { call, what, outcome, told } = one;
    if (call.key !== this.#own?.key && !this.#takes(one)) return;
    // The end of what was taken for it is nothing to wait for.
    if (call.key !== this.#own?.key) this.#open = undefined;
    this.#own = call;
    if (what === 'answered' || outcome === 'answered') {
      this.#progress = what === 'answered' ? 'answered' : 'over';
      if (news.event !== undefined) this.#answer ??= { event: news.event, at: news.at };
      this.#confirm(news, call);
    } else if (what === 'began') {
      this.#progress = 'out';
      if (!this.#sought.untilAnswered) this.#confirm(news, call);
    } else {
      this.#progress = 'over';
      this.#refuse(news, outcome ?? 'unknown', told === true);
    }
  }

  /** Whether a call is the one that the command began. */
  #takes({ call, what }: CallNews): boolean {
    if (call.direction === 'inbound' || call.opened.at < this.#sentAt || what === 'amended') return false;
    // Somebody's talk that was first heard of in its middle.
    if (what === 'ended' && call.direction === undefined) return false;
    const { number } = this.#sought;
    const fits = number === undefined ? undefined : sameParty(call.remote, { number });
    if (fits === false) return false;
    const own = this.#own;
    if (!own) return true;
    // What was taken for it did not tell its number, and this one does.
    return fits === true && this.#progress !== 'answered' && sameParty(own.remote, { number: number ?? '' }) !== true;
  }

  #inbound({ call, what, outcome, told }: CallNews, news: PhoneNews, rings: boolean): void {
    const isTaken = this.#sought.effect.kind === 'call taken';
    const isProof = outcome === 'answered' && (what === 'amended' || call.state === 'ringing');
    if (what === 'answered' || isProof) {
      if (isTaken) this.#confirm(news, call);
      else if (!rings) this.#refuse(news, 'answered', true);
    } else if ((what === 'ended' || what === 'amended') && !call.isAnswered) {
      if (!isTaken) this.#confirm(news, call);
      // Another call rings still, and may be the one that is taken.
      else if (!rings) this.#refuse(news, outcome ?? 'unknown', told === true);
    }
  }

  #hearEnd(news: PhoneNews): void {
    const { event } = news;
    if (event === undefined) return;
    const ended = news.news.filter(({ what }) => what === 'ended');
    const isIdle = event === 'busy-to-idle';
    const isToldAlone = ended.length === 0 && this.#sought.effect.by.includes(event);
    const call = ended.find((one) => this.#isNamed(one.call))?.call;
    if (call || isIdle || isToldAlone) this.#confirm(news, call);
  }

  #hearEvent(news: PhoneNews): void {
    const { event, about } = news;
    const { by, refusedBy = [] } = this.#sought.effect;
    if (event === undefined || (about?.id !== undefined && !this.#isNamed(about))) return;
    if (by.includes(event)) this.#confirm(news, about);
    else if (refusedBy.includes(event)) this.#verdict ??= { is: 'refused', event };
  }

  #confirm({ event, at }: PhoneNews, call: Call | undefined): void {
    // What time alone did was not reported.
    if (event !== undefined) this.#verdict ??= { is: 'confirmed', event, at, key: call?.key };
  }

  #refuse({ at }: PhoneNews, outcome: CallOutcome, told: boolean): void {
    if (told) this.#verdict ??= { is: 'refused', outcome };
    else this.#open = { until: this.#open?.until ?? at + SETTLE, outcome };
  }
}
