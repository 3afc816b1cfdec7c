import { type Language, say, type Sentence, sentence } from '../sentences/sentence';
import type { StatusKind } from '../status';
import type { ListenerState } from './own-port/listeners';
import type { Refusal } from './verdict';

/** Texts of Node-RED's statuses are cut beyond it. */
const LONGEST = 20;

/** What was refused for another reason than the usual ones. */
const NAMES: Readonly<Partial<Record<Refusal, Sentence>>> = {
  refusedPage: sentence('brief.page'),
  misplaced: sentence('brief.misplaced'),
};

/** What an own listener refused before any node was asked, as far as the status tells of it. */
export interface ListenerRefusals {
  /** Connections that were too many. */
  readonly tooMany?: number;
  /** TLS handshakes that failed. */
  readonly handshake?: number;
  /** Connections that began without a PROXY header where one is needed. */
  readonly proxy?: number;
}

/** What the status of an `action-url in` node says: what keeps it from working, else its last event and what was refused. */
export class ReceptionStatus {
  readonly #show: (kind: StatusKind, text: string) => void;
  readonly #language: Language | undefined;
  /** What keeps the node from working; each ends for itself. */
  readonly #failures = new Set<string>();
  #doubt: string | undefined;
  #topic = '';
  /** The name of what was refused last; '' where it needs none, and after an event. */
  #refused = '';
  #refusals = 0;
  #ofListener: ListenerRefusals = {};

  /** @param show see `StatusLine.set` */
  constructor(show: (kind: StatusKind, text: string) => void, language?: Language) {
    this.#show = show;
    this.#language = language;
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
    // Events come by the hundred, and mostly there is nothing new to say of them.
    if (topic === this.#topic && this.#refused === '') return;
    this.#topic = topic;
    this.#refused = '';
    this.show();
  }

  refused(what: Refusal): void {
    this.#refusals++;
    this.#refused = say(NAMES[what] ?? '', this.#language);
    this.show();
  }

  /** The own listener's state and what it has refused so far. */
  listener(state: ListenerState, refusals: ListenerRefusals | undefined): void {
    this.#ofListener = { ...refusals };
    if (state.kind === 'failed') this.failed('status.no-port');
    else if (state.kind === 'listening') this.recovered('status.no-port');
  }

  show(): void {
    const [failure] = this.#failures;
    if (failure !== undefined || this.#doubt !== undefined) {
      this.#show(failure === undefined ? 'idle' : 'failed', failure ?? this.#doubt ?? '');
      return;
    }
    const { tooMany = 0, handshake = 0, proxy = 0 } = this.#ofListener;
    const count = this.#refusals + tooMany;
    const refused = [
      ...(count > 0 ? [`✗${count}`] : []),
      ...(this.#refused ? [this.#refused] : []),
      ...(handshake > 0 ? [`${say(sentence('brief.handshake'), this.#language)} ✗${handshake}`] : []),
      ...(proxy > 0 ? [`${say(sentence('brief.proxy'), this.#language)} ✗${proxy}`] : []),
    ].join(' ');
    if (refused === '') this.#show(this.#topic ? 'ok' : 'ready', this.#topic);
    else this.#show('attention', this.#withTopic(refused));
  }

  /** The news is what was refused, the event is known already: it goes where the text would be cut. */
  #withTopic(refused: string): string {
    const whole = `${this.#topic} ${refused}`.trimStart();
    return whole.length < LONGEST || /^✗\d+$/.test(refused) ? whole : refused;
  }
}
