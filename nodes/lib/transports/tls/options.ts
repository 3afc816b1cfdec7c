import { constants } from 'node:crypto';
import { isIP } from 'node:net';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';

/** What old phones need beside TLS 1.0: OpenSSL refuses their keys and signatures above this level, whatever the version. */
const EVERY_STRENGTH = 'DEFAULT:@SECLEVEL=0';

/**
 * The same settings for a phone with TLS of another age: TLS 1.0 and 1.1, short keys, SHA-1 and MD5 signatures, and
 * servers that know no secure renegotiation (RFC 5746). What is checked of certificates stays as it is.
 */
export function withLegacyTls(tls: ConnectionOptions | undefined): ConnectionOptions {
  return {
    ...tls,
    minVersion: 'TLSv1',
    ciphers: EVERY_STRENGTH,
    secureOptions: (tls?.secureOptions ?? 0) | constants.SSL_OP_LEGACY_SERVER_CONNECT,
  };
}

/** Whether these settings come from `withLegacyTls`. */
export function takesLegacyTls(tls: ConnectionOptions | undefined): boolean {
  return tls?.ciphers === EVERY_STRENGTH;
}

/**
 * Settings for one connection: the server name of the tls-config, else the host name that was configured.
 * @param host a name, or '' where the phone is known by its address alone; addresses are compared without a server name
 */
export function connectionOptions(tls: ConnectionOptions | undefined, host: string): ConnectionOptions {
  const servername = tls?.servername || host;
  // RFC 6066 section 3 allows no address as a server name, and Node.js will refuse one; comparing with one is sound.
  if (isIP(servername)) {
    return { ...tls, servername: '', checkServerIdentity: (_host, own) => checkServerIdentity(servername, own) };
  }
  return { ...tls, servername };
}
