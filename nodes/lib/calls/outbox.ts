/** Calls subscribers. What they throw stays here, and what they cause comes behind what they are told. */
export class Outbox {
  readonly #fault: (error: unknown) => void;
  readonly #waiting: (() => void)[] = [];
  #isSending = false;

  /** @param fault told what a subscriber threw */
  constructor(fault: (error: unknown) => void) {
    this.#fault = fault;
  }

  /** Each subscriber gets a value of its own. */
  post<T>(subscribers: ReadonlySet<(value: T) => void>, value: () => T): void {
    for (const subscriber of subscribers) {
      this.#waiting.push(() => {
        // Whoever unsubscribed meanwhile hears nothing more.
        if (subscribers.has(subscriber)) subscriber(value());
      });
    }
    this.#send();
  }

  #send(): void {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      this.guard(next);
    }
    this.#isSending = false;
  }

  /** Calls somebody else's code: what it throws stays here. */
  guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    try {
      this.#fault(error);
    } catch {
      // Nobody is left to tell.
    }
  }
}
