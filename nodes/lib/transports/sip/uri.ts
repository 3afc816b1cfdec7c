import { isIP, isIPv4, isIPv6 } from 'node:net';

/** A host, and a port where one was written. IPv6 hosts are without brackets. */
export interface HostPort {
  readonly host: string;
  readonly port: number | undefined;
}

export interface SipUri extends HostPort {
  /** As given, fit for a Request-URI. */
  readonly text: string;
  /** `sips:`: every hop wants TLS. */
  readonly secure: boolean;
  /** Escaped as given, without a password; '' where the URI has none. */
  readonly user: string;
  /** Names in lower case; a parameter without a value has ''. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Printable ASCII without what ends or quotes a URI in a SIP header (RFC 3261 section 25.1 wants the rest escaped). */
const URI_TEXT = /^[!#-;=?-~]+$/;
const HOST_NAME = /^(?=.{1,253}\.?$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_-]{1,63})*\.?$/;

/**
 * Reads a `sip:` or `sips:` URI by RFC 3261 section 19.1.
 * @returns undefined where it is none, or where it carries headers (`?…`), which no request may have
 */
export function parseSipUri(text: string): SipUri | undefined {
  const scheme = /^(sips?):/i.exec(text)?.[1]?.toLowerCase();
  if (!scheme || !URI_TEXT.test(text)) return undefined;
  const rest = text.slice(scheme.length + 1);
  const at = rest.indexOf('@');
  if (at === 0) return undefined;
  // `;` and `?` may stand in the user part as they are, so parameters are looked for behind the `@`.
  const [address = '', ...pairs] = rest.slice(at + 1).split(';');
  if (rest.slice(at + 1).includes('?')) return undefined;
  const hostPort = parseHostPort(address);
  if (!hostPort) return undefined;
  const parameters = new Map<string, string>();
  for (const pair of pairs) {
    const [name = '', value = ''] = pair.split('=', 2);
    if (name && !parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
  }
  const userInfo = at < 0 ? '' : rest.slice(0, at);
  return { ...hostPort, text, secure: scheme === 'sips', user: userInfo.split(':', 1)[0] ?? '', parameters };
}

/**
 * Reads `host`, `host:port`, `[v6]`, `[v6]:port` or a bare IPv6 address.
 * @returns undefined where it is none of these
 */
export function parseHostPort(text: string): HostPort | undefined {
  if (isIPv6(text)) return { host: text, port: undefined };
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  const plain = bracketed ?? /^([^:[\]]+)(?::(\d{1,5}))?$/.exec(text);
  const host = plain?.[1];
  if (!host || (bracketed ? !isIPv6(host) : !isHost(host))) return undefined;
  const port = plain[2] === undefined ? undefined : Number(plain[2]);
  if (port !== undefined && (port < 1 || port > 65535)) return undefined;
  return { host, port };
}

function isHost(text: string): boolean {
  // Only digits and dots, but no address: `010.0.0.1` and `1.2.3` mean different hosts to different readers.
  return isIPv4(text) || (HOST_NAME.test(text) && !/^[\d.]+$/.test(text));
}

/** A host as URIs and Via write it: IPv6 in brackets and without a zone, which means nothing to the other side. */
export function bracketed(host: string): string {
  return isIPv6(host) ? `[${host.split('%', 1)[0]}]` : host;
}

/** `host:port` as a user reads it. */
export function shownAddress(host: string, port: number | undefined): string {
  return port === undefined ? bracketed(host) : `${bracketed(host)}:${port}`;
}

/** 4, 6, or 0 for a name. */
export function addressFamily(host: string): 4 | 6 | 0 {
  const version = isIP(host);
  return version === 4 || version === 6 ? version : 0;
}
