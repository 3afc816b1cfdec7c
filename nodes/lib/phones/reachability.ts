import type { PhoneError } from '../errors';

/** Two failures closer than this are one trouble: a phone that restarts its network misses several commands at once. Milliseconds. */
const APART = 30_000;

/** What became of a request: the phone answered, it did not, or nothing can be said. */
export type Sign = 'answered' | 'none' | 'unknown';

/** @param error of a request that was about to leave or left */
export function signOf({ code, cause }: PhoneError): Sign {
  if (cause?.status !== undefined) return 'answered';
  return code === 'UNREACHABLE' || code === 'TIMEOUT' ? 'none' : 'unknown';
}

/** Whether a phone answers, by how the requests to it end. */
export class Reachability {
  readonly #now: () => number;
  /** When the row of failures began; undefined: there is none. */
  #failingSince: number | undefined;

  /** @param now a clock in milliseconds that only goes forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns whether it is known now that the phone answers (true) or does not (false); undefined: no more than before */
  note(sign: Sign): boolean | undefined {
    if (sign !== 'none') {
      // Something was there, if only to talk nonsense.
      this.#failingSince = undefined;
      return sign === 'answered' ? true : undefined;
    }
    this.#failingSince ??= this.#now();
    return this.#now() - this.#failingSince >= APART ? false : undefined;
  }

  /** It was heard of by other ways. */
  heard(): void {
    this.#failingSince = undefined;
  }
}
