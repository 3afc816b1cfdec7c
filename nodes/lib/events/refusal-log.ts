import { sentence, type Sentence } from '../sentences/sentence';
import { shownText } from '../shown-text';
import type { JournalVerdict, Note } from './journal';

const HOUR = 3_600_000;
/** More addresses are not remembered; who was told about longest ago is forgotten first. */
const MOST_ADDRESSES = 1000;
/** Whoever has many addresses fills no log either. */
const MOST_LINES = 60;

/** Nothing of what a proxy has misplaced: the node that was meant has said that, with both paths. */
const WHY: Readonly<Partial<Record<JournalVerdict, Sentence>>> = {
  token: sentence('verdict.token'),
  page: sentence('verdict.page'),
  address: sentence('verdict.address'),
  rate: sentence('verdict.rate'),
  method: sentence('verdict.method'),
  'no-event': sentence('verdict.no-event'),
  'no-path': sentence('verdict.no-path'),
};

export interface RefusalLogOptions {
  readonly log: (words: Sentence) => void;
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
}

/** One line an hour of each address whose requests are refused. Says nothing that the request chose but, on no node's path, the path. */
export class RefusalLog {
  readonly #log: (words: Sentence) => void;
  readonly #now: () => number;
  /** Address → when it was told about. */
  readonly #told = new Map<string, number>();
  #since = Number.NEGATIVE_INFINITY;
  #lines = 0;

  constructor({ log, now = () => performance.now() }: RefusalLogOptions) {
    this.#log = log;
    this.#now = now;
  }

  note({ address, path, status, verdict }: Note): void {
    const why = WHY[verdict];
    if (!why) return;
    const now = this.#now();
    const told = this.#told.get(address);
    if (told !== undefined && now - told < HOUR) return;
    if (now - this.#since >= HOUR) {
      this.#since = now;
      this.#lines = 0;
    }
    if (this.#lines >= MOST_LINES) return;
    this.#lines += 1;
    this.#told.delete(address);
    this.#told.set(address, now);
    for (const oldest of this.#told.keys()) {
      if (this.#told.size <= MOST_ADDRESSES) break;
      this.#told.delete(oldest);
    }
    const where = shownText(address, 64) || sentence('verdict.nowhere');
    this.#log(sentence('verdict.refused', { address: where, path: shownText(path, 64) || '/', status, why }));
  }
}
