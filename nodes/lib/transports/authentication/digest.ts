import { createHash } from 'node:crypto';
import type { Challenge } from './challenge';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What of a request the digest covers. */
export interface DigestedRequest {
  readonly method: string;
  /** The request-target (HTTP) or Request-URI (SIP), as in the request's first line. */
  readonly uri: string;
  readonly body: Uint8Array;
}

interface Algorithm {
  /** As node:crypto calls it. */
  readonly hash: 'md5' | 'sha256' | 'sha512-256';
  readonly session: boolean;
  /** Higher is stronger. */
  readonly strength: number;
}

/** The algorithms of RFC 7616 §6.1; any other is never answered, least of all with MD5. */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['md5', { hash: 'md5', session: false, strength: 1 }],
  ['md5-sess', { hash: 'md5', session: true, strength: 1 }],
  ['sha-256', { hash: 'sha256', session: false, strength: 2 }],
  ['sha-256-sess', { hash: 'sha256', session: true, strength: 2 }],
  ['sha-512-256', { hash: 'sha512-256', session: false, strength: 3 }],
  ['sha-512-256-sess', { hash: 'sha512-256', session: true, strength: 3 }],
]);

/** How a challenge wants to be answered; undefined where it cannot be. */
export interface DigestScheme extends Algorithm {
  readonly nonce: string;
  readonly realm: string;
  /** Absent: the challenge is of RFC 2069's kind, without nc and cnonce. */
  readonly qop?: 'auth' | 'auth-int';
}

/** Reads a Digest challenge; undefined: another scheme, an unknown algorithm or qop, or no nonce. */
export function digestScheme(challenge: Challenge): DigestScheme | undefined {
  if (challenge.scheme !== 'digest') return undefined;
  const { params } = challenge;
  const algorithm = ALGORITHMS.get((params.get('algorithm') ?? 'md5').trim().toLowerCase());
  const nonce = params.get('nonce');
  if (!algorithm || nonce === undefined) return undefined;
  const scheme = { ...algorithm, nonce, realm: params.get('realm') ?? '' };
  const offered = (params.get('qop') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (offered.length === 0) return scheme;
  // Commands have no body, so auth-int protects nothing more than auth does.
  const qop = offered.includes('auth') ? 'auth' : offered.includes('auth-int') ? 'auth-int' : undefined;
  return qop && { ...scheme, qop };
}

/**
 * The value of an Authorization header that answers a Digest challenge (RFC 7616 §3.4, RFC 2069 where no qop is
 * offered), one character per byte, as the challenge's texts are: a realm is hashed and echoed as it came, whatever
 * its encoding. `nc` counts the requests sent with this nonce, from 1. Undefined where the challenge cannot be
 * answered, or where a part would break the header's line.
 */
export function digestAuthorization(
  challenge: Challenge,
  request: DigestedRequest,
  credentials: Credentials,
  use: { readonly nc: number; readonly cnonce: string },
): string | undefined {
  const scheme = digestScheme(challenge);
  if (!scheme) return undefined;
  const { realm, nonce, qop } = scheme;
  const { username, password } = credentials;
  const hash = (data: string | Uint8Array) =>
    createHash(scheme.hash)
      .update(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
      .digest('hex');
  try {
    const secret = hash(`${asBytes(username)}:${realm}:${asBytes(password)}`);
    const a1 = scheme.session ? hash(`${secret}:${nonce}:${use.cnonce}`) : secret;
    const entity = qop === 'auth-int' ? `:${hash(request.body)}` : '';
    const a2 = hash(`${request.method}:${request.uri}${entity}`);
    const nc = use.nc.toString(16).padStart(8, '0');
    const response = hash(qop ? `${a1}:${nonce}:${nc}:${use.cnonce}:${qop}:${a2}` : `${a1}:${nonce}:${a2}`);

    const parts = [
      ...name(username, realm, challenge, hash),
      `realm=${quoted(realm)}`,
      `nonce=${quoted(nonce)}`,
      `uri=${quoted(request.uri)}`,
      `response="${response}"`,
    ];
    const algorithm = challenge.params.get('algorithm');
    if (algorithm !== undefined) parts.push(`algorithm=${algorithm.trim()}`);
    if (qop) parts.push(`qop=${qop}`, `nc=${nc}`);
    if (qop || scheme.session) parts.push(`cnonce=${quoted(use.cnonce)}`);
    const opaque = challenge.params.get('opaque');
    if (opaque !== undefined) parts.push(`opaque=${quoted(opaque)}`);
    const value = `Digest ${parts.join(', ')}`;
    return breaksLine(value) || breaksLine(username + password) ? undefined : value;
  } catch {
    // A FIPS build of OpenSSL has no MD5.
    return undefined;
  }
}

/** RFC 7616 §3.4.4: hashed where the server asks for it, else RFC 5987's form where a quoted string cannot hold it. */
function name(username: string, realm: string, challenge: Challenge, hash: (text: string) => string): string[] {
  if (challenge.params.get('userhash')?.toLowerCase() === 'true') {
    return [`username="${hash(`${asBytes(username)}:${realm}`)}"`, 'userhash=true'];
  }
  if (/^[\t\x20-\x7e]*$/.test(username)) return [`username=${quoted(username)}`];
  return [`username*=UTF-8''${encodeURIComponent(username).replace(/['()*]/g, percent)}`];
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** UTF-8, one character per byte. */
function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** True for text with a control character: it would end the header's line, or be cut short by C code of a phone. */
export function breaksLine(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}
