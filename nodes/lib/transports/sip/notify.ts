import type { ConnectionOptions } from 'node:tls';
import { PhoneError } from '../../errors';
import { type SentenceKey, sentence } from '../../sentences/sentence';
import { invalidValue } from './failures';
import { addressFamily, bracketed, type HostPort, parseHostPort, parseSipUri, type SipUri } from './uri';

export type SipTransport = 'udp' | 'tcp' | 'tls';

/** Where an out-of-dialog request goes and who sends it, as the phone's settings say it. Blank strings count as absent. */
export interface SipAddressing {
  /** `sip:` or `sips:` URI of the phone: becomes the Request-URI as it is. */
  readonly uri: string;
  /** Absent: the URI's `;transport=`, else RFC 3263, else UDP. */
  readonly transport?: SipTransport;
  /** Next hop: `host`, `host:port`, `[v6]:port`. The Request-URI stays. */
  readonly proxy?: string;
  /** Who sends: a URI, `"Name" <URI>`, or `user[@host]`. Absent: the SIP user, else `node-red`, at the URI's host. */
  readonly from?: string;
  /** Address, or address:port, to send from. The port is for UDP: connections take any. */
  readonly local?: string;
  readonly username?: string;
  readonly password?: string;
  /** Certificates and their checking, for TLS. */
  readonly tls?: ConnectionOptions;
  /** Whose request it is: `SipStack.forget` ends what was remembered for it. */
  readonly owner?: object;
}

/** One NOTIFY: the addressing, and what the command says. */
export interface SipNotify extends SipAddressing {
  readonly event: string;
  /** Blank where there is no body. */
  readonly contentType: string;
  readonly body: string;
}

export type SipMethod = 'NOTIFY' | 'OPTIONS';

/** A request that was found fit to send. */
export interface CheckedRequest {
  readonly method: SipMethod;
  readonly uri: SipUri;
  readonly transport: SipTransport | undefined;
  readonly nextHop: HostPort;
  readonly local: HostPort | undefined;
  /** The From header's value without its tag, and the user part in it for Contact. */
  readonly from: string;
  readonly fromUser: string;
  readonly to: string;
  readonly username: string;
  readonly password: string;
  readonly tls: ConnectionOptions | undefined;
  readonly owner: object | undefined;
  /** The rest is for a NOTIFY, and blank otherwise. */
  readonly event: string;
  readonly contentType: string;
  readonly body: string;
}

type FieldName = SentenceKey extends infer K ? (K extends `field.${infer N}` ? N : never) : never;

const TRANSPORTS: ReadonlySet<string> = new Set<SipTransport>(['udp', 'tcp', 'tls']);

/**
 * Checks everything that a person or a message gave before any of it reaches the wire.
 * @throws PhoneError NO_ADDRESS where there is no URI, else INVALID_VALUE; values are not repeated, they may hold a secret
 */
export function checkNotify(request: SipNotify): CheckedRequest {
  const { event, contentType, body } = request;
  refuseLineBreaks([
    ['event', event],
    ['contentType', contentType],
    ['body', body],
  ]);
  const addressing = checkAddressing(request);
  if (!/^[!-~]+$/.test(event)) throw invalidValue(sentence('sip.bad-event'));
  if (!/^[ -~]+$/.test(contentType) && body + contentType !== '') throw invalidValue(sentence('sip.bad-type'));
  return { method: 'NOTIFY', ...addressing, event, contentType, body };
}

/**
 * The same for an OPTIONS, which asks for a sign of life and nothing else (RFC 3261 section 11).
 * @throws as `checkNotify`
 */
export function checkOptions(request: SipAddressing): CheckedRequest {
  return { method: 'OPTIONS', ...checkAddressing(request), event: '', contentType: '', body: '' };
}

