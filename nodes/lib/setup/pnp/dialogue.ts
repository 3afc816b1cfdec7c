import type { Subscribe } from './subscribe';

/** Our side of an exchange. */
export interface OurEnd {
  readonly tag: string;
  /** `192.168.5.2:40123`. */
  readonly sentBy: string;
}

export interface Notification extends OurEnd {
  readonly branch: string;
  /** Where the question came from, `192.168.5.20:5060`: what it says of itself is not asked. */
  readonly target: string;
  readonly url: string;
}

/** 200 to a question, one character per byte. */
export function okText(asked: Subscribe, { tag, sentBy }: OurEnd): string {
  return lines([
    'SIP/2.0 200 OK',
    ...asked.vias.map((via) => `Via: ${via}`),
    `From: ${asked.from}`,
    `To: ${asked.to};tag=${tag}`,
    `Call-ID: ${asked.callId}`,
    `CSeq: ${asked.cseq}`,
    `Contact: <sip:${sentBy}>`,
    'Expires: 0',
    'Content-Length: 0',
    '',
    '',
  ]);
}

/** The NOTIFY that names where its settings are, one character per byte. */
export function notifyText(asked: Subscribe, { tag, sentBy, branch, target, url }: Notification): string {
  return lines([
    `NOTIFY sip:${target} SIP/2.0`,
    `Via: SIP/2.0/UDP ${sentBy};rport;branch=${branch}`,
    'Max-Forwards: 70',
    `From: ${asked.to};tag=${tag}`,
    `To: ${asked.from}`,
    `Call-ID: ${asked.callId}`,
    'CSeq: 1 NOTIFY',
    `Contact: <sip:${sentBy}>`,
    'Event: ua-profile',
    'Subscription-State: terminated;reason=timeout',
    'Content-Type: application/url',
    `Content-Length: ${Buffer.byteLength(url, 'latin1')}`,
    '',
    url,
  ]);
}

/** In bytes, of an answer that is read. */
const LONGEST = 4096;

/** The branch of the NOTIFY that a datagram answers for good; undefined where it is no answer to one. */
export function answeredBranch(datagram: Buffer, most = LONGEST): string | undefined {
  if (datagram.length > most) return undefined;
  const text = datagram.toString('latin1');
  if (!/^SIP\/2\.0 [2-6]\d\d(?: |\r?\n)/.test(text)) return undefined;
  const via = text.split(/\r?\n/).find((line) => /^v(?:ia)? *:/i.test(line));
  return via && /;branch=([\w.-]{1,100})/.exec(via)?.[1];
}

function lines(all: readonly string[]): string {
  return all.join('\r\n');
}
