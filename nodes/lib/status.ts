import { systemTimers, type TimerHandle, type Timers } from './timers';

/**
 * The only writer of node statuses: named states instead of colours, and at most two updates a second, since every
 * status goes to every open editor.
 */

export interface StatusDisplay {
  fill?: 'red' | 'green' | 'yellow' | 'blue' | 'grey';
  shape?: 'ring' | 'dot';
  text?: string;
}

/** ready: nothing to say; idle: can't work yet, by configuration; active: at work; ok, attention, failed: the last outcome. */
export type StatusKind = 'ready' | 'idle' | 'active' | 'ok' | 'attention' | 'failed';

const LOOKS: Record<StatusKind, StatusDisplay> = {
  ready: {},
  idle: { fill: 'grey', shape: 'ring' },
  active: { fill: 'blue', shape: 'dot' },
  ok: { fill: 'green', shape: 'dot' },
  attention: { fill: 'yellow', shape: 'ring' },
  failed: { fill: 'red', shape: 'ring' },
};

/** The longest an intermediate status is withheld, in milliseconds. */
const INTERVAL = 500;

export interface WantedStatus {
  readonly kind: StatusKind;
  /** A locale key, or what is said already. */
  readonly text: string;
}

export class StatusLine {
  readonly #show: (display: StatusDisplay) => void;
  readonly #timers: Timers;
  #shown = '';
  #display: StatusDisplay | undefined;
  #shownAt = -Infinity;
  #wanted: (() => WantedStatus) | undefined;
  #pending: TimerHandle;
  #closed = false;

  constructor(show: (display: StatusDisplay) => void, timers = systemTimers) {
    this.#show = show;
    this.#timers = timers;
  }

  /** @param text a locale key, or what is said already */
  set(kind: StatusKind, text = ''): void {
    this.setBy(() => ({ kind, text }));
  }

  /** Of what comes by the hundred a second: what is shown is worked out where it is shown. @param wanted must not throw */
  setBy(wanted: () => WantedStatus): void {
    if (this.#closed) return;
    this.#wanted = wanted;
    if (this.#pending) return;
    const wait = this.#shownAt + INTERVAL - this.#timers.now();
    if (wait <= 0) this.#flush();
    else this.#pending = this.#timers.set(wait, () => this.#flush());
  }

  #flush(): void {
    this.#pending = undefined;
    const wanted = this.#wanted?.();
    if (!wanted) return;
    this.#wanted = undefined;
    const key = `${wanted.kind} ${wanted.text}`;
    if (key === this.#shown) return;
    this.#shown = key;
    // A clean slate at the start must not hold the first word back.
    if (this.#display || wanted.text) this.#shownAt = this.#timers.now();
    this.#display = { ...LOOKS[wanted.kind], ...(wanted.text && { text: wanted.text }) };
    this.#show(this.#display);
  }

  /** Shows once more what is shown: nobody but the editor was there to see it when the node began. */
  repeat(): void {
    if (this.#display && !this.#closed) this.#show(this.#display);
  }

  /** Stops the timer; the last status stays. */
  close(): void {
    this.#closed = true;
    if (this.#pending) this.#timers.clear(this.#pending);
  }
}
