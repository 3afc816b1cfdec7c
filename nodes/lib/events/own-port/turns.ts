import type { ListenerLimits } from './listener-limits';

/** What somebody has cost lately: milliseconds of this process, halved each second. */
export interface Account {
  spent: number;
}

/** Somebody with work to do, a little at a time. */
export interface Worker {
  readonly account: Account;
  /** Shared by all who come from one address. */
  readonly origin: Account;
  /** Bytes of it. */
  readonly pending: number;
  /** Does a part of its work, until this time of the clock or a little longer, and asks again if any is left. Never throws. */
  take(until: number): void;
}

type TurnLimits = Pick<ListenerLimits, 'turnTime' | 'roundTime' | 'deliveries'>;

/** So many milliseconds must somebody wait longer than others: for each that he has cost, and for each byte that is to be read. */
const PRICE = 1000;
const PRICE_OF_BYTE = 0.1;

/**
 * Who has cost so many milliseconds lately waits until the network was looked at so often for each millisecond that the
 * last round took: each look brings one new connection, and a phone's must not wait behind many dear turns.
 */
const COSTLY = 20;
const LOOKS_PER_MILLISECOND = 2;
const MOST_LOOKS = 16;

interface Delivery {
  readonly worker: Worker;
  readonly deliver: () => void;
}

interface Waiting {
  readonly since: number;
  readonly worker: Worker;
}

/**
 * Divides the process among connections by the time that they take, since requests cost from microseconds to
 * milliseconds. Who comes while nobody waits is served at once, as long as the round lasts; all others wait in line, and
 * first comes who has waited longest, cost least and sent least. So a phone that says something once is served before a sender of
 * thousands of requests, also where both come from one address, and nobody waits for ever.
 */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #clock: () => number;
  readonly #waiting = new Map<Worker, Waiting>();
  readonly #deliveries: Delivery[] = [];
  /** In this round. */
  #spent = 0;
  /** At the network, that are due before the next turn of who has cost much. */
  #looks = 0;
  #isWorking = false;
  #isScheduled = false;

  constructor(limits: TurnLimits, clock: () => number) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Gives the worker its turn: at once, or when it is first in line. */
  ask(worker: Worker): void {
    if (this.#isWorking || this.#waiting.size > 0 || this.#isRoundOver) this.#line(worker);
    else this.#run(worker);
    this.#schedule();
  }

  /** What is to be done once the answers of this round have left: flows. None of it may throw. */
  deliver(worker: Worker, deliveries: readonly (() => void)[]): void {
    for (const deliver of deliveries) this.#deliveries.push({ worker, deliver });
    if (deliveries.length > 0) this.#schedule();
  }

  leave(worker: Worker): void {
    this.#waiting.delete(worker);
  }

  get #isRoundOver(): boolean {
    return this.#spent >= this.#limits.roundTime || this.#deliveries.length >= this.#limits.deliveries;
  }

  #line(worker: Worker): void {
    if (!this.#waiting.has(worker)) this.#waiting.set(worker, { since: this.#clock(), worker });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#round();
    });
  }

  #round(): void {
    const { roundTime, deliveries } = this.#limits;
    let done = 0;
    let now = this.#clock();
    // However long a flow takes, one more of them gets on, and one more connection.
    for (; done < this.#deliveries.length && (done === 0 || this.#spent < roundTime); done++) {
      const { worker, deliver } = this.#deliveries[done] as Delivery;
      deliver();
      now = this.#charge(worker, now);
    }
    this.#deliveries.splice(0, done);
    for (let turns = 0; this.#waiting.size > 0 && this.#deliveries.length < deliveries; turns++) {
      if (turns > 0 && this.#spent >= roundTime) break;
      const next = this.#first();
      if ((this.#looks > 0 || this.#spent >= roundTime) && costOf(next) >= COSTLY) break;
      this.#waiting.delete(next);
      this.#run(next);
    }
    this.#looks = Math.max(this.#looks - 1, Math.min(MOST_LOOKS, Math.floor(this.#spent * LOOKS_PER_MILLISECOND) - 1));
    this.#spent = 0;
    if (this.#waiting.size > 0 || this.#deliveries.length > 0) this.#schedule();
  }

  #run(worker: Worker): void {
    this.#isWorking = true;
    const started = this.#clock();
    worker.take(started + this.#limits.turnTime);
    this.#charge(worker, started);
    this.#isWorking = false;
  }

  /**
   * @param started by the clock
   * @returns what it says now
   */
  #charge({ account, origin }: Worker, started: number): number {
    const now = this.#clock();
    const took = now - started;
    account.spent += took;
    origin.spent += took;
    this.#spent += took;
    return now;
  }

  #first(): Worker {
    let first: Worker | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const { since, worker } of this.#waiting.values()) {
      const rank = since + PRICE * costOf(worker) + PRICE_OF_BYTE * worker.pending;
      if (rank >= least && first) continue;
      least = rank;
      first = worker;
    }
    return first as Worker;
  }
}

function costOf({ account, origin }: Worker): number {
  return account.spent + origin.spent;
}
