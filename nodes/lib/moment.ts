/** Something that happens once. A promise of it costs only whoever asks for one. */
export class Moment<T = void> {
  #isPast = false;
  #value: T | undefined;
  #listeners: ((value: T) => void)[] | undefined;

  get isPast(): boolean {
    return this.#isPast;
  }

  /** What came of it; undefined before. */
  get value(): T | undefined {
    return this.#value;
  }

  /** It happens now; the first call counts. */
  pass(value: T): void {
    if (this.#isPast) return;
    this.#isPast = true;
    this.#value = value;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    if (listeners) for (const listener of listeners) listener(value);
  }

  /** Calls back when it happens; at once, where it has. */
  when(listener: (value: T) => void): void {
    if (this.#isPast) listener(this.#value as T);
    else if (this.#listeners) this.#listeners.push(listener);
    else this.#listeners = [listener];
  }

  get promise(): Promise<T> {
    return new Promise((resolve) => this.when(resolve));
  }
}
