import { isIP } from 'node:net';
import type { PeerCertificate } from 'node:tls';

/** Names of one certificate that are shown at most, and characters of each; an issuer's is cut at as many. */
const NAMES_SHOWN = 3;
const NAME_LENGTH = 64;

/** Names that a certificate can be checked by, as far as they are names at all: whoever made it wrote what he liked. */
export interface CertificateNames {
  /** Names that a server name can be: those of the alternative names, else the common name, as Node.js compares them. */
  readonly hosts: readonly string[];
  /** Names with a `*` for one label. */
  readonly wildcards: readonly string[];
  readonly addresses: readonly string[];
  /** The common name is an address, and an address is never compared with that. */
  readonly addressInCommonName: boolean;
}

export function certificateNames(subject: unknown, alternatives: string | undefined): CertificateNames {
  const listed = alternativeNames(alternatives ?? '');
  const common = texts(subject, 'CN');
  const names = listed.names.length > 0 ? listed.names : common.filter((name) => !isIP(name));
  const clean = names.filter(isHostName);
  return {
    hosts: shown(clean.filter((name) => !name.includes('*'))),
    wildcards: shown(clean.filter((name) => name.includes('*'))),
    addresses: shown(listed.addresses.filter((address) => isIP(address) > 0)),
    addressInCommonName: common.some((name) => isIP(name) > 0),
  };
}

/** Who issued a certificate, fit to be shown: its common name, else its organisation; '' where neither can be read. */
export function issuerName({ issuer }: PeerCertificate): string {
  for (const name of [...texts(issuer, 'CN'), ...texts(issuer, 'O')]) {
    // Letters of any script; nothing that could end a quotation, be markup or turn the direction of the line.
    const clean = name.replace(/[^\p{L}\p{M}\p{N} ._()-]/gu, '').trim();
    if (clean) return clean.replace(/^(.{64}).+$/su, '$1…');
  }
  return '';
}

/** Whether one of the certificates in a tls-config's CA (PEM, any number in each) is this one. */
export function holdsCertificate(ca: unknown, wanted: PeerCertificate): boolean {
  const files = (Array.isArray(ca) ? ca : [ca]).map((text) => (Buffer.isBuffer(text) ? text.toString('latin1') : text));
  return files.some(
    (text) =>
      typeof text === 'string' &&
      (text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END/g) ?? []).some((pem) => {
        const base64 = pem.replace(/^-----[^-]+-----|-----END$/g, '');
        return Buffer.from(base64, 'base64').equals(wanted.raw);
      }),
  );
}

/** Node.js writes `DNS:a, IP Address:192.0.2.7`, and what holds a comma or quotation mark as a JSON string. */
function alternativeNames(text: string): { names: string[]; addresses: string[] } {
  const names: string[] = [];
  const addresses: string[] = [];
  for (const [, kind, value = ''] of text.matchAll(/(?:^|, )(DNS|IP Address):([^,"]*)(?=,|$)/g)) {
    (kind === 'DNS' ? names : addresses).push(value);
  }
  return { names, addresses };
}

/** The values of one part of a distinguished name; Node.js gives an array where there are several. */
function texts(name: unknown, part: string): string[] {
  const value: unknown = typeof name === 'object' && name !== null ? Reflect.get(name, part) : undefined;
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

/** A MAC address with colons is what some phones call themselves. */
function isHostName(name: string): boolean {
  return /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_.:-]*[a-z0-9_])?$/i.test(name);
}

function shown(names: readonly string[]): string[] {
  // A name that was cut is none that could be entered.
  return names.filter((name) => name.length <= NAME_LENGTH).slice(0, NAMES_SHOWN);
}