function checkAddressing(request: SipAddressing): Omit<CheckedRequest, 'method' | 'event' | 'contentType' | 'body'> {
  refuseLineBreaks([
    ['uri', request.uri],
    ['proxy', request.proxy],
    ['from', request.from],
    ['local', request.local],
    ['username', request.username],
    ['password', request.password],
  ]);
  if (!request.uri) throw new PhoneError('NO_ADDRESS', sentence('sip.no-uri'));
  const uri = parseSipUri(request.uri);
  if (!uri) throw invalidValue(sentence('sip.bad-uri'));
  const nextHop = request.proxy
    ? parseHostPort(request.proxy)
    : { host: uri.parameters.get('maddr') || uri.host, port: uri.port };
  if (!nextHop) throw invalidValue(sentence('sip.bad-proxy'));
  const sender = readFrom(request.from || request.username || 'node-red', uri, !request.from);
  return {
    uri,
    transport: chooseTransport(uri, request.transport),
    nextHop,
    local: readLocal(request.local),
    from: sender.value,
    fromUser: sender.user,
    // No port and no transport parameter in To (RFC 3261 table 1).
    to: `<${uri.secure ? 'sips' : 'sip'}:${uri.user ? `${uri.user}@` : ''}${bracketed(uri.host)}>`,
    username: request.username ?? '',
    password: request.password ?? '',
    tls: request.tls,
    owner: request.owner,
  };
}

/** A line break would let a value add headers of its own to the request. */
function refuseLineBreaks(values: readonly (readonly [name: FieldName, value: string | undefined])[]): void {
  for (const [name, value] of values) {
    if (value && /[\r\n\0]/.test(value)) {
      throw invalidValue(sentence('sip.line-break', { field: sentence(`field.${name}`) }));
    }
  }
}

function chooseTransport(uri: SipUri, configured: SipTransport | undefined): SipTransport | undefined {
  const parameter = uri.parameters.get('transport')?.toLowerCase();
  if (!configured && parameter && !TRANSPORTS.has(parameter)) {
    throw invalidValue(sentence('sip.bad-transport'));
  }
  if (!uri.secure) return configured ?? (parameter as SipTransport | undefined);
  // `sips:…;transport=tcp` means TLS over TCP (RFC 3261 section 26.2.2); UDP cannot carry it.
  if ((configured ?? 'tls') !== 'tls' || parameter === 'udp') throw invalidValue(sentence('sip.needs-tls'));
  return configured ?? (parameter ? 'tls' : undefined);
}

function readLocal(text: string | undefined): HostPort | undefined {
  if (!text) return undefined;
  const local = parseHostPort(text);
  if (!local || !addressFamily(local.host)) {
    throw invalidValue(sentence('sip.bad-local'));
  }
  return local;
}

/** @param isUser the text is a bare user name, whatever characters it holds */
function readFrom(text: string, uri: SipUri, isUser: boolean): { readonly value: string; readonly user: string } {
  const host = bracketed(uri.host);
  if (isUser) {
    // A login such as `1000@pbx` is a user with a host of its own.
    const user = escapeUser(text.split('@', 1)[0] || 'node-red');
    return { value: `<sip:${user}@${host}>`, user };
  }
  const parts = /^("[^"]*"|[^<>":;@]*)<([^<>]+)>$/.exec(text.replace(/"\s+</, '"<').trim());
  const name = (parts?.[1] ?? '').trim().replace(/^"|"$/g, '');
  const address = (parts?.[2] ?? text).trim();
  const written = /^sips?:/i.test(address) ? address : `sip:${address.includes('@') ? address : `${address}@${host}`}`;
  const from = parseSipUri(written);
  if (!from || /["\\\p{Cc}]/u.test(name)) {
    throw invalidValue(sentence('sip.bad-from'));
  }
  return { value: `${name && `"${name}" `}<${written}>`, user: from.user };
}

/** RFC 3261's user part: what else a login holds is percent-encoded. */
function escapeUser(user: string): string {
  // Half a surrogate pair is no character; writing it as UTF-8 makes it U+FFFD.
  return encodeURIComponent(Buffer.from(user, 'utf8').toString('utf8')).replace(
    /%(26|3D|2B|24|2C|3B|3F|2F)/g,
    (escaped) => decodeURIComponent(escaped),
  );
}
