/** The time in which nodes that a redeploy took off are awaited: phones send an event once, so one that falls into it waits. */
export class Absence {
  /** Resolves when the nodes are back, or will not be. */
  readonly over: Promise<void>;
  /** One of the missing takes every name for an event. */
  takesUnknown = false;
  #missing = 0;
  #end: () => void = () => undefined;
  readonly #timer: NodeJS.Timeout;

  /**
   * @param longest milliseconds after which nobody waits any more
   * @param onOver called before `over` resolves
   */
  constructor(longest: number, onOver: () => void) {
    this.over = new Promise((resolve) => {
      this.#end = () => {
        this.#end = () => undefined;
        clearTimeout(this.#timer);
        onOver();
        resolve();
      };
    });
    // A process that has nothing else to do must not stay for this.
    this.#timer = setTimeout(() => this.end(), longest).unref();
  }

  gone(takesUnknown: boolean): void {
    this.#missing++;
    this.takesUnknown ||= takesUnknown;
  }

  back(): void {
    if (--this.#missing === 0) this.end();
  }

  end(): void {
    this.#end();
  }
}
