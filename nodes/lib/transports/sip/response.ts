import { type Headers, headerParameter, parseHeaders, splitOutsideQuotes } from '../../sip-header';

/** A response as far as a client needs it. */
export interface SipResponse {
  /** 100 to 699. */
  readonly status: number;
  /** Of the one Via. */
  readonly branch: string;
  readonly callId: string;
  readonly fromTag: string;
  readonly cseq: { readonly number: number; readonly method: string };
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What a head says about the message it begins, response or not. */
export interface MessageHead {
  /** Undefined for a request, another version or an absurd status. */
  readonly status: number | undefined;
  readonly headers: Headers;
  /** Bytes; undefined where the header is absent. */
  readonly contentLength: number | undefined;
}

export const HEAD_LIMIT = 16 * 1024;
export const BODY_LIMIT = 64 * 1024;

/** Where the head ends and the body starts; undefined where the blank line is not there. Bare line feeds are understood. */
export function findHeadEnd(bytes: Buffer, from = 0): { readonly end: number; readonly body: number } | undefined {
  for (let index = bytes.indexOf(0x0a, from); index >= 0; index = bytes.indexOf(0x0a, index + 1)) {
    if (bytes[index + 1] === 0x0a) return { end: index, body: index + 2 };
    if (bytes[index + 1] === 0x0d && bytes[index + 2] === 0x0a) return { end: index, body: index + 3 };
  }
  return undefined;
}

/** Reads start line and headers. @returns undefined where the length of the body cannot be told */
export function parseHead(head: Buffer): MessageHead | undefined {
  // One character per byte: a realm is hashed and echoed as it came. What else is looked at is ASCII.
  const text = head.toString('latin1');
  const lineEnd = text.indexOf('\n');
  const startLine = (lineEnd < 0 ? text : text.slice(0, lineEnd)).trim();
  const headers = parseHeaders(lineEnd < 0 ? '' : text.slice(lineEnd + 1));
  const lengths = headers.get('content-length') ?? [];
  // Two lengths that disagree are a smuggler's tool: the message has no known end.
  if (lengths.some((value) => !/^\d{1,9}$/.test(value) || Number(value) !== Number(lengths[0]))) return undefined;
  const status = /^SIP\/2\.0[ \t]+([1-6]\d\d)(?:[ \t]|$)/i.exec(startLine)?.[1];
  return {
    status: status === undefined ? undefined : Number(status),
    headers,
    contentLength: lengths[0] === undefined ? undefined : Number(lengths[0]),
  };
}

/**
 * The response in a head, by RFC 3261 sections 8.1.3.3 and 17.1.3.
 * @returns undefined for requests, and where a field that identifies the transaction is missing, doubled or absurd
 */
export function readResponse(head: MessageHead, body: Uint8Array): SipResponse | undefined {
  const { status, headers } = head;
  const via = only(headers, 'via');
  const cseq = /^(\d{1,20})[ \t]+(\S+)$/.exec(only(headers, 'cseq') ?? '');
  const callId = only(headers, 'call-id');
  const from = only(headers, 'from');
  // More than one Via: the response was meant for somebody else (RFC 3261 section 8.1.3.3).
  if (status === undefined || !via || !cseq || !callId || !from || splitOutsideQuotes(via, ',').length > 1)
    return undefined;
  const branch = headerParameter(via, 'branch');
  const fromTag = headerParameter(from, 'tag');
  if (!branch || !fromTag) return undefined;
  return { status, branch, callId, fromTag, cseq: { number: Number(cseq[1]), method: cseq[2] ?? '' }, headers, body };
}

/** The response in a datagram; undefined where it holds none, or not all of one (RFC 3261 section 18.3). */
export function parseDatagram(datagram: Buffer): SipResponse | undefined {
  let start = 0;
  while (datagram[start] === 0x0d || datagram[start] === 0x0a) start += 1;
  // A status line is told by its first letters: stray requests, or our own reflected, are not worth parsing.
  if (!/^sip\/$/i.test(datagram.toString('latin1', start, start + 4))) return undefined;
  const border = findHeadEnd(datagram, start);
  if (!border || border.end - start > HEAD_LIMIT) return undefined;
  const head = parseHead(datagram.subarray(start, border.end));
  if (!head) return undefined;
  const end = border.body + (head.contentLength ?? datagram.length - border.body);
  return end > datagram.length ? undefined : readResponse(head, datagram.subarray(border.body, end));
}

function only(headers: Headers, name: string): string | undefined {
  const values = headers.get(name);
  return values?.length === 1 ? values[0] : undefined;
}
