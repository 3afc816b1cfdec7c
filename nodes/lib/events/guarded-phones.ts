import type { KnownPhone } from './types';

type Named = Pick<KnownPhone, 'id' | 'mac'>;

/** Nodes with one MAC are one phone, so the MAC names it where there is one. */
const keyOf = ({ id, mac }: Named): string => (mac ? `mac ${mac}` : `id ${id}`);

/** The phones that nodes with a token stand for. */
export class GuardedPhones {
  readonly #guards = new Map<string, number>();

  /** @returns takes it back, once */
  add(phone: Named): () => void {
    const key = keyOf(phone);
    this.#guards.set(key, (this.#guards.get(key) ?? 0) + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#guards.get(key) ?? 0) - 1;
      if (left > 0) this.#guards.set(key, left);
      else this.#guards.delete(key);
    };
  }

  has(phone: Named): boolean {
    return this.#guards.has(keyOf(phone));
  }
}
