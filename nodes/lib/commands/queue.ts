import { PhoneError } from '../errors';
import { closedError } from './closed';

interface Job {
  start(): void;
  /** Ends the job now, whatever its task is still doing. */
  close(): void;
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
   * @throws PhoneError QUEUE_FULL at once where too many wait; CLOSED where the queue was closed before the task ended
   */
  run<T>(task: (signal: AbortSignal) => Promise<T>, ending = new AbortController()): Promise<T> {
    if (this.#closed) return Promise.reject(closedError());
    if (this.#running && this.#jobs.length >= this.#limit) {
      const words = `${this.#limit} commands wait for this phone already: send fewer, or wait for their results`;
      return Promise.reject(new PhoneError('QUEUE_FULL', words));
    }
    return new Promise<T>((resolve, reject) => {
      const job: Job = {
        start: () => {
          void settle(task, ending.signal, resolve, reject).then(() => this.#ended(job));
        },
        close: () => {
          reject(closedError());
          ending.abort();
        },
      };
      if (this.#running) this.#jobs.push(job);
      else this.#begin(job);
    });
  }

  /** Ends everything with CLOSED at once, and refuses what comes later. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const open = [...(this.#running ? [this.#running] : []), ...this.#jobs.splice(0)];
    for (const job of open) job.close();
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
