import { createHmac, randomBytes } from 'node:crypto';

const MINUTE = 60_000;
/**
 * How long nothing is sent after the first, second, … refusal. Phones lock for some minutes and count each further
 * try anew: a flow that goes on would keep the phone's owner out of its web page for good.
 */
const WAITS = [1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE);
/** After so long without a refusal a login is as good as new. */
const MEMORY = 24 * 60 * MINUTE;

/** One account of one phone, as a transport uses it. */
export interface Login {
  /** What the refusals are counted for, whatever happens to its node: the node's id and the transport. */
  readonly key: string;
  /** User name, password, and where they are sent. Blank secrets: there is nothing that could be wrong. */
  readonly parts: readonly string[];
}

interface Refusals {
  /** Of the login's parts, salted: tells whether they changed, and nothing else. */
  readonly fingerprint: string;
  /** The phone's answer, 401 or 407. */
  readonly status: number;
  readonly count: number;
  readonly until: number;
}

/**
 * Remembers which logins phones refused, for all phones of one Node-RED, and longer than their nodes live: a redeploy
 * must not try a wrong password again. Other parts under the same key are a new login.
 */
export class Lockout {
  /** Told that a login was refused or taken. @param wait milliseconds for which it may not be tried again */
  onChange: (key: string, wait: number) => void = () => {};
  readonly #now: () => number;
  readonly #salt = randomBytes(32);
  /** The longest unchanged first, so that the forgotten ones are found without a search. */
  readonly #refusals = new Map<string, Refusals>();

  /** @param now a clock in milliseconds that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How many logins are remembered. */
  get size(): number {
    return this.#refusals.size;
  }

  /** @returns the phone's answer and the milliseconds for which the login may not be tried again; undefined: it may */
  lock(login: Login): { readonly status: number; readonly remaining: number } | undefined {
    const refusals = this.#find(login);
    const remaining = (refusals?.until ?? 0) - this.#now();
    return refusals && remaining > 0 ? { status: refusals.status, remaining } : undefined;
  }

  /** The phone refused the login with this status: each time the wait grows. */
  refused(login: Login, status: number): void {
    const count = (this.#find(login)?.count ?? 0) + 1;
    const wait = WAITS[Math.min(count, WAITS.length) - 1] ?? 0;
    const until = this.#now() + wait;
    this.#refusals.delete(login.key);
    this.#refusals.set(login.key, { fingerprint: this.#fingerprint(login), status, count, until });
    this.#forget();
    this.onChange(login.key, wait);
  }

  /** The phone took the login. */
  accepted(login: Login): void {
    if (!this.#find(login)) return;
    this.#refusals.delete(login.key);
    this.onChange(login.key, 0);
  }

  #find(login: Login): Refusals | undefined {
    const refusals = this.#refusals.get(login.key);
    // Most phones have none: the hash is made only where there is something to compare.
    if (!refusals || refusals.until + MEMORY <= this.#now()) return undefined;
    return refusals.fingerprint === this.#fingerprint(login) ? refusals : undefined;
  }

  #fingerprint(login: Login): string {
    return createHmac('sha256', this.#salt).update(JSON.stringify(login.parts)).digest('base64');
  }

  #forget(): void {
    for (const [key, { until }] of this.#refusals) {
      // Waits differ by half an hour at most: what lingers behind a longer one goes with it.
      if (until + MEMORY > this.#now()) return;
      this.#refusals.delete(key);
    }
  }
}
