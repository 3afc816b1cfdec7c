import { type Endpoint } from './endpoint';
import type { Listener } from './listener';
import { failedState, type ListenerState, type ListenerTls } from './listener-state';
import type { Routes } from './routes';
import { SharedListener, type SharedListenerOptions } from './shared-listener';

export type { ListenerState, ListenerTls } from './listener-state';

/** One node's share in a listener. */
export interface Lease {
  readonly routes: Routes;
  readonly state: ListenerState;
  /** The connections that the listener has cut, while it listens. */
  readonly counts: Listener['counts'] | undefined;
  /** Calls back at once, and after every change until the release. */
  onState(callback: (state: ListenerState) => void): void;
  /** Gives the share back; the last one closes the listener and resolves when its port is free. Routes are the user's to remove. */
  release(): Promise<void>;
}

interface Entry {
  readonly listener: SharedListener;
  readonly watchers: Set<(state: ListenerState) => void>;
  users: number;
}

/** All own listeners of this process: nodes that name the same endpoint and TLS configuration share one. */
export class Listeners {
  readonly #entries = new Map<string, Entry>();
  /** By port, since `1881` and `192.168.5.2:1881` hinder each other. */
  readonly #closing = new Map<number, Promise<void>>();
  readonly #options: SharedListenerOptions;

  constructor(options: SharedListenerOptions = {}) {
    this.#options = options;
  }

  /** Never throws: what keeps the listener from listening is its state. */
  acquire(endpoint: Endpoint, tls?: ListenerTls): Lease {
    const key = JSON.stringify([endpoint.address ?? '', endpoint.port, tls ? tls.identity : null]);
    const entry = this.#entries.get(key) ?? this.#open(key, endpoint, tls);
    entry.users++;
    return this.#lease(key, entry);
  }

  #open(key: string, endpoint: Endpoint, tls: ListenerTls | undefined): Entry {
    const watchers: Entry['watchers'] = new Set();
    const onState = () => {
      for (const watcher of watchers) watcher(this.#stateOf(entry));
    };
    // A redeploy gives an endpoint back and takes it again before the system has freed it.
    const isFree = this.#closing.get(endpoint.port) ?? Promise.resolve();
    const listener = new SharedListener(endpoint, tls, isFree, onState, this.#options);
    const entry: Entry = { listener, watchers, users: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  #lease(key: string, entry: Entry): Lease {
    const { listener, watchers } = entry;
    const stateOf = () => this.#stateOf(entry);
    const own = new Set<(state: ListenerState) => void>();
    let released: Promise<void> | undefined;
    return {
      routes: listener.routes,
      get state() {
        return stateOf();
      },
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
        watcher(stateOf());
      },
      release: () => {
        if (!released) {
          for (const watcher of own) watchers.delete(watcher);
          released = --entry.users > 0 ? Promise.resolve() : this.#close(key, entry);
        }
        return released;
      },
    };
  }

  #close(key: string, { listener }: Entry): Promise<void> {
    this.#entries.delete(key);
    const { port } = listener.endpoint;
    const closed = Promise.all([this.#closing.get(port), listener.stop()]).then(() => {
      if (this.#closing.get(port) === closed) this.#closing.delete(port);
    });
    this.#closing.set(port, closed);
    return closed;
  }

  /** The system says only that the port is taken; that it is taken by a node of ours with other TLS is the better word. */
  #stateOf({ listener }: Entry): ListenerState {
    const { state, endpoint } = listener;
    if (state.kind !== 'failed' || state.code !== 'EADDRINUSE') return state;
    for (const { listener: other } of this.#entries.values()) {
      if (other === listener || !other.isListening || other.endpoint.port !== endpoint.port) continue;
      if (other.endpoint.address !== endpoint.address) continue;
      return failedState(endpoint, 'TLS_CONFLICT', '');
    }
    return state;
  }
}
