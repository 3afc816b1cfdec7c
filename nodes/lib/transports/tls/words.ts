import type { ErrorCause, TlsFault } from '../../errors';
import { joined, type Sentence, sentence, type Words } from '../../sentences/sentence';
import { certificateNames, holdsCertificate, issuerName } from './certificate-names';
import { tlsFault } from './fault';
import type { Handshake } from './handshake';
import { takesLegacyTls } from './options';

/** What the other side's port may be instead of TLS, and how the protocol with TLS is called. */
export type TlsUse = 'https' | 'sip';

/** Why TLS failed and what to do about it, for a sentence that begins with the phone; never OpenSSL's own words. */
export interface TlsFailure {
  readonly words: Sentence;
  readonly cause: ErrorCause;
}

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
export function muteFailure(use: TlsUse, time: Words = sentence('tls.time-allowed')): TlsFailure {
  const words = sentence('tls.mute', { time, secure: secure(use), plain: plain(use) });
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

function wordsFor(fault: TlsFault, error: Error, handshake: Handshake, use: TlsUse): Sentence {
  const isLegacy = takesLegacyTls(handshake.tls);
  switch (fault) {
    case 'too-old':
      return isLegacy ? sentence('tls.too-old-legacy', { plain: plain(use) }) : sentence('tls.too-old');
    case 'no-cipher':
      return isLegacy ? sentence('tls.no-cipher-legacy', { plain: plain(use) }) : sentence('tls.no-cipher');
    case 'weak':
      return sentence(isLegacy ? 'tls.weak-legacy' : 'tls.weak');
    case 'issuer':
      return sentence('tls.issuer', { name: issuer(handshake) });
    case 'intermediate':
      return sentence(holdsOwn(handshake) ? 'tls.intermediate-own' : 'tls.intermediate', { name: issuer(handshake) });
    case 'name':
      return nameWords(error);
    case 'self-signed':
    case 'root':
    case 'expired':
    case 'not-yet-valid':
    case 'revoked':
    case 'unusable':
    case 'client-certificate':
    case 'client-certificate-refused':
    case 'unknown-name':
      return sentence(`tls.${fault}`);
    case 'not-tls':
      return sentence('tls.not-tls', { plain: plain(use), secure: secure(use) });
    case 'closed':
      return sentence(isLegacy ? 'tls.closed-legacy' : 'tls.closed', { secure: secure(use) });
    case 'mute':
      return muteFailure(use).words;
    case 'settings':
      return unusable('', isLegacy);
    case 'broken':
      return sentence(isLegacy ? 'tls.broken-legacy' : 'tls.broken', { plain: plain(use) });
  }
}

function plain(use: TlsUse): string {
  return use === 'https' ? 'http' : 'tcp';
}

function secure(use: TlsUse): Sentence {
  return sentence(`tls.secure-${use}`);
}

function issuer({ certificate }: Handshake): string {
  const name = certificate && issuerName(certificate);
  return name ? ` “${name}”` : '';
}

function holdsOwn({ certificate, tls }: Handshake): boolean {
  return certificate !== undefined && holdsCertificate(tls?.ca, certificate);
}

/** What helps against another name depends on which names there are: Node.js never compares an address with a CN. */
function nameWords(error: Error): Sentence {
  const { hosts, wildcards, addresses, addressInCommonName } = namesOf(error);
  if (hosts.length > 0) return sentence('tls.name-hosts', { names: joined(hosts, 'or') });
  if (wildcards.length > 0) return sentence('tls.name-wildcards', { names: joined(wildcards, 'or') });
  if (addresses.length > 0) return sentence('tls.name-addresses', { names: joined(addresses) });
  return sentence(addressInCommonName ? 'tls.name-in-cn' : 'tls.name-none');
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
function unusable(code: string, isLegacy: boolean): Sentence {
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(code)) return sentence('tls.settings-key');
  if (/TOO_SMALL|TOO_WEAK/.test(code)) return sentence(isLegacy ? 'tls.settings-weak-legacy' : 'tls.settings-weak');
  if (/BAD_DECRYPT|PASSPHRASE|PASSWORD|INTERRUPTED|CANCELLED/.test(code)) return sentence('tls.settings-passphrase');
  return sentence('tls.settings');
}
