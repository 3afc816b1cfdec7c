import type { SipResponse } from './response';
import type { NonInviteTransaction } from './transaction';

/** All transactions under way, and those that absorb late answers. */
export class TransactionTable {
  readonly #byBranch = new Map<string, NonInviteTransaction>();

  get size(): number {
    return this.#byBranch.size;
  }

  add(transaction: NonInviteTransaction): void {
    this.#byBranch.set(transaction.key.branch, transaction);
  }

  /** To be handed to each transaction as its end. */
  readonly delete = (transaction: NonInviteTransaction): void => {
    this.#byBranch.delete(transaction.key.branch);
  };

  /**
   * Hands a response to its transaction (RFC 3261 section 17.1.3). The sender's address is no criterion: answers come
   * from other addresses than requests went to. What fits no transaction changes nothing.
   */
  receive(response: SipResponse | undefined): void {
    const transaction = response && this.#byBranch.get(response.branch);
    if (!transaction) return;
    const { key } = transaction;
    const { cseq } = response;
    if (cseq.method !== key.method || cseq.number !== key.cseq) return;
    if (response.callId !== key.callId || response.fromTag !== key.fromTag) return;
    transaction.receive(response);
  }

  terminateAll(): void {
    for (const transaction of [...this.#byBranch.values()]) transaction.terminate();
  }
}
