import { PhoneError } from '../../errors';
import { sentence } from '../../sentences/sentence';
import { LONGEST_TIMER, systemTimers, type TimerHandle, type Timers } from '../../timers';
import { closedError } from './closed';
import { expiredError } from './expired';

interface Job {
  start(): void;
  /** Ends the job now, whatever its task is still doing. */
  close(): void;
  /** Of what is no command: ends its task, as a command has come. */
  readonly giveWay?: (() => void) | undefined;
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

  /** Nothing waits or is under way. */
  get isIdle(): boolean {
    return this.#running === undefined;
  }

  get isFull(): boolean {
    return this.#running !== undefined && this.#waiting.length >= this.limit;
  }

  /** Begins the job, or lets it wait. @returns whether it waits */
  enter(job: Job): boolean {
    if (this.#running) {
      this.#waiting.push(job);
      this.#running.giveWay?.();
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
  readonly #timers: Timers;
  readonly #jobs = new Set<Job>();
  #closed = false;

  /** @param turns those of another node that is the same phone */
  constructor(turns = new Turns(), timers = systemTimers) {
    this.turns = turns;
    this.#timers = timers;
  }

  /**
   * Runs the task when all earlier ones have ended, and settles as it does.
   *
   * @param task gets the signal of `ending`
   * @param ending aborted by `close`
   * @param longest milliseconds for which it may wait for its turn; absent: any time
   * @param givesWay no command: `ending` is aborted when one comes
   * @throws PhoneError QUEUE_FULL at once where too many wait; EXPIRED where its turn does not come in time; CLOSED where
   *   the queue was closed before the task ended
   */
  run<T>(
    task: (signal: AbortSignal) => Promise<T>,
    ending = new AbortController(),
    longest = Number.POSITIVE_INFINITY,
    givesWay = false,
  ): Promise<T> {
    if (this.#closed) return Promise.reject(closedError());
    const { turns } = this;
    if (turns.isFull) {
      const words = sentence('phone.queue-full', { count: turns.limit });
      return Promise.reject(new PhoneError('QUEUE_FULL', words));
    }
    return new Promise<T>((resolve, reject) => {
      const expire = (): void => reject(expiredError(longest));
      const until = this.#timers.now() + longest;
      let timer: TimerHandle;
      const job: Job = {
        start: () => {
          this.#timers.clear(timer);
          // The timer may be late: a process can stand still.
          if (this.#timers.now() >= until) {
            expire();
            this.#ended(job);
            return;
          }
          void settle(task, ending.signal, resolve, reject).then(() => this.#ended(job));
        },
        close: () => {
          this.#timers.clear(timer);
          reject(closedError());
          ending.abort();
        },
        giveWay: givesWay ? () => ending.abort() : undefined,
      };
      this.#jobs.add(job);
      if (turns.enter(job) && longest < Number.POSITIVE_INFINITY) {
        timer = this.#timers.set(Math.min(longest, LONGEST_TIMER), () => {
          this.#jobs.delete(job);
          turns.leave(job);
          expire();
        });
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
