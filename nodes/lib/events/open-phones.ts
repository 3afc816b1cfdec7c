/** Phones whose last believed event carried no token: whoever knows the path may say what they do. By their nodes' ids. */
export class OpenPhones {
  readonly #open = new Set<string>();

  note(id: string, hasToken: boolean): void {
    if (hasToken) this.#open.delete(id);
    else this.#open.add(id);
  }

  has(id: string): boolean {
    return this.#open.has(id);
  }

  forget(id: string): void {
    this.#open.delete(id);
  }
}
