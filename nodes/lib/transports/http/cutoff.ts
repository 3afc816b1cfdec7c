import { lastLook } from '../last-look';

/** Why an attempt is cut off. */
export type CutReason = 'timeout' | 'closed';

export const CUT = Symbol('cut off');

/** The end of an attempt's patience: its time is up, or its node closes. One timer and one listener for all phases. */
export class Cutoff {
  readonly #signal: AbortSignal;
  readonly #deadline: number;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.cut('closed');
  #notify: (() => void) | undefined;
  reason: CutReason | undefined;

  constructor(milliseconds: number, signal: AbortSignal) {
    this.#signal = signal;
    this.#deadline = performance.now() + milliseconds;
    // An answer that lies in the socket already is one that came in time.
    this.#timer = setTimeout(() => lastLook(() => this.cut('timeout')), milliseconds);
    signal.addEventListener('abort', this.#onAbort);
    if (signal.aborted) this.cut('closed');
  }

  /** Nothing may be sent any more, whether the timer has noticed or not. */
  get isOver(): boolean {
    if (this.reason === undefined && performance.now() >= this.#deadline) this.cut('timeout');
    return this.reason !== undefined;
  }

  cut(reason: CutReason): void {
    this.reason ??= reason;
    this.#notify?.();
  }

  /** The promise's value, or CUT if that comes first; closing always comes first. One wait at a time. */
  async wait<T>(promise: Promise<T>): Promise<T | typeof CUT> {
    if (this.reason) return CUT;
    const cut = new Promise<typeof CUT>((resolve) => {
      this.#notify = () => resolve(CUT);
    });
    const value = await Promise.race([promise, cut]);
    return this.reason === 'closed' ? CUT : value;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#notify = undefined;
  }
}

/** Resolves when the promise does, or after so many milliseconds; leaves no timer behind. */
export async function within(promise: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(() => lastLook(resolve), milliseconds);
  });
  await Promise.race([promise, patience]);
  clearTimeout(timer);
}
