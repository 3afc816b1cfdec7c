import type { ErrorCause, TlsFault } from '../../errors';
import { certificateNames, holdsCertificate, issuerName } from './certificate-names';
import { tlsFault } from './fault';
import type { Handshake } from './handshake';
import { takesLegacyTls } from './options';

/** What the other side's port may be instead of TLS, and how the protocol with TLS is called. */
export type TlsUse = 'https' | 'sip';

/** Why TLS failed and what to do about it, for a sentence that begins with the phone; never OpenSSL's own words. */
export interface TlsFailure {
  readonly words: string;
  readonly cause: ErrorCause;
}

const ALLOW_OLD = 'switch on legacyTls (old TLS) at this phone';
const UNCHECKED = 'a tls-config that does not verify the server';

/**
 * @returns undefined where the failure is none of TLS
 */
export function tlsFailure(error: Error, handshake: Handshake, use: TlsUse): TlsFailure | undefined {
  if (!handshake.isSecure) return undefined;
  const fault = tlsFault(error, handshake);
  if (!fault) return undefined;
  const code: unknown = 'code' in error ? error.code : undefined;
  const names = namesFor(fault, error, handshake);
  return {
    words: wordsFor(fault, error, handshake, use),
    cause: { ...(typeof code === 'string' && code && { code }), tls: fault, ...(names.length > 0 && { names }) },
  };
}

/**
 * The TCP connection stands, and TLS did not come about in time.
 * @param time how long it was waited for, as text
 */
export function muteFailure(use: TlsUse, time = 'the time allowed'): TlsFailure {
  const words = `it took the connection, but no TLS came within ${time}: check that the port is the one of ${secure(use)}, choose ${plain(use)} if it speaks no TLS, or restart the phone`;
  return { words, cause: { code: 'ETIMEDOUT', tls: 'mute' } };
}

/**
 * The settings cannot be used at all.
 * @param error what Node.js threw at them
 */
export function settingsFailure(error: Error, tls: Handshake['tls']): TlsFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { words: unusable(code, takesLegacyTls(tls)), cause: { ...(code && { code }), tls: 'settings' } };
}

function wordsFor(fault: TlsFault, error: Error, handshake: Handshake, use: TlsUse): string {
  const isLegacy = takesLegacyTls(handshake.tls);
  switch (fault) {
    case 'too-old':
      return isLegacy
        ? `its TLS is too old even for legacyTls (older than TLS 1.0): give it new firmware, or choose ${plain(use)}`
        : `its TLS is too old (TLS 1.0 or 1.1, or no secure renegotiation): give it new firmware, or ${ALLOW_OLD}`;
    case 'no-cipher':
      return isLegacy
        ? `it has no cipher in common with this Node.js, or wants a client certificate: give it new firmware, or choose ${plain(use)}; a client certificate goes into the tls-config`
        : `it has no cipher or signature in common with this Node.js, or wants a client certificate: give it new firmware, or ${ALLOW_OLD}; a client certificate goes into the tls-config`;
    case 'weak':
      return isLegacy
        ? `its key or its certificate's signature is too weak even for legacyTls: give it a new certificate`
        : `its key is too short, or its certificate's signature too weak (SHA-1, MD5): give it a new certificate, or ${ALLOW_OLD}`;
    case 'self-signed':
      return `its certificate is not trusted: choose a tls-config that has this very certificate as its CA certificate (it is self-signed), or ${UNCHECKED}`;
    case 'issuer':
      return `its certificate is not trusted: choose a tls-config whose CA certificate is that of its issuer${issuer(handshake)}, not the phone's own (of an intermediate issuer: together with the root's), or ${UNCHECKED}`;
    case 'intermediate':
      return `its certificate is not trusted: add that of its issuer${issuer(handshake)} to the tls-config's CA file (of an intermediate issuer: beside the root's); neither it nor the tls-config has that one${holdsOwn(handshake)}. Or choose ${UNCHECKED}`;
    case 'root':
      return `its certificate is not trusted: add the root's to the tls-config's CA file, since the CA certificate there was itself issued by another CA, or choose ${UNCHECKED}`;
    case 'name':
      return nameWords(error);
    case 'expired':
      return `its certificate has expired: renew it on the phone, check this machine's clock, or choose ${UNCHECKED}`;
    case 'not-yet-valid':
      return `its certificate is not valid yet: check the phone's clock and this machine's, or choose ${UNCHECKED}`;
    case 'revoked':
      return `its certificate was revoked by its issuer: give the phone a new one, or choose ${UNCHECKED}`;
    case 'unusable':
      return `its certificate cannot be used for a server (issued for another purpose, by no CA, or damaged): give the phone a new one, or choose ${UNCHECKED}`;
    case 'client-certificate':
      return 'it wants a client certificate: choose a tls-config that has one (certificate and private key) which the phone trusts';
    case 'client-certificate-refused':
      return "it does not accept the tls-config's client certificate: choose one that is valid and whose CA the phone trusts";
    case 'unknown-name':
      return "it does not know the host name that it was asked for: set the tls-config's server name to its own, or enter its IP address as the host";
    case 'not-tls':
      return `it does not speak TLS on this port: choose ${plain(use)}, or the port of ${secure(use)}`;
    case 'closed':
      return `it broke the TLS handshake off: check that the port is the one of ${secure(use)}${isLegacy ? '' : `; where it is, its TLS may be too old: ${ALLOW_OLD}`}`;
    case 'mute':
      return muteFailure(use).words;
    case 'settings':
      return unusable('', isLegacy);
    case 'broken':
      return `the TLS handshake failed, each side understanding the other wrong: give the phone new firmware, ${isLegacy ? '' : `${ALLOW_OLD}, `}or choose ${plain(use)}`;
  }
}

