import type { ConnectionOptions } from 'node:tls';
import type { Timers } from '../../timers';
import { settingsFailure } from '../tls/words';
import type { Opening, Target } from './channel';
import { Connection } from './connection';
import { NoTls } from './failures';
import type { MessageHead } from './response';
import { tlsIdentity } from './tls-identity';
import type { HostPort } from './uri';

export interface StreamOptions {
  readonly timers: Timers;
  readonly received: (head: MessageHead, body: Uint8Array) => void;
}

/** The pool of TCP and TLS connections: one for each target, local address, and what TLS proves and checks. */
export class StreamTransport {
  readonly #options: StreamOptions;
  readonly #connections = new Map<string, Connection>();
  readonly #closing = new Set<Promise<void>>();

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** `ready` rejects with the system's or TLS's error where no trusted connection came about. */
  open(target: Target, local: HostPort | undefined, tls: ConnectionOptions | undefined): Opening {
    const proof = target.transport === 'tls' ? `${target.name} ${tlsIdentity(tls)}` : '';
    const key = `${target.transport} ${target.address} ${target.port} ${local?.host ?? ''} ${proof}`;
    const existing = this.#connections.get(key);
    if (existing) return existing.use();
    let connection: Connection;
    try {
      connection = new Connection(target, local?.host, tls, {
        ...this.#options,
        ended: () => {
          if (this.#connections.get(key) === connection) this.#connections.delete(key);
          this.#closing.add(connection.closed);
          void connection.closed.then(() => this.#closing.delete(connection.closed));
        },
      });
    } catch (error) {
      // Unusable TLS settings, such as a key that does not belong to the certificate.
      const reason = error instanceof Error ? error : new Error('connect');
      const failure = target.transport === 'tls' ? new NoTls(settingsFailure(reason, tls)) : reason;
      return { ready: Promise.reject(failure), abandon: () => undefined };
    }
    this.#connections.set(key, connection);
    return connection.use();
  }

  /** Resolves when every connection is gone; requests under way fail. */
  async close(): Promise<void> {
    for (const connection of [...this.#connections.values()]) connection.destroy();
    await Promise.all(this.#closing);
  }
}
