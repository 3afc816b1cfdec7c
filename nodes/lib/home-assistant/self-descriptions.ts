/** What phones say that they are. */
export interface SelfDescription {
  readonly model?: string;
  readonly firmware?: string;
}

/** What phones told of themselves since Node-RED started. It outlives deploys. */
export class SelfDescriptions {
  readonly #told = new Map<string, SelfDescription>();
  readonly #listeners = new Set<(key: string) => void>();

  /** Whether anybody wants to know at once. */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** @param key of the phone, as `deviceId` */
  of(key: string): SelfDescription {
    return this.#told.get(key) ?? {};
  }

  /** What is not told again stays. */
  note(key: string, { model, firmware }: SelfDescription): void {
    const before = this.of(key);
    if ((model ?? before.model) === before.model && (firmware ?? before.firmware) === before.firmware) return;
    this.#told.set(key, {
      ...before,
      ...(model !== undefined && { model }),
      ...(firmware !== undefined && { firmware }),
    });
    for (const listener of [...this.#listeners]) listener(key);
  }

  forget(key: string): void {
    this.#told.delete(key);
  }

  /** @returns ends it */
  onChange(listener: (key: string) => void): () => void {
    const own = (key: string): void => listener(key);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }
}
