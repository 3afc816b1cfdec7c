import { formatMac } from '../identity/mac';
import { isoTime } from '../iso-time';
import { shownText } from '../shown-text';
import type { VendorCatalogue } from '../vendors';
import { nearestEvent } from './nearest-event';

export const VERDICTS = [
  'messages',
  'filtered',
  'other-phone',
  'old-token',
  'token',
  'page',
  'address',
  'rate',
  'method',
  'no-event',
  'no-path',
  'misplaced',
  'failed',
] as const;

/** What became of an arrival: see docs/sidebar.md. */
export type JournalVerdict = (typeof VERDICTS)[number];

/** An arrival as it is noted: texts as they came, since one is noted for each event and few are ever read. */
export interface Note {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** '' where a proxy hides it. */
  readonly address: string;
  /** Of an own listener; undefined: Node-RED's own server. */
  readonly port: number | undefined;
  /** 12 lower-case hex digits. */
  readonly mac: string | undefined;
  readonly phoneId: string | undefined;
  readonly phoneName: string | undefined;
  /** A node's; where none has it, what stood in the request, without its variables. */
  readonly path: string;
  readonly event: string | undefined;
  /** As sent. */
  readonly name: string;
  readonly status: number;
  /** How many nodes made a message of it. */
  readonly nodes: number;
  /** The path that was perhaps meant. */
  readonly expected: string | undefined;
  verdict: JournalVerdict;
}

/** An arrival as it is shown: texts are cut and hold no control signs. What is not known is absent. */
export interface JournalEntry {
  readonly seq: number;
  /** ISO 8601. */
  readonly time: string;
  readonly address?: string;
  readonly port?: number;
  /** Six pairs joined by `:`. */
  readonly mac?: string;
  readonly phone?: { readonly id: string; readonly name: string };
  readonly path: string;
  readonly event?: string;
  readonly name?: string;
  readonly status: number;
  readonly verdict: JournalVerdict;
  readonly nearest?: string;
  readonly nodes?: number;
}

const MOST = 100;
const LONGEST_NAME = 64;
const LONGEST_PATH = 64;

/** The last arrivals and what became of them, in memory. Holds no variable of a request. */
export class Journal {
  /** Since the start. */
  readonly counts: Readonly<Record<JournalVerdict, number>>;
  readonly #counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<JournalVerdict, number>;
  readonly #vendors: VendorCatalogue;
  readonly #most: number;
  readonly #onNote: (note: Note) => void;
  readonly #ring: Note[] = [];
  #seq = 0;
  #nearest: ((name: string) => string | undefined) | undefined;

  /** @param onNote called with each that was answered with another status than 200; must not throw */
  constructor(vendors: VendorCatalogue, onNote: (note: Note) => void = () => {}, most = MOST) {
    this.#vendors = vendors;
    this.#onNote = onNote;
    this.#most = most;
    this.counts = this.#counts;
  }

  /** The number of the last one that was noted. */
  get seq(): number {
    return this.#seq;
  }

  note(note: Note): Note {
    this.#ring[this.#seq % this.#most] = note;
    this.#seq += 1;
    this.#counts[note.verdict] += 1;
    if (note.status !== 200) this.#onNote(note);
    return note;
  }

  /** What was noted as taken came to nothing by an error. */
  failed(note: Note): void {
    if (note.verdict === 'failed') return;
    this.#counts[note.verdict] -= 1;
    this.#counts.failed += 1;
    note.verdict = 'failed';
  }

  /** Those behind this number, the oldest first. */
  read(after = 0): JournalEntry[] {
    const first = Math.max(after, this.#seq - this.#most, 0);
    return Array.from({ length: Math.max(0, this.#seq - first) }, (_, index) => first + index).flatMap((at) => {
      const note = this.#ring[at % this.#most];
      return note ? [this.#shown(note, at + 1)] : [];
    });
  }

  #shown(note: Note, seq: number): JournalEntry {
    const { time, address, port, mac, phoneId, phoneName = '', event, status, verdict, nodes } = note;
    const name = event === undefined ? shownText(note.name, LONGEST_NAME) : '';
    const nearest = verdict === 'no-event' ? this.#near(name) : note.expected;
    return {
      seq,
      time: isoTime(time),
      ...(address && { address }),
      ...(port !== undefined && { port }),
      ...(mac && { mac: formatMac(mac) }),
      ...(phoneId !== undefined && { phone: { id: phoneId, name: shownText(phoneName, LONGEST_NAME) } }),
      path: shownText(note.path, LONGEST_PATH) || '/',
      ...(event !== undefined && { event }),
      ...(name && { name }),
      ...{ status, verdict },
      ...(nearest !== undefined && { nearest }),
      ...(nodes > 0 && { nodes }),
    };
  }

  #near(name: string): string | undefined {
    this.#nearest ??= nearestEvent(this.#vendors);
    return this.#nearest(name);
  }
}
