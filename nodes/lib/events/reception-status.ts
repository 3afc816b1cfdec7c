import { type Language, say, sentence, type SentenceKey } from '../sentences/sentence';
import { shownText } from '../shown-text';
import type { WantedStatus } from '../status';
import type { Refusal } from './judgement';
import type { ListenerState } from './own-port/listeners';

/** Texts of Node-RED's statuses should be shorter; only a phone's name behind its event may go beyond. */
const LONGEST = 20;
const LONGEST_WITH_PHONE = 32;

/** What was refused last, with how often: no word of it is a request's. */
const NAMES = {
  refusedToken: 'brief.token',
  refusedAddress: 'brief.address',
  refusedRate: 'brief.rate',
  refusedMethod: 'brief.method',
  unknown: 'brief.unknown',
  refusedPage: 'brief.page',
  misplaced: 'brief.misplaced',
  otherPhone: 'brief.other-phone',
} as const satisfies Readonly<Record<Refusal, SentenceKey>>;

/** What an own listener refused before any node was asked, as far as the status tells of it. */
export interface ListenerRefusals {
  /** Connections that were too many. */
  readonly tooMany?: number;
  /** TLS handshakes that failed. */
  readonly handshake?: number;
  /** Connections that began without a PROXY header where one is needed. */
  readonly proxy?: number;
}

export interface StatusWords {
  /** Absent: English. */
  readonly language?: Language | undefined;
  /** An event in words; absent: its id. */
  readonly label?: (event: string) => string;
}

/** What the status of an `action-url in` node says: what keeps it from working, else what came last, and what was refused. */
export class ReceptionStatus {
  readonly #show: (wanted: () => WantedStatus) => void;
  readonly #language: Language | undefined;
  readonly #label: (event: string) => string;
  /** What keeps the node from working; each ends for itself. */
  readonly #failures = new Set<string>();
  readonly #counts = new Map<Refusal, number>();
  #doubt: string | undefined;
  #isListening = false;
  #isHeld = false;
  #topic = '';
  #phone = '';
  /** What was refused after the last event. */
  #refused: Refusal | undefined;
  #ofListener: ListenerRefusals = {};
  #portTaken: number | undefined;

  /** @param show see `StatusLine.setBy` */
  constructor(show: (wanted: () => WantedStatus) => void, { language, label = (event) => event }: StatusWords = {}) {
    this.#show = show;
    this.#language = language;
    this.#label = label;
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

  /** Phones can come in: said until the first of them does. */
  listening(): void {
    this.#isListening = true;
    this.show();
  }

  /** @param phone how the phone is called; '' where that is not known */
  delivered(topic: string, phone = ''): void {
    if (topic === this.#topic && phone === this.#phone && this.#refused === undefined) return;
    this.#topic = topic;
    this.#phone = phone;
    this.#refused = undefined;
    this.show();
  }

  refused(what: Refusal): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
    this.#refused = what;
    this.show();
  }

  /** The own listener's state and what it has refused so far. */
  listener(state: ListenerState, refusals: ListenerRefusals | undefined): void {
    this.#ofListener = { ...refusals };
    this.#isListening = state.kind === 'listening';
    if (state.kind === 'failed') this.failed('status.no-port');
    else if (state.kind === 'listening') this.recovered('status.no-port');
  }

  /** Another program has the port on which phones ask the network; undefined: none, or nobody wants it. */
  portTaken(port: number | undefined): void {
    if (port === this.#portTaken) return;
    this.#portTaken = port;
    this.show();
  }

  /** Nothing is shown from now on. */
  hold(): void {
    this.#isHeld = true;
  }

  /** What counts by now is shown, and what follows. */
  release(): void {
    this.#isHeld = false;
    this.show();
  }

  show(): void {
    if (!this.#isHeld) this.#show(this.#present);
  }

  readonly #present = (): WantedStatus => {
    const [failure] = this.#failures;
    if (failure !== undefined) return { kind: 'failed', text: failure };
    if (this.#doubt !== undefined) return { kind: 'idle', text: this.#doubt };
    const refused = [...this.#ofNode(), ...this.#ofPort()].join(' ');
    const event = this.#topic === '' ? '' : withPhone(this.#label(this.#topic), this.#phone);
    if (refused !== '') return { kind: 'attention', text: withEvent(event, refused) };
    if (event !== '') return { kind: 'ok', text: event };
    return { kind: 'ready', text: this.#isListening ? 'status.listening' : '' };
  };

  /** In words while it is the news, in figures behind an event; what was another phone's is no news any more by then. */
  *#ofNode(): Generator<string> {
    if (this.#refused !== undefined) {
      const count = this.#counts.get(this.#refused) ?? 0;
      yield say(sentence(NAMES[this.#refused], { count }), this.#language);
      return;
    }
    let count = 0;
    for (const [what, times] of this.#counts) if (what !== 'otherPhone') count += times;
    if (count > 0) yield `✗${count}`;
  }

  *#ofPort(): Generator<string> {
    const { tooMany = 0, handshake = 0, proxy = 0 } = this.#ofListener;
    const words = (key: 'brief.handshake' | 'brief.proxy'): string => say(sentence(key), this.#language);
    if (tooMany > 0) yield say(sentence('brief.too-many', { count: tooMany }), this.#language);
    if (handshake > 0) yield `${words('brief.handshake')} ✗${handshake}`;
    if (proxy > 0) yield `${words('brief.proxy')} ✗${proxy}`;
    const port = this.#portTaken;
    if (port !== undefined) yield say(sentence('brief.port-taken', { port }), this.#language);
  }
}

/** The news is what was refused, the event is known already: it goes where there is no room for both. */
function withEvent(event: string, refused: string): string {
  const whole = `${event} ${refused}`.trimStart();
  return /^✗\d+$/.test(refused) || whole.length < LONGEST ? whole : refused;
}

/** The phone's name is cut, the event's never; where too little of the name is left it says nothing. */
function withPhone(event: string, phone: string): string {
  const room = LONGEST_WITH_PHONE - Array.from(event).length - 3;
  const name = shownText(phone, LONGEST_WITH_PHONE);
  const signs = Array.from(name);
  if (signs.length === 0 || room < Math.min(signs.length, 6)) return event;
  return `${event} · ${signs.length > room ? `${signs.slice(0, room - 1).join('')}…` : name}`;
}
