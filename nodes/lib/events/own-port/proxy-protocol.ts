import { isIPv4, isIPv6 } from 'node:net';
import { ipOf } from '../../identity/address';

/**
 * The PROXY protocol's header, versions 1 and 2 (haproxy.org, doc/proxy-protocol.txt), with which a proxy says whose
 * connection it passes on. Pure: bytes in, a finding out.
 */
export type ProxyHeader =
  /** It may still become a header. */
  | { readonly kind: 'incomplete' }
  /** It never will. */
  | { readonly kind: 'bad' }
  | {
      readonly kind: 'header';
      /** In bytes: what comes behind is the connection's. */
      readonly length: number;
      /** Normalised; '' where the proxy names none: of its own checks, or of what it does not know itself. */
      readonly address: string;
    };

const BAD: ProxyHeader = { kind: 'bad' };
const INCOMPLETE: ProxyHeader = { kind: 'incomplete' };

const V1_START = Buffer.from('PROXY ', 'latin1');
/** With its line end: the longest that two IPv6 addresses can need. */
const V1_LONGEST = 107;

const V2_START = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
/** Signature, version and command, family and protocol, length. */
const V2_FIXED = 16;
/** Of what may follow that. HAProxy's own TLVs, with a certificate's name, need some hundred bytes. */
const V2_LONGEST = 4096;
/** A TLV's type and length. */
const TLV_FIXED = 3;

const CR = 0x0d;
const LF = 0x0a;

/** The unspecified addresses, which nothing comes from (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.2). */
const UNSPECIFIED: readonly string[] = ['0.0.0.0', '::'];

/** @param bytes all that has come so far of a connection */
export function readProxyHeader(bytes: Buffer): ProxyHeader {
  if (bytes.length === 0) return INCOMPLETE;
  if (isBeginning(bytes, V1_START)) return readLine(bytes);
  if (isBeginning(bytes, V2_START)) return readBinary(bytes);
  return BAD;
}

/** As far as both go. */
function isBeginning(bytes: Buffer, start: Buffer): boolean {
  const length = Math.min(bytes.length, start.length);
  return bytes.compare(start, 0, length, 0, length) === 0;
}

function readLine(bytes: Buffer): ProxyHeader {
  const lineFeed = bytes.subarray(0, V1_LONGEST).indexOf(LF);
  if (lineFeed < 0) return bytes.length >= V1_LONGEST || hasLoneReturn(bytes) ? BAD : INCOMPLETE;
  if (bytes[lineFeed - 1] !== CR) return BAD;
  const line = bytes.toString('latin1', V1_START.length, lineFeed - 1);
  const address = line.includes('\r') ? undefined : addressInLine(line);
  return address === undefined ? BAD : { kind: 'header', length: lineFeed + 1, address };
}

/** A CR that no LF can follow any more. */
function hasLoneReturn(bytes: Buffer): boolean {
  const at = bytes.indexOf(CR);
  return at >= 0 && at < bytes.length - 1;
}

/** @param line what stands between `PROXY ` and the line end */
function addressInLine(line: string): string | undefined {
  // What follows UNKNOWN is to be ignored, by the specification.
  if (line === 'UNKNOWN' || line.startsWith('UNKNOWN ')) return '';
  const [family, source = '', destination = '', from = '', to = '', ...rest] = line.split(' ');
  const isAddress = family === 'TCP4' ? isIPv4 : family === 'TCP6' ? isPlainIPv6 : undefined;
  if (!isAddress?.(source) || !isAddress(destination) || !isPort(from) || !isPort(to) || rest.length > 0)
    return undefined;
  return specified(ipOf(source));
}

/** A zone means something on the proxy's machine alone. */
const isPlainIPv6 = (text: string): boolean => isIPv6(text) && !text.includes('%');
const isPort = (text: string): boolean => /^(?:0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535;

function readBinary(bytes: Buffer): ProxyHeader {
  const command = bytes[V2_START.length];
  // Version 2 in the upper half; 0 is LOCAL, 1 PROXY.
  if (command !== undefined && command !== 0x20 && command !== 0x21) return BAD;
  const family = bytes[V2_START.length + 1];
  if (family !== undefined && (family >> 4 > 3 || (family & 15) > 2)) return BAD;
  if (bytes.length < V2_FIXED) return INCOMPLETE;
  const rest = bytes.readUInt16BE(V2_FIXED - 2);
  if (rest > V2_LONGEST) return BAD;
  const length = V2_FIXED + rest;
  if (bytes.length < length) return INCOMPLETE;
  const block = bytes.subarray(V2_FIXED, length);
  // A LOCAL header may carry anything, and none of it counts.
  if (command === 0x20) return { kind: 'header', length, address: '' };
  return readBlock(block, family ?? 0, length);
}

/** Bytes of the two addresses and ports, by family and protocol: IPv4, IPv6, UNIX sockets. */
const ADDRESSES: Readonly<Record<number, number>> = { 1: 12, 2: 36, 3: 216 };

function readBlock(block: Buffer, family: number, length: number): ProxyHeader {
  const size = ADDRESSES[family >> 4] ?? 0;
  if (block.length < size) return { kind: 'header', length, address: '' };
  // Of an unspecified family nobody says how many bytes the addresses have.
  if (size > 0 && !areTlvs(block.subarray(size))) return BAD;
  const address = family === 0x11 ? ipv4At(block) : family === 0x21 ? ipv6At(block) : '';
  return { kind: 'header', length, address };
}

/** Whether it is a row of whole TLVs: who writes others has counted wrong, and perhaps the addresses too. */
function areTlvs(bytes: Buffer): boolean {
  let at = 0;
  while (at < bytes.length) {
    if (at + TLV_FIXED > bytes.length) return false;
    at += TLV_FIXED + bytes.readUInt16BE(at + 1);
  }
  return at === bytes.length;
}

const specified = (address = ''): string => (UNSPECIFIED.includes(address) ? '' : address);

const ipv4At = (block: Buffer): string => specified([...block.subarray(0, 4)].join('.'));

function ipv6At(block: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => block.readUInt16BE(2 * index).toString(16));
  return specified(ipOf(groups.join(':')));
}
