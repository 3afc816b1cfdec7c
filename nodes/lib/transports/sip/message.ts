import { randomUUID } from 'node:crypto';
import type { CheckedRequest } from './notify';
import type { TransactionKey } from './transaction';
import { bracketed } from './uri';

/** What stays the same over all requests of one command: digest rounds and other targets (RFC 3261 section 8.1.3.5). */
export interface CallIdentity {
  readonly callId: string;
  readonly fromTag: string;
}

/** What one transaction's request adds to what it says. */
export interface RequestParts extends TransactionKey {
  readonly protocol: 'UDP' | 'TCP' | 'TLS';
  /** Our `host:port` towards this target. */
  readonly sentBy: string;
  /** Whole `Authorization: …` lines, one character per byte. */
  readonly authorization: readonly string[];
}

export function newCallIdentity(): CallIdentity {
  return { callId: randomUUID(), fromTag: randomUUID().slice(0, 13) };
}

/** 122 random bits behind the magic cookie of RFC 3261 section 8.1.1.7: a stranger cannot guess an answer's branch. */
export function newBranch(): string {
  return `z9hG4bK${randomUUID()}`;
}

/**
 * The bytes of a request outside any dialog, so that To has no tag: by RFC 3261 section 8.1.1, an OPTIONS also by
 * section 11.1, a NOTIFY by RFC 6665 section 8.2.1.
 */
export function buildRequest(request: CheckedRequest, parts: RequestParts): Buffer {
  const { method, uri } = request;
  const scheme = uri.secure ? 'sips' : 'sip';
  const transport = parts.protocol === 'UDP' || uri.secure ? '' : `;transport=${parts.protocol.toLowerCase()}`;
  const user = request.fromUser && `${request.fromUser}@`;
  const isNotify = method === 'NOTIFY';
  const lines = [
    `${method} ${uri.text} SIP/2.0`,
    `Via: SIP/2.0/${parts.protocol} ${parts.sentBy};rport;branch=${parts.branch}`,
    'Max-Forwards: 70',
    `From: ${request.from};tag=${parts.fromTag}`,
    `To: ${request.to}`,
    `Call-ID: ${parts.callId}`,
    `CSeq: ${parts.cseq} ${method}`,
    `Contact: <${scheme}:${user}${parts.sentBy}${transport}>`,
    ...(isNotify ? [`Event: ${request.event}`, 'Subscription-State: terminated'] : ['Accept: application/sdp']),
    ...parts.authorization.map((line) => Buffer.from(line, 'latin1')),
    'User-Agent: node-red-contrib-voip-phone',
    ...(request.contentType === '' ? [] : [`Content-Type: ${request.contentType}`]),
    `Content-Length: ${Buffer.byteLength(request.body, 'utf8')}`,
    '',
    request.body,
  ];
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [bytes(line)] : [LINE_END, bytes(line)])));
}

const LINE_END = Buffer.from('\r\n');

function bytes(line: string | Buffer): Buffer {
  return typeof line === 'string' ? Buffer.from(line, 'utf8') : line;
}

export function sentBy(host: string, port: number): string {
  return `${bracketed(host)}:${port}`;
}