function plain(use: TlsUse): string {
  return use === 'https' ? 'http' : 'tcp';
}

function secure(use: TlsUse): string {
  return use === 'https' ? 'https' : 'SIP over TLS';
}

function issuer({ certificate }: Handshake): string {
  const name = certificate && issuerName(certificate);
  return name ? ` “${name}”` : '';
}

function holdsOwn({ certificate, tls }: Handshake): string {
  return certificate && holdsCertificate(tls?.ca, certificate)
    ? ", and the phone's own certificate, which the tls-config has, does not help"
    : '';
}

/** What helps against another name depends on which names there are: Node.js never compares an address with a CN. */
function nameWords(error: Error): string {
  const { hosts, wildcards, addresses, addressInCommonName } = namesOf(error);
  const unchecked = `or choose ${UNCHECKED}`;
  if (hosts.length > 0) {
    return `its certificate is for another name: set the tls-config's server name to ${hosts.join(' or ')}, ${unchecked}`;
  }
  if (wildcards.length > 0) {
    return `its certificate is for another name: set the tls-config's server name to one that fits ${wildcards.join(' or ')}, with something in place of the *, ${unchecked}`;
  }
  if (addresses.length > 0) {
    return `its certificate is for another address, ${addresses.join(', ')}: enter that as the host, set the tls-config's server name to it, ${unchecked}`;
  }
  return addressInCommonName
    ? `its certificate has its address in the common name (CN) alone, where it does not count: give the phone a certificate with the address among the alternative names, ${unchecked}`
    : `its certificate has no name that it could be checked by: give the phone a certificate with its address among the alternative names, ${unchecked}`;
}

function namesOf(error: Error): ReturnType<typeof certificateNames> {
  const cert =
    'cert' in error ? (error.cert as { subject?: unknown; subjectaltname?: unknown } | undefined) : undefined;
  const alternatives = cert?.subjectaltname;
  return certificateNames(cert?.subject, typeof alternatives === 'string' ? alternatives : undefined);
}

function namesFor(fault: TlsFault, error: Error, { certificate }: Handshake): readonly string[] {
  if (fault === 'name') {
    const { hosts, wildcards, addresses } = namesOf(error);
    return [hosts, wildcards, addresses].find((names) => names.length > 0) ?? [];
  }
  const name = (fault === 'issuer' || fault === 'intermediate') && certificate ? issuerName(certificate) : '';
  return name ? [name] : [];
}

/** Why a tls-config is of no use, by the code of what Node.js threw when it read it. */
function unusable(code: string, isLegacy: boolean): string {
  const check = "check the tls-config's certificate, key and passphrase";
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(code)) {
    return `the tls-config cannot be used, its private key belongs to another certificate: ${check}`;
  }
  if (/TOO_SMALL|TOO_WEAK/.test(code)) {
    return `the tls-config cannot be used, the key or signature of its own certificate is too weak: make a new one${isLegacy ? '' : `, or ${ALLOW_OLD}`}`;
  }
  if (/BAD_DECRYPT|PASSPHRASE|PASSWORD|INTERRUPTED|CANCELLED/.test(code)) {
    return `the tls-config cannot be used, its passphrase does not open the private key: ${check}`;
  }
  return `the tls-config cannot be used: ${check}`;
}
