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

/** One command at a time, in order: phones mix up what arrives together. */
export class CommandQueue {
  readonly #limit: number;
  readonly #jobs: Job[] = [];
  #running: Job | undefined;
  #closed = false;

  /** @param limit how many may wait beside the one under way */
  constructor(limit = 100) {
    this.#limit = limit;
  }

  /** How many commands wait; the one under way is not counted. */
  get waiting(): number {
    return this.#jobs.length;
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
    if (this.#running && this.#jobs.length >= this.#limit) {
      const words = `${this.#limit} commands wait for this phone already: send fewer, or wait for their results`;
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
      if (!this.#running) {
        this.#begin(job);
        return;
      }
      this.#jobs.push(job);
      if (patience) {
        timer = setTimeout(
          () => {
            this.#leave(job);
            expire();
          },
          Math.min(patience.longest, LONGEST_TIMER),
        );
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

  #ended(job: Job): void {
    if (this.#running !== job) return;
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
