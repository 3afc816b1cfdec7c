/**
 * A log that can be waited on without a race: `next` hands out the first entry that nobody was given yet, or waits for
 * it. Keeps the last `limit` entries, so that a benchmark does not fill the memory.
 */
export class Journal<T> {
  readonly entries: T[] = [];
  readonly #open: T[] = [];
  readonly #waiting: { match: (entry: T) => boolean; resolve: (entry: T) => void; reject: (error: Error) => void }[] =
    [];
  #closed: Error | undefined;

  constructor(readonly limit = 10_000) {}

  add(entry: T): void {
    keep(this.entries, entry, this.limit);
    const index = this.#waiting.findIndex((waiter) => waiter.match(entry));
    const [waiter] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (waiter) waiter.resolve(entry);
    else keep(this.#open, entry, this.limit);
  }

  /** Rejects once the journal is closed. */
  next(match: (entry: T) => boolean = () => true): Promise<T> {
    const index = this.#open.findIndex(match);
    const [entry] = index < 0 ? [] : this.#open.splice(index, 1);
    if (entry !== undefined) return Promise.resolve(entry);
    if (this.#closed) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => this.#waiting.push({ match, resolve, reject }));
  }

  /** Forgets everything that was not handed out. */
  skip(): void {
    this.#open.length = 0;
  }

  close(reason: string): void {
    this.#closed = new Error(reason);
    for (const waiter of this.#waiting.splice(0)) waiter.reject(this.#closed);
  }

  reopen(): void {
    this.#closed = undefined;
  }
}

function keep<T>(list: T[], entry: T, limit: number): void {
  list.push(entry);
  // Cut rarely and in one piece: a shift per entry would be slow.
  if (list.length > limit * 2) list.splice(0, list.length - limit);
}
