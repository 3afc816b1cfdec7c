import type { TlsOptions } from 'node:tls';
import { sentence, sentenceIn, type Words } from '../../sentences/sentence';
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
      readonly words: Words;
      /** It is tried again, without a redeploy. */
      readonly isRetried: boolean;
    };

/** Words for what keeps a listener from listening; of what the system has no words for, its own `message`. */
export function failedState(endpoint: Endpoint, code: string, message: string): ListenerState {
  const where = formatEndpoint(endpoint);
  // What OpenSSL says of a certificate or a key helps nobody who reads it.
  const words = sentenceIn('listener', code, { where }) ?? sentence('listener.failed', { where, why: message });
  return { kind: 'failed', code, words, isRetried: code !== 'TLS_INVALID' };
}
