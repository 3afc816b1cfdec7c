import type { Timers } from '../../nodes/lib/timers';

/** A clock that stands still until it is told to go on. */
export class FakeTimers implements Timers {
  #now = 0;
  #next = 0;
  readonly #due = new Map<number, { at: number; callback: () => void }>();

  get pending(): number {
    return this.#due.size;
  }

  now(): number {
    return this.#now;
  }

  /** How far the day's clock is ahead: it was set, or the computer slept. */
  ahead = 0;

  wall(): number {
    return this.#now + this.ahead;
  }

  set(milliseconds: number, callback: () => void): number {
    this.#next += 1;
    this.#due.set(this.#next, { at: this.#now + milliseconds, callback });
    return this.#next;
  }

  clear(handle: unknown): void {
    if (typeof handle === 'number') this.#due.delete(handle);
  }

  /** Nothing lies in sockets that nobody has. */
  look(callback: () => void): void {
    callback();
  }

  /** Time passes while the process stands still: what fell due meanwhile runs late, in the order in which it was due. */
  jump(milliseconds: number): void {
    this.#now += milliseconds;
    this.advance(0);
  }

  /** Lets time pass; what falls due runs at its own moment, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [first] = [...this.#due]
        .filter(([, timer]) => timer.at <= end)
        .toSorted((a, b) => a[1].at - b[1].at || a[0] - b[0]);
      if (!first) break;
      this.#due.delete(first[0]);
      this.#now = Math.max(this.#now, first[1].at);
      first[1].callback();
    }
    this.#now = end;
  }
}
