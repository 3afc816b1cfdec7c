import type { SipStack } from '../transports/sip';

/** The SIP stack that all phones share: it exists from the first NOTIFY until its last user has closed. */
export class SharedSipStack {
  #stack: SipStack | undefined;
  readonly #users = new Set<object>();

  acquire(user: object): SipStack {
    this.#users.add(user);
    this.#stack ??= newStack();
    return this.#stack;
  }

  /** Resolves when the user's part is gone; with the last one, when every port is free again. */
  async release(user: object): Promise<void> {
    if (!this.#users.delete(user) || this.#users.size > 0) return;
    const stack = this.#stack;
    this.#stack = undefined;
    await stack?.close();
  }
}

/** Few installations drive phones by SIP: its files are loaded with the first NOTIFY, not at every start of Node-RED. */
function newStack(): SipStack {
  const { SipStack: Stack }: typeof import('../transports/sip') = require('../transports/sip');
  return new Stack();
}
