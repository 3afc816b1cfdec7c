import type { VendorCatalogue } from '../../vendors';
import type { Journal } from '../journal';
import { Routes } from '../routes';
import { Beside } from './beside';
import { type Endpoint } from './endpoint';
import { Listener, type ListenerOptions } from './listener';
import type { Answerer } from './listener-connection';
import { failedState, type ListenerState, type ListenerTls, type PortTerms } from './listener-state';

export interface SharedListenerOptions extends Omit<ListenerOptions, 'tls' | 'legacyTls' | 'proxies'> {
  readonly vendors: VendorCatalogue;
  /** Where arrivals are noted; absent: nowhere. */
  readonly journal?: Journal;
  /** Milliseconds between two tries to listen. */
  readonly retryInterval?: number;
  /** Milliseconds that a request, and the port itself, wait for redeployed nodes at the most. */
  readonly longestAbsence?: number;
}

const RETRY_INTERVAL = 5000;

/** One endpoint's listener: gets its port, as soon as it is free, and keeps it until it is stopped. */
export class SharedListener {
  readonly routes: Routes;
  /** What is served there beside events. */
  readonly beside = new Beside();
  readonly endpoint: Endpoint;
  readonly terms: PortTerms;
  readonly #options: SharedListenerOptions;
  readonly #onState: (state: ListenerState) => void;
  #state: ListenerState = { kind: 'starting' };
  #listener: Listener | undefined;
  #attempt: Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  /**
   * @param isFree awaited before the first try
   * @param onState must not throw
   */
  constructor(
    endpoint: Endpoint,
    terms: PortTerms,
    isFree: Promise<void>,
    onState: (state: ListenerState) => void,
    options: SharedListenerOptions,
  ) {
    this.endpoint = endpoint;
    this.terms = terms;
    this.#options = options;
    const { vendors, journal, longestAbsence } = options;
    this.routes = new Routes(vendors, longestAbsence, false, journal && { journal, port: endpoint.port });
    this.#onState = onState;
    this.#attempt = isFree.then(() => this.#listen());
  }

  get tls(): ListenerTls | undefined {
    return this.terms.tls;
  }

  get state(): ListenerState {
    return this.#state;
  }

  get isListening(): boolean {
    return this.#listener !== undefined;
  }

  /** What the listener has refused by itself, while it listens. */
  get counts(): Listener['counts'] | undefined {
    return this.#listener?.counts;
  }

  /** Resolves when the port is free again. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#attempt;
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.close();
  }

  /** Tries to listen now, if it does not, as soon as the port is free. */
  take(isFree: Promise<unknown>): void {
    clearTimeout(this.#timer);
    this.#attempt = Promise.all([this.#attempt, isFree]).then(() => this.#listen());
  }

  /** Leaves the port to another for now. Resolves when it is free. */
  async giveWay(): Promise<void> {
    await this.#attempt;
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.close();
    this.#fail({ name: '', message: '', code: 'EADDRINUSE', syscall: 'listen' });
  }

  /** Never rejects. */
  async #listen(): Promise<void> {
    if (this.#isStopped || this.#listener) return;
    try {
      const { tls, proxies } = this.terms;
      const { routes, beside } = this;
      const answerer: Answerer = {
        answer: (arrival, refused) => routes.answer(arrival, refused),
        file: (arrival, localAddress) => beside.answer(arrival, localAddress),
        returning: (target, body) => (beside.has(target) ? undefined : routes.returning(target, body)),
        takesBody: (target) => routes.takesBody(target) && !beside.has(target),
      };
      const listener = new Listener(answerer, {
        ...this.#options,
        proxies,
        ...(tls && { tls: tls.options, legacyTls: tls.legacy === true }),
      });
      const { port } = await listener.listen(this.endpoint);
      this.#listener = listener;
      this.#set({ kind: 'listening', port });
    } catch (error) {
      this.#fail(error as NodeJS.ErrnoException);
    }
  }

  #fail({ code, syscall, message }: NodeJS.ErrnoException): void {
    // Only the system's own refusals name a call; all others are about the certificate or the key.
    const failed = failedState(this.endpoint, syscall && code ? code : 'TLS_INVALID', message);
    this.#set(failed);
    clearTimeout(this.#timer);
    if (this.#isStopped || failed.kind !== 'failed' || !failed.isRetried) return;
    this.#timer = setTimeout(() => {
      this.#attempt = this.#listen();
    }, this.#options.retryInterval ?? RETRY_INTERVAL);
    this.#timer.unref();
  }

  #set(state: ListenerState): void {
    const isNews = state.kind !== 'failed' || this.#state.kind !== 'failed' || state.code !== this.#state.code;
    this.#state = state;
    if (isNews && !this.#isStopped) this.#onState(state);
  }
}
