import type { TlsFault } from '../../errors';
import type { Handshake } from './handshake';

/**
 * What OpenSSL, Node.js and the other side's alerts call each fault, without the parts that differ between versions:
 * OpenSSL 3.0 says SSLV3_ALERT_…, 3.5 SSL/TLS_ALERT_…. The first row that fits is taken.
 */
const FAULTS: readonly (readonly [pattern: RegExp, fault: TlsFault])[] = [
  // Alerts of RFC 8446 section 6.2 and RFC 5246 section 7.2.2, and what this side says of a hello that is too old.
  [/ALERT_PROTOCOL_VERSION|ALERT_INAPPROPRIATE_FALLBACK|UNSAFE_LEGACY_RENEGOTIATION/, 'too-old'],
  [/UNSUPPORTED_PROTOCOL|UNKNOWN_PROTOCOL|WRONG_SSL_VERSION|VERSION_TOO_LOW/, 'too-old'],
  [/ALERT_CERTIFICATE_REQUIRED|ALERT_NO_CERTIFICATE/, 'client-certificate'],
  [/ALERT_(?:(?:BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(?:REVOKED|EXPIRED|UNKNOWN))$/, 'client-certificate-refused'],
  [/ALERT_(?:UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR)$/, 'client-certificate-refused'],
  [/ALERT_HANDSHAKE_FAILURE|ALERT_INSUFFICIENT_SECURITY|ALERT_EXPORT_RESTRICTION/, 'no-cipher'],
  [
    /(?:UNKNOWN|WRONG)_CIPHER_RETURNED|NO_SHARED_(?:CIPHER|SIGNATURE)|UNSUPPORTED_ELLIPTIC_CURVE|WRONG_CURVE/,
    'no-cipher',
  ],
  [/UNRECOGNIZED_NAME/, 'unknown-name'],
  [/ALERT_USER_CANCELLED|UNEXPECTED_EOF/, 'closed'],
  [/ALERT_/, 'broken'],
  // Short keys and digests, in the handshake and (as OpenSSL's words, Node.js has no code for them) in certificates.
  [/(?:KEY|MODULUS|PARAMETERS)_TOO_(?:SMALL|SHORT|WEAK)|MD_TOO_WEAK|DIGEST_ALGORITHM_TOO_WEAK|BAD_DH_VALUE/, 'weak'],
  [/WRONG_SIGNATURE_TYPE|LEGACY_SIGALG|NO_SUITABLE_SIGNATURE|UNKNOWN_DIGEST|UNSUPPORTED_SIGNATURE/, 'weak'],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTPS?_(?:PROXY_)?REQUEST|(?:BAD|UNEXPECTED)_RECORD/, 'not-tls'],
  [/NO_PROTOCOLS_AVAILABLE|NO_CIPHERS_AVAILABLE/, 'settings'],
  // OpenSSL's verdicts on certificates.
  [/ALTNAME|HOSTNAME_MISMATCH/, 'name'],
  [/CERT_HAS_EXPIRED|NOT_AFTER_FIELD/, 'expired'],
  [/CERT_NOT_YET_VALID|NOT_BEFORE_FIELD/, 'not-yet-valid'],
  [/CERT_REVOKED/, 'revoked'],
  [/DEPTH_ZERO_SELF_SIGNED/, 'self-signed'],
  [/UNABLE_TO_GET_ISSUER_CERT$/, 'root'],
  [/SELF_SIGNED_CERT_IN_CHAIN|ISSUER_CERT_LOCALLY|VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED/, 'issuer'],
  [/INVALID_(?:CA|PURPOSE)|PATH_LENGTH|CHAIN_TOO_LONG|CERT_REJECTED|SIGNATURE_FAILURE|_CRL|CRL_/, 'unusable'],
  [/CERT|UNABLE_TO_DECODE|UNABLE_TO_DECRYPT/, 'unusable'],
];

/** Codes by which a connection that stood ends. */
const ENDED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', '']);

/**
 * Tells what was wrong with TLS.
 * @returns undefined where the failure lies beneath TLS or after it: no TCP connection came about, or a good one ended
 */
export function tlsFault(error: Error, handshake: Handshake): TlsFault | undefined {
  const reason = reasonOf(error);
  const fault = FAULTS.find(([pattern]) => pattern.test(reason))?.[1];
  const { taken, isDone, tls, certificate } = handshake;
  if (isDone && !refusesHandshake(error, handshake)) return undefined;
  switch (fault) {
    case 'no-cipher':
      // The same alert says that a certificate of ours is missing; but then ciphers were agreed on, and its own came.
      return (certificate || isDone) && !tls?.cert ? 'client-certificate' : fault;
    case 'client-certificate-refused':
      return tls?.cert ? fault : /DECRYPT_ERROR/.test(reason) ? 'broken' : 'client-certificate';
    case 'issuer':
      return tls?.ca ? 'intermediate' : fault;
    case undefined:
      if (!taken) return undefined;
      return ENDED.has(reason) ? 'closed' : 'broken';
    default:
      return fault;
  }
}

/**
 * Whether this is an alert by which a server ends the handshake after this side thought it done and wrote. It has read
 * nothing then: in TLS 1.3 the client's part comes last, and is judged first (RFC 8446 sections 4.4.2.4 and 4.4.4).
 * Only of the first request on a connection.
 */
export function refusesHandshake(error: Error | undefined, { clientEndsIt }: Handshake): error is Error {
  if (!error || !clientEndsIt) return false;
  const fault = FAULTS.find(([pattern]) => pattern.test(reasonOf(error)))?.[1];
  return fault === 'client-certificate' || fault === 'client-certificate-refused' || fault === 'no-cipher';
}

/** The bare reason, such as `WRONG_VERSION_NUMBER`; the system's code where it is not TLS's; '' for none. */
function reasonOf(error: Error): string {
  const code: unknown = 'code' in error ? error.code : undefined;
  const text = typeof code === 'string' ? code : '';
  if (text.startsWith('ERR_SSL_')) return text.slice('ERR_SSL_'.length);
  // A failed write carries OpenSSL's line instead: `…:error:0A000102:SSL routines::unsupported protocol:…`.
  if (text === 'EPROTO' || text === '')
    return upper(/:?error:[0-9a-f]{8}:[^:]*:[^:]*:([^:\n]*)/i.exec(error.message)?.[1] ?? '');
  return text === 'UNSPECIFIED' ? upper(error.message) : text;
}

function upper(words: string): string {
  return words.trim().toUpperCase().replaceAll(/[ -]/g, '_');
}
