import { Moment } from '../../moment';

/** A request's place in the line to one phone. */
export class Turn {
  /** This one and all before it are over. */
  readonly over = new Moment();
  readonly #before: Moment | undefined;
  #isFinished = false;
  #next: Turn | undefined;

  /** @param before the last in line, where there is one */
  constructor(before: Turn | undefined) {
    this.#before = before?.over;
    if (before) before.#next = this;
  }

  /** It is over, or has given up waiting: those behind it wait for whoever is before it still. */
  finish(): void {
    this.#isFinished = true;
    if (this.#before && !this.#before.isPast) return;
    Turn.#passFrom(this);
  }

  /** In a loop: thousands may have given up at once. */
  static #passFrom(first: Turn): void {
    for (let turn: Turn | undefined = first; turn; turn = turn.#next) {
      if (!turn.#isFinished) return;
      turn.over.pass();
    }
  }
}
