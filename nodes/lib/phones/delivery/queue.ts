import { PhoneError } from '../../errors';
import { closedError } from './closed';
import { expiredError } from '../../commands/expired';

/** Beyond this Node's timers fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

interface Job {
  start(): void;
  /** Ends the job now, whatever its task is still doing. */
  close(): void;
}

/** How long a command may wait for its turn. */
export interface Patience {
  /** Milliseconds. */
  readonly longest: number;
  /** A clock in milliseconds that only goes forward. */
  readonly now: () => number;
}

/** Whose turn it is at one phone, and who waits for one: shared by the queues of all nodes that are this phone. */
export class Turns {
  readonly limit: number;
  readonly #waiting: Job[] = [];
  #running: Job | undefined;

  /** @param limit how many may wait beside the one under way */
  constructor(limit = 100) {
    this.limit = limit;
  }

  /** How many commands wait; the one under way is not counted. */
  get waiting(): number {
    return this.#waiting.length;
  }

  get isFull(): boolean {
    return this.#running !== undefined && this.#waiting.length >= this.limit;
  }

  /** Begins the job, or lets it wait. @returns whether it waits */
  enter(job: Job): boolean {
    if (this.#running) {
      this.#waiting.push(job);
      return true;
    }
    this.#begin(job);
    return false;
  }

  /** No longer waits. */
  leave(job: Job): void {
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  ended(job: Job): void {
    if (this.#running !== job) return;
    this.#running = undefined;
    const next = this.#waiting.shift();
    if (next) this.#begin(next);
  }

  #begin(job: Job): void {
    this.#running = job;
    job.start();
  }
}

/** One command at a time, in order: phones mix up what arrives together. */
export class CommandQueue {
  readonly turns: Turns;
  readonly #jobs = new Set<Job>();
  #closed = false;

  /** @param turns those of another node that is the same phone */
  constructor(turns = new Turns()) {
    this.turns = turns;
  }

  /**
   * Runs the task when all earlier ones have ended, and settles as it does.
   *
   * @param task gets the signal of `ending`
   * @param ending aborted by `close`
   * @param patience absent: it waits for any time
   * @throws PhoneError QUEUE_FULL at once where too many wait; EXPIRED where its turn does not come in time; CLOSED where
   *   the queue was closed before the task ended
   */
  run<T>(task: (signal: AbortSignal) => Promise<T>, ending = new AbortController(), patience?: Patience): Promise<T> {
    if (this.#closed) return Promise.reject(closedError());
    const { turns } = this;
    if (turns.isFull) {
      const words = `${turns.limit} commands wait for this phone already: send fewer, or wait for their results`;
      return Promise.reject(new PhoneError('QUEUE_FULL', words));
    }
    return new Promise<T>((resolve, reject) => {
      const expire = (): void => reject(expiredError(patience?.longest ?? 0));
      const until = patience ? patience.now() + patience.longest : Number.POSITIVE_INFINITY;
      let timer: NodeJS.Timeout | undefined;
      const job: Job = {
        start: () => {
          clearTimeout(timer);
          // The timer may be late: a process can stand still.
          if (patience && patience.now() >= until) {
            expire();
            this.#ended(job);
            return;
          }
          void settle(task, ending.signal, resolve, reject).then(() => this.#ended(job));
        },
        close: () => {
          clearTimeout(timer);
          reject(closedError());
          ending.abort();
        },
      };
      this.#jobs.add(job);
      if (turns.enter(job) && patience) {
        timer = setTimeout(
          () => {
            this.#jobs.delete(job);
            turns.leave(job);
            expire();
          },
          Math.min(patience.longest, LONGEST_TIMER),
        );
      }
    });
  }

  /** Ends all that came by this queue with CLOSED at once, and refuses what comes later; others' turns go on. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // Those that wait first: the end of the one under way must not begin them.
    for (const job of this.#jobs) this.turns.leave(job);
    for (const job of this.#jobs) job.close();
    this.#jobs.clear();
  }

  #ended(job: Job): void {
    this.#jobs.delete(job);
    this.turns.ended(job);
  }
}

/** Never rejects: the caller's promise alone carries the outcome. */
async function settle<T>(
  task: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): Promise<void> {
  try {
    resolve(await task(signal));
  } catch (error) {
    reject(error);
  }
}
