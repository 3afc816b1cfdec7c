import type { TlsOptions } from 'node:tls';
import { type Endpoint, formatEndpoint } from './endpoint';

/** The TLS side of an own listener. */
export interface ListenerTls {
  /** Two nodes may share a listener where this is equal: the tls-config's id. */
  readonly identity: string;
  readonly options: TlsOptions;
  /** Phones that know only TLS 1.0 or 1.1 are served as well. Nodes that share a listener agree on it, too. */
  readonly legacy?: boolean;
}

export type ListenerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'listening'; readonly port: number }
  | {
      readonly kind: 'failed';
      /** The system's code, `TLS_CONFLICT`, `LEGACY_TLS_CONFLICT` or `TLS_INVALID`. */
      readonly code: string;
      /** What is wrong and what to do. */
      readonly text: string;
      /** It is tried again, without a redeploy. */
      readonly isRetried: boolean;
    };

/** Words for what keeps a listener from listening. */
export function failedState(endpoint: Endpoint, code: string, message: string): ListenerState {
  const where = formatEndpoint(endpoint);
  // What OpenSSL says of a certificate or a key helps nobody who reads it.
  const text = FAILURES[code]?.(where) ?? `can't listen on ${where}: ${message}`;
  return { kind: 'failed', code, text, isRetried: code !== 'TLS_INVALID' };
}

const FAILURES: Readonly<Record<string, (where: string) => string>> = {
  EADDRINUSE: (where) =>
    `${where} is in use by another program: stop it, or choose another port here and in the phones`,
  EACCES: (where) => `no permission to listen on ${where}: choose a port above 1023`,
  EADDRNOTAVAIL: (where) => `${where}: this machine has no such address`,
  TLS_INVALID: (where) =>
    `can't listen on ${where}: the TLS configuration has no certificate with its private key that can be used; check both, and the passphrase`,
  TLS_CONFLICT: (where) =>
    `${where} is used by another action-url in with a different TLS configuration: choose the same one, or another port`,
  LEGACY_TLS_CONFLICT: (where) =>
    `${where} is used by another action-url in with the other choice for old TLS versions: choose the same in both, or another port`,
};
