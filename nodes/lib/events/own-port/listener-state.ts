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

/** What is settled before a request names its path: all who share a port agree on it. */
export interface PortTerms {
  readonly tls?: ListenerTls | undefined;
  /** Comma list of addresses and ranges: every connection begins with a PROXY header from one of them. Absent: none is read. */
  readonly proxies?: string | undefined;
}

/** Equal for equal terms. */
export const termsKey = ({ tls, proxies }: PortTerms): string =>
  JSON.stringify([tls ? [tls.identity, tls.legacy === true] : null, proxies === undefined ? null : entriesOf(proxies)]);

/** Whoever writes the list in another order means the same. */
const entriesOf = (proxies: string): string[] => [
  ...new Set(
    proxies
      .toLowerCase()
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .toSorted(),
  ),
];

/** What two terms disagree on first, as a failure's code; '' where nothing. */
export function conflictOf(one: PortTerms, other: PortTerms): string {
  if (one.tls?.identity !== other.tls?.identity) return 'TLS_CONFLICT';
  if ((one.tls?.legacy === true) !== (other.tls?.legacy === true)) return 'LEGACY_TLS_CONFLICT';
  if ((one.proxies === undefined) !== (other.proxies === undefined)) return 'PROXY_CONFLICT';
  return termsKey(one) === termsKey(other) ? '' : 'PROXIES_CONFLICT';
}

export type ListenerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'listening'; readonly port: number }
  | {
      readonly kind: 'failed';
      /** The system's code, `TLS_INVALID`, or what `conflictOf` says. */
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
