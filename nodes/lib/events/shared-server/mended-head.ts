import { readRequestLine } from '../request-line';

/** What a request's head may measure, in bytes and lines, before nobody waits for its end. */
export const HEAD_LIMIT = 48 * 1024;
const HEADER_LINES = 64;

const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\0-\x08\x0a-\x1f\x7f]*$/;

/** Said by one hop to the next, or about a body: of no meaning for a mended GET on a connection that ends after it. */
const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'http2-settings',
  'content-length',
]);

/** Where the head's empty line ends; -1 where it is still to come. */
export function headEnd(packet: string): number {
  const end = /\n\r?\n/.exec(packet);
  return end ? end.index + end[0].length : -1;
}

/**
 * The head of a GET or HEAD request as a correct phone would have sent it.
 *
 * @param head one character per byte, from the request line to the empty line
 * @returns undefined where more is wrong with it than its request line and line ends. A body above all: a request that two
 *   servers could frame differently (RFC 9112 section 11.2) stays refused
 */
export function mendHead(head: string): { readonly target: string; readonly bytes: Buffer } | undefined {
  // The last two are the empty line and what follows it.
  const [first = '', ...headers] = head.split('\n').slice(0, -2).map(withoutCr);
  const line = readRequestLine(first);
  if (!line || (line.method !== 'GET' && line.method !== 'HEAD') || headers.length > HEADER_LINES) return undefined;
  const kept: string[] = [];
  for (const header of headers) {
    if (!HEADER.test(header)) return undefined;
    const colon = header.indexOf(':');
    const name = header.slice(0, colon).toLowerCase();
    if (name === 'transfer-encoding') return undefined;
    if (name === 'content-length' && header.slice(colon + 1).trim() !== '0') return undefined;
    if (!DROPPED.has(name)) kept.push(`${header}\r\n`);
  }
  const version = line.version === '1.1' ? '1.1' : '1.0';
  const mended = `${line.method} ${line.target} HTTP/${version}\r\n${kept.join('')}Connection: close\r\n\r\n`;
  return { target: line.target, bytes: Buffer.from(mended, 'latin1') };
}

export function withoutCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
