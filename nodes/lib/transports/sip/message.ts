import { randomUUID } from 'node:crypto';
import type { CheckedNotify } from './notify';
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
  /** Whole `Authorization: …` lines. */
  readonly authorization: readonly string[];
}

export function newCallIdentity(): CallIdentity {
  return { callId: randomUUID(), fromTag: randomUUID().slice(0, 13) };
}

/** 122 random bits behind the magic cookie of RFC 3261 section 8.1.1.7: a stranger cannot guess an answer's branch. */
export function newBranch(): string {
  return `z9hG4bK${randomUUID()}`;
}

/** The bytes of a NOTIFY by RFC 3261 section 8.1.1 and RFC 6665 section 8.2.1, outside any dialog: To has no tag. */
export function buildNotify(notify: CheckedNotify, parts: RequestParts): Buffer {
  const scheme = notify.uri.secure ? 'sips' : 'sip';
  const transport = parts.protocol === 'UDP' || notify.uri.secure ? '' : `;transport=${parts.protocol.toLowerCase()}`;
  const user = notify.fromUser && `${notify.fromUser}@`;
  const lines = [
    `NOTIFY ${notify.uri.text} SIP/2.0`,
    `Via: SIP/2.0/${parts.protocol} ${parts.sentBy};rport;branch=${parts.branch}`,
    'Max-Forwards: 70',
    `From: ${notify.from};tag=${parts.fromTag}`,
    `To: ${notify.to}`,
    `Call-ID: ${parts.callId}`,
    `CSeq: ${parts.cseq} NOTIFY`,
    `Contact: <${scheme}:${user}${parts.sentBy}${transport}>`,
    `Event: ${notify.event}`,
    'Subscription-State: terminated',
    ...parts.authorization,
    'User-Agent: node-red-contrib-voip-phone',
    `Content-Type: ${notify.contentType}`,
    `Content-Length: ${Buffer.byteLength(notify.body, 'utf8')}`,
    '',
    notify.body,
  ];
  return Buffer.from(lines.join('\r\n'), 'utf8');
}

export function sentBy(host: string, port: number): string {
  return `${bracketed(host)}:${port}`;
}
