import type { StatusKind } from '../status';
import type { Listener } from './own-port/listener';
import type { ListenerState } from './own-port/listeners';
import type { Refusal } from './verdict';

/** Texts of Node-RED's statuses are cut beyond it. */
const LONGEST = 20;

/** What was refused, in words that need no translation. */
const NAMES: Readonly<Record<Refusal, string>> = {
  refusedAddress: '403',
  refusedPage: 'web page',
  refusedToken: '401',
  refusedRate: '429',
  refusedMethod: '405',
  unknown: '404',
  misplaced: 'proxy path',
};

type ConnectionCounts = Listener['counts'];

/** The same for connections that an own listener cut, by its counts. */
const CONNECTIONS: Readonly<Partial<Record<keyof ConnectionCounts, string>>> = { tooMany: 'connections' };

/** What the status of an `action-url in` node says: what keeps it from working, else its last event and what was refused. */
export class ReceptionStatus {
  readonly #show: (kind: StatusKind, text: string) => void;
  /** What keeps the node from working; each ends for itself. */
  readonly #failures = new Set<string>();
  #doubt: string | undefined;
  #topic = '';
  /** The name of what was refused last; '' after an event. */
  #refused = '';
  #refusals = 0;
  #cut: Partial<ConnectionCounts> = {};

  /** @param show see `StatusLine.set` */
  constructor(show: (kind: StatusKind, text: string) => void) {
    this.#show = show;
  }

  /** What keeps the node from working: shown until it is over, whatever is refused meanwhile. */
  failed(text: string): void {
    this.#failures.add(text);
    this.show();
  }

  /** @param text as it was given to `failed` */
  recovered(text: string): void {
    this.#failures.delete(text);
    this.show();
  }

  /** What keeps the node without events though it works, in place of what was said before; undefined: nothing. */
  doubt(text: string | undefined): void {
    this.#doubt = text;
    this.show();
  }

  delivered(topic: string): void {
    this.#topic = topic;
    this.#refused = '';
    this.show();
  }

  refused(what: Refusal): void {
    this.#refusals++;
    this.#refused = NAMES[what];
    this.show();
  }

  /** The own listener's state and what it has cut so far. */
  listener(state: ListenerState, counts: ConnectionCounts | undefined): void {
    const cut = { ...counts };
    for (const [what, name] of Object.entries(CONNECTIONS) as [keyof ConnectionCounts, string][]) {
      if ((cut[what] ?? 0) > (this.#cut[what] ?? 0)) this.#refused = name;
    }
    this.#cut = cut;
    if (state.kind === 'failed') this.failed('status.no-port');
    else if (state.kind === 'listening') this.recovered('status.no-port');
  }

  show(): void {
    const [failure] = this.#failures;
    if (failure !== undefined || this.#doubt !== undefined) {
      this.#show(failure === undefined ? 'idle' : 'failed', failure ?? this.#doubt ?? '');
      return;
    }
    const cut = (Object.keys(CONNECTIONS) as (keyof ConnectionCounts)[]).map((what) => this.#cut[what] ?? 0);
    const count = cut.reduce((sum, each) => sum + each, this.#refusals);
    if (count === 0) this.#show(this.#topic ? 'ok' : 'ready', this.#topic);
    else this.#show('attention', this.#textWith(`✗${count}`));
  }

  #textWith(count: string): string {
    const whole = [this.#topic, count, this.#refused].filter(Boolean).join(' ');
    // The news is what was refused, the event is known already.
    return whole.length < LONGEST || !this.#refused ? whole : `${count} ${this.#refused}`;
  }
}
