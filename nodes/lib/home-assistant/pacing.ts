import type { Clocks } from '../calls/clocks';

/** Milliseconds between two configs: below 50 a second. */
const APART = 21;
/** Milliseconds between two configs of one device: Home Assistant may lose a part of one that follows at once. */
const APART_OF_ONE = 1000;

/**
 * Sends the configs of devices, each when its turn is: evenly, and one of a device a second at most. What is asked for
 * meanwhile is sent once.
 */
export class Pacer {
  readonly #clocks: Pick<Clocks, 'now' | 'timer'>;
  readonly #send: (id: string) => void;
  readonly #onRest: () => void;
  /** Not before this moment. */
  readonly #wanted = new Map<string, number>();
  readonly #sentAt = new Map<string, number>();
  #next = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  /** @param onRest told when the last one that was wanted was sent */
  constructor(clocks: Pick<Clocks, 'now' | 'timer'>, send: (id: string) => void, onRest: () => void) {
    this.#clocks = clocks;
    this.#send = send;
    this.#onRest = onRest;
  }

  get isResting(): boolean {
    return this.#wanted.size === 0;
  }

  /** @param earliest milliseconds of the clock */
  want(id: string, earliest = Number.NEGATIVE_INFINITY): void {
    this.#wanted.set(id, Math.max(earliest, this.#wanted.get(id) ?? Number.NEGATIVE_INFINITY));
    this.#wake();
  }

  /** Not before this moment, where it is wanted. */
  postpone(id: string, earliest: number): void {
    if (this.#wanted.has(id)) this.want(id, earliest);
  }

  /** It is not wanted any more. */
  forget(id: string): void {
    if (this.#wanted.delete(id)) this.#wake();
    this.#sentAt.delete(id);
  }

  /** Nothing is wanted any more. What was sent stays in mind: the pause between two configs of a device counts on. */
  stop(): void {
    this.#wanted.clear();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #wake(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    let due: string | undefined;
    let at = Number.POSITIVE_INFINITY;
    for (const [id, earliest] of this.#wanted) {
      const own = Math.max(earliest, (this.#sentAt.get(id) ?? Number.NEGATIVE_INFINITY) + APART_OF_ONE);
      if (own >= at) continue;
      at = own;
      due = id;
      // Nothing can be due sooner than what is due by now.
      if (own <= this.#next) break;
    }
    if (due === undefined) return;
    const chosen = due;
    const wait = Math.max(at, this.#next) - this.#clocks.now();
    this.#cancel = this.#clocks.timer(Math.max(0, Math.ceil(wait)), () => this.#turn(chosen));
  }

  #turn(id: string): void {
    this.#cancel = undefined;
    const now = this.#clocks.now();
    this.#wanted.delete(id);
    this.#sentAt.set(id, now);
    this.#next = now + APART;
    this.#send(id);
    if (this.#wanted.size > 0) this.#wake();
    else this.#onRest();
  }
}
