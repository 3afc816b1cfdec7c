import type { SentCommand } from './commander';
import type { SentCall, SentEvent } from './phones';

/** What one instance's flow has had, in the order in which it had it: written to a file, which outlives SIGKILL. */
export interface Noted {
  readonly instance: number;
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An instance's loop did not turn for so long, and nobody had stopped it: it wrote so itself, afterwards. */
export interface Pause {
  readonly instance: number;
  /** When it was over: milliseconds since 1970. */
  readonly at: number;
  readonly milliseconds: number;
}

/** Milliseconds since 1970. */
export interface Span {
  readonly instance: number;
  readonly from: number;
  readonly to: number;
}

export interface State {
  readonly phone: number;
  readonly truth: string;
  readonly told: string;
}

/** All that was sent, and all that came of it. */
export interface Book {
  readonly seconds: number;
  /** So many of the events were sent before the phones said their last word. */
  readonly before: number;
  readonly events: readonly SentEvent[];
  readonly calls: readonly SentCall[];
  readonly dialled: ReadonlyMap<string, number>;
  readonly commands: readonly SentCommand[];
  readonly noted: readonly Noted[];
  readonly pauses: readonly Pause[];
  readonly records: readonly { readonly key: string; readonly id: string; readonly outcome: string }[];
  /** From the signal until the process was gone. */
  readonly killed: Span;
  /** Another one, from SIGSTOP until SIGCONT. */
  readonly stopped: Span;
  /** Another one, from the request until its flows stood. */
  readonly deployed: Span;
  /** When all incidents were over and all calls had ended. */
  readonly afterwards: readonly State[];
  /** When each phone had said its last word. */
  readonly states: readonly State[];
  /** Milliseconds: how long the simulator itself did nothing, at worst. */
  readonly lag: number;
}

/** What each part of the books says. */
export interface Account {
  readonly table: Readonly<Record<string, number | string>>;
  readonly violations: readonly string[];
  /** What was lost and may be: each by its name. */
  readonly forgiven: readonly string[];
}

/** Who served whom, by what the flows noted. */
export class Served {
  readonly #byEvent = new Map<number, Noted[]>();
  readonly #beforeKill = new Map<number, number>();
  readonly #byPhone = new Map<number, Noted[]>();
  readonly #last = new Map<number, number>();
  /** In the order in which they were noted. */
  readonly inOrder: readonly Noted[];

  constructor(private readonly book: Book) {
    this.inOrder = book.noted.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
    for (const note of this.inOrder) {
      this.#byEvent.set(note.seq, [...(this.#byEvent.get(note.seq) ?? []), note]);
      const phone = book.events[note.seq]?.phone;
      if (phone === undefined) continue;
      if (note.at <= book.killed.from) this.#beforeKill.set(phone, note.instance);
      this.#byPhone.set(phone, [...(this.#byPhone.get(phone) ?? []), note]);
      this.#last.set(phone, note.instance);
    }
  }

  notes(seq: number): readonly Noted[] {
    return this.#byEvent.get(seq) ?? [];
  }

  /** The killed one served this phone: by its last event before; of a phone that was silent until then, as in the end. */
  isKilleds(phone: number): boolean {
    return (this.#beforeKill.get(phone) ?? this.#last.get(phone)) === this.book.killed.instance;
  }

  /** The deployed one served this phone: its event before that moment or the next one. (It may go home at any time.) */
  isDeployeds(phone: number, at: number): boolean {
    const all = this.#byPhone.get(phone) ?? [];
    const next = all.findIndex((note) => note.at > at);
    const around = next < 0 ? all.slice(-1) : all.slice(Math.max(0, next - 1), next + 1);
    return around.some(({ instance }) => instance === this.book.deployed.instance);
  }

  /** The phones that the kill moved. */
  moved(): number[] {
    return [...this.#beforeKill.keys()].filter((phone) => this.isKilleds(phone));
  }

  /** The call's events that became no message. */
  lost({ events }: SentCall): SentEvent[] {
    return events.filter(({ seq }) => this.notes(seq).length === 0);
  }
}
