import { isDeepStrictEqual } from 'node:util';
import { LONGEST_ABSENCE, type Routes } from '../routes';
import type { Beside } from './beside';
import { type Endpoint } from './endpoint';
import type { Listener } from './listener';
import { conflictOf, failedState, type ListenerState, type PortTerms, termsKey } from './listener-state';
import { SharedListener, type SharedListenerOptions } from './shared-listener';

export type { ListenerState, ListenerTls, PortTerms } from './listener-state';

/** One node's share in a listener. */
export interface Lease {
  readonly routes: Routes;
  /** What is served there beside events. */
  readonly beside: Beside;
  /** What the listener has refused by itself, while it listens. */
  readonly counts: Listener['counts'] | undefined;
  /** Calls back at once and, until the release, after every change of the listener's state and of `counts` (but `tooSlow`). */
  onState(callback: (state: ListenerState) => void): void;
  /**
   * Gives the share back; routes are the user's to remove. The last one closes the listener and resolves when its port is
   * free. `isRestarting`: the node is being redeployed and will be back, so the last one leaves the listener open until it
   * is, or until `settle` (or a time at which no deploy is under way any more).
   */
  release(isRestarting?: boolean): Promise<void>;
}

export interface ListenerView extends Pick<SharedListener, 'endpoint' | 'terms' | 'counts'> {
  readonly state: ListenerState;
}

interface Entry {
  readonly listener: SharedListener;
  readonly watchers: Set<(state: ListenerState) => void>;
  /** Of each user, where its settings stand among all. */
  readonly places: number[];
  /** Runs while nobody uses the listener, which a redeploy is expected to take again. */
  idle?: NodeJS.Timeout;
}

/** All own listeners of this process: nodes that name the same endpoint and TLS configuration share one. */
export class Listeners {
  readonly #entries = new Map<string, Entry>();
  /** By port, since `1881` and `192.168.5.2:1881` hinder each other. */
  readonly #closing = new Map<number, Promise<void>>();
  readonly #options: SharedListenerOptions;

  constructor(options: SharedListenerOptions) {
    this.#options = options;
  }

  /**
   * Never throws: what keeps the listener from listening is its state.
   *
   * @param place where the settings stand in the flow file: of several that disagree, the first has the port
   */
  acquire(endpoint: Endpoint, terms: PortTerms = {}, place = 0): Lease {
    const key = JSON.stringify([endpoint.address ?? '', endpoint.port, termsKey(terms)]);
    const known = this.#entries.get(key);
    // A redeployed TLS configuration may hold another certificate.
    const isUsable =
      known && (known.places.length > 0 || isDeepStrictEqual(known.listener.tls?.options, terms.tls?.options));
    if (!isUsable) this.#closeIdle(endpoint.port);
    const rivals = [...this.#entries.values()].filter(
      (entry) => entry !== known && isSamePlace(entry.listener.endpoint, endpoint) && mustGiveWay(entry, place),
    );
    const isFree = Promise.all(rivals.map(({ listener }) => listener.giveWay()));
    const entry = isUsable ? known : this.#open(key, endpoint, terms, isFree);
    entry.places.push(place);
    if (isUsable && rivals.length > 0) entry.listener.take(isFree);
    clearTimeout(entry.idle);
    delete entry.idle;
    return this.#lease(key, entry, place);
  }

  /** Each own listener as it is now. */
  list(): ListenerView[] {
    return [...this.#entries.values()].map((entry) => {
      const { endpoint, terms, counts } = entry.listener;
      return { endpoint, terms, state: this.#stateOf(entry), counts };
    });
  }

  /** Closes what no node has come back to: called when a deploy is over, and when flows stop for good. */
  settle(): void {
    for (const { listener } of this.#entries.values()) {
      listener.routes.settle();
      listener.beside.settle();
    }
    this.#closeIdle();
  }

  #closeIdle(port?: number): void {
    for (const [key, entry] of this.#entries) {
      if (entry.places.length === 0 && (port === undefined || entry.listener.endpoint.port === port))
        void this.#close(key, entry);
    }
  }

  /** Phones report an event once: the port stays open for the moment that a redeploy takes. */
  #linger(key: string, entry: Entry): Promise<void> {
    if (!entry.listener.isListening) return this.#close(key, entry);
    const longest = this.#options.longestAbsence ?? LONGEST_ABSENCE;
    entry.idle = setTimeout(() => void this.#close(key, entry), longest).unref();
    return Promise.resolve();
  }

  #open(key: string, endpoint: Endpoint, terms: PortTerms, hasGivenWay: Promise<unknown>): Entry {
    const watchers: Entry['watchers'] = new Set();
    const onState = () => {
      for (const watcher of watchers) watcher(this.#stateOf(entry));
    };
    // A redeploy gives an endpoint back and takes it again before the system has freed it.
    const isFree = Promise.all([this.#closing.get(endpoint.port), hasGivenWay]).then(() => undefined);
    const listener = new SharedListener(endpoint, terms, isFree, onState, { ...this.#options, onCount: onState });
    const entry: Entry = { listener, watchers, places: [] };
    this.#entries.set(key, entry);
    return entry;
  }

  #lease(key: string, entry: Entry, place: number): Lease {
    const { listener, watchers, places } = entry;
    const own = new Set<(state: ListenerState) => void>();
    let released: Promise<void> | undefined;
    return {
      routes: listener.routes,
      beside: listener.beside,
      get counts() {
        return listener.counts;
      },
      onState: (callback) => {
        if (released) return;
        // Two leases may bring the same function.
        const watcher = (state: ListenerState) => {
          try {
            callback(state);
          } catch {
            // A node that can't show its state must not keep the others from theirs.
          }
        };
        own.add(watcher);
        watchers.add(watcher);
        watcher(this.#stateOf(entry));
      },
      release: (isRestarting = false) => {
        if (!released) {
          for (const watcher of own) watchers.delete(watcher);
          places.splice(places.indexOf(place), 1);
          if (places.length > 0) released = Promise.resolve();
          else released = isRestarting ? this.#linger(key, entry) : this.#close(key, entry);
        }
        return released;
      },
    };
  }

  #close(key: string, { listener, idle }: Entry): Promise<void> {
    clearTimeout(idle);
    this.#entries.delete(key);
    const { port } = listener.endpoint;
    const closed = Promise.all([this.#closing.get(port), listener.stop()]).then(() => {
      if (this.#closing.get(port) === closed) this.#closing.delete(port);
    });
    this.#closing.set(port, closed);
    return closed;
  }

  /** The system says only that the port is taken; that it is taken by nodes of ours on other terms is the better word. */
  #stateOf(entry: Entry): ListenerState {
    const { state, endpoint, terms } = entry.listener;
    if (state.kind !== 'failed' || state.code !== 'EADDRINUSE') return state;
    for (const other of this.#entries.values()) {
      const { listener } = other;
      const hasPort = listener.isListening || firstOf(other) < firstOf(entry);
      if (other !== entry && hasPort && isSamePlace(listener.endpoint, endpoint))
        return failedState(endpoint, conflictOf(terms, listener.terms), '');
    }
    return state;
  }
}

const isSamePlace = (one: Endpoint, other: Endpoint): boolean =>
  one.port === other.port && one.address === other.address;

/** One that nobody uses is being redeployed, and one that has failed has nothing to give. */
const mustGiveWay = (entry: Entry, place: number): boolean =>
  entry.places.length > 0 && firstOf(entry) > place && entry.listener.state.kind !== 'failed';

/** The first of its users' places; beyond all where it has none. */
const firstOf = ({ places }: Entry): number => Math.min(...places);
