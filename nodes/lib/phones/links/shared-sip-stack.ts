import { loadError } from '../../internal-error';
import type { Words } from '../../sentences/sentence';
import type { SipStack } from '../../transports/sip';

/** The SIP stack that all phones share: it exists from the first NOTIFY until its last user has closed. */
export class SharedSipStack {
  /** Hears of trouble with the sockets that all phones share, each kind once. */
  log: (words: Words) => void = () => undefined;
  #stack: SipStack | undefined;
  readonly #users = new Set<object>();

  acquire(user: object): SipStack {
    this.#users.add(user);
    this.#stack ??= new (sipClient().SipStack)({ log: (words) => this.log(words) });
    return this.#stack;
  }

  /** Resolves when the user's part is gone; with the last one, when every port is free again. */
  async release(user: object): Promise<void> {
    if (!this.#users.delete(user)) return;
    this.#stack?.forget(user);
    if (this.#users.size > 0) return;
    const stack = this.#stack;
    this.#stack = undefined;
    await stack?.close();
  }
}

type SipModule = typeof import('../../transports/sip');

let loaded: SipModule | undefined;

/**
 * The SIP client's files, loaded once: few installations drive phones by SIP, so not at every start of Node-RED, but in
 * an idle moment after it, or with the first NOTIFY. What was loaded is kept, since a path may lead to another version
 * tomorrow.
 *
 * @throws PhoneError INTERNAL where they are not there
 */
export function sipClient(): SipModule {
  try {
    loaded ??= require('../../transports/sip') as SipModule;
    return loaded;
  } catch (error) {
    throw loadError(error);
  }
}
