/** So many commands in a row that found no connection, and the phone counts as dead. */
const THRESHOLD = 5;
/** Milliseconds from a failure to the next real try: at first short, as a phone restarts within a minute or two. */
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 60_000;

/**
 * Keeps commands from waiting in vain for a phone that is off: *closed* all may try; after five failures in a row
 * *open*, which lets one command through now and then, and nothing else. Runs no timer: a command that comes asks.
 */
export class CircuitBreaker {
  readonly #now: () => number;
  #failures = 0;
  #nextTry = 0;

  /** @param now a clock in milliseconds that only goes forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the phone counts as dead: a command that may try nevertheless is a probe. */
  get isOpen(): boolean {
    return this.#failures >= THRESHOLD;
  }

  /** How many commands in a row found no connection. */
  get failures(): number {
    return this.#failures;
  }

  /** @returns milliseconds until a command may try; 0: now */
  remaining(): number {
    return this.isOpen ? Math.max(0, this.#nextTry - this.#now()) : 0;
  }

  /** A command, with all its retries, found no connection. */
  failed(): void {
    this.#failures += 1;
    const doublings = Math.max(0, this.#failures - THRESHOLD);
    this.#nextTry = this.#now() + Math.min(FIRST_WAIT * 2 ** doublings, LONGEST_WAIT);
  }

  /** The phone was reached, whatever it said. */
  reached(): void {
    this.#failures = 0;
  }
}
