import { PhoneError } from '../../errors';
import { LONGEST_TIMER, systemTimers, type TimerHandle, type Timers } from '../../timers';
import { closedError } from './closed';
import { expiredError } from './expired';

interface Job {
  start(): void;
  /** Ends the job now, whatever its task is still doing. */
  close(): void;
}

/** One command at a time, in order: phones mix up what arrives together. */
export class CommandQueue {
  readonly #limit: number;
  readonly #timers: Timers;
  readonly #jobs: Job[] = [];
  #running: Job | undefined;
  #closed = false;

  /** @param limit how many may wait beside the one under way */
  constructor(limit = 100, timers = systemTimers) {
    this.#limit = limit;
    this.#timers = timers;
  }

  /**
   * Runs the task when all earlier ones have ended, and settles as it does.
   *
   * @param task gets the signal of `ending`
   * @param ending aborted by `close`
   * @param longest milliseconds for which it may wait for its turn; absent: any time
   * @throws PhoneError QUEUE_FULL at once where too many wait; EXPIRED where its turn does not come in time; CLOSED where
   *   the queue was closed before the task ended
   */
  run<T>(
    task: (signal: AbortSignal) => Promise<T>,
    ending = new AbortController(),
    longest = Number.POSITIVE_INFINITY,
  ): Promise<T> {
    if (this.#closed) return Promise.reject(closedError());
    if (this.#running && this.#jobs.length >= this.#limit) {
      const words = `${this.#limit} commands wait for this phone already: send fewer, or wait for their results`;
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
            this.#ended();
            return;
          }
          void settle(task, ending.signal, resolve, reject).then(() => this.#ended());
        },
        close: () => {
          this.#timers.clear(timer);
          reject(closedError());
          ending.abort();
        },
      };
      if (!this.#running) {
        this.#begin(job);
        return;
      }
      this.#jobs.push(job);
      if (longest < Number.POSITIVE_INFINITY) {
        timer = this.#timers.set(Math.min(longest, LONGEST_TIMER), () => {
          this.#leave(job);
          expire();
        });
      }
    });
  }

  /** Ends everything with CLOSED at once, and refuses what comes later. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const open = [...(this.#running ? [this.#running] : []), ...this.#jobs.splice(0)];
    for (const job of open) job.close();
  }

  #leave(job: Job): void {
    const place = this.#jobs.indexOf(job);
    if (place >= 0) this.#jobs.splice(place, 1);
  }

  #begin(job: Job): void {
    this.#running = job;
    job.start();
  }

  #ended(): void {
    this.#running = undefined;
    const next = this.#jobs.shift();
    if (next) this.#begin(next);
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
