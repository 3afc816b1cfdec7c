/** What somebody has cost lately: milliseconds of this process, halved each second. */
export interface Account {
  spent: number;
}

/** Somebody with work to do, a little at a time. */
export interface Worker {
  readonly account: Account;
  /** Shared by all who come from one address. */
  readonly origin: Account;
  /** Does a part of its work, until this time of the clock or a little longer, and asks again if any is left. Never throws. */
  take(until: number): void;
}

export interface TurnLimits {
  /** Milliseconds that one turn takes at the most, and all of them between two looks at the network. */
  readonly turnTime: number;
  readonly roundTime: number;
  /** Flows that are run between two looks at the network. */
  readonly deliveriesPerRound: number;
}

/** So many milliseconds must somebody wait longer than others for each that he has cost. */
const PRICE = 1000;

interface Waiting {
  readonly since: number;
  readonly worker: Worker;
}

/**
 * Divides the process among connections by the time that they take, since requests cost from microseconds to
 * milliseconds. Who comes while nobody waits is served at once, as long as the round lasts; all others wait in line, and
 * first comes who has waited longest and cost least. So a phone that says something once is served before a sender of
 * thousands of requests, also where both come from one address, and nobody waits for ever.
 */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #clock: () => number;
  readonly #waiting = new Map<Worker, Waiting>();
  #deliveries: { readonly worker: Worker; readonly deliver: () => void }[] = [];
  /** In this round. */
  #spent = 0;
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
    return this.#spent >= this.#limits.roundTime || this.#deliveries.length >= this.#limits.deliveriesPerRound;
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
    for (const { worker, deliver } of this.#deliveries.splice(0)) this.#charge(worker, deliver);
    // However long the flows took, somebody gets on.
    for (let turns = 0; this.#waiting.size > 0 && (turns === 0 || !this.#isRoundOver); turns++) {
      const next = this.#first();
      this.#waiting.delete(next);
      this.#run(next);
    }
    this.#spent = 0;
    if (this.#waiting.size > 0 || this.#deliveries.length > 0) this.#schedule();
  }

  #run(worker: Worker): void {
    this.#isWorking = true;
    this.#charge(worker, () => worker.take(this.#clock() + this.#limits.turnTime));
    this.#isWorking = false;
  }

  #charge({ account, origin }: Worker, work: () => void): void {
    const started = this.#clock();
    work();
    const took = this.#clock() - started;
    account.spent += took;
    origin.spent += took;
    this.#spent += took;
  }

  #first(): Worker {
    let first: Worker | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const { since, worker } of this.#waiting.values()) {
      const rank = since + PRICE * (worker.account.spent + worker.origin.spent);
      if (rank >= least && first) continue;
      least = rank;
      first = worker;
    }
    return first as Worker;
  }
}
