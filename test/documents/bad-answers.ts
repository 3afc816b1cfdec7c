import type { Socket } from 'node:net';
import type { ErrorCode } from '../../nodes/lib/errors';

/** What the phone does after its bytes. */
export type After = 'end' | 'reset' | 'open';

export interface BadAnswer {
  readonly name: string;
  readonly bytes: string | readonly string[];
  readonly after: After;
  readonly verdict: number | ErrorCode;
}

const OK = 'HTTP/1.1 200 OK\r\n';
const KEPT = `${OK}Connection: keep-alive\r\n`;
const CHUNKS = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
/** Of a head of so many bytes, its empty line included. */
const headOf = (bytes: number): string => `${OK}X: ${'x'.repeat(bytes - OK.length - 7)}\r\n\r\n`;

/** A row's first two cells in docs/bad-answers.md. */
export function cellsOf({ name, after, verdict }: BadAnswer): readonly [answer: string, verdict: string] {
  return [`${name}, then ${after}`, typeof verdict === 'number' ? `${verdict}` : `\`${verdict}\``];
}

/** Answers as bad web servers give them. Right is: a 2xx that arrived is a success, all else an error, once. */
export const BAD_ANSWERS: readonly BadAnswer[] = [
  // The first line says 2xx: the command was taken, whatever follows.
  { name: 'no reason phrase', bytes: 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'HTTP/1.0 without reason or fields', bytes: 'HTTP/1.0 200\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'HTTP/1.2', bytes: 'HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'HTTP/2.0 in text', bytes: 'HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'HTTP/0.9 with a status line', bytes: 'HTTP/0.9 200 OK\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'a lower-case protocol', bytes: 'http/1.1 200 ok\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'no version', bytes: 'HTTP 200 OK\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'two blanks before the status', bytes: 'HTTP/1.1  200 OK\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'a TAB before the status', bytes: 'HTTP/1.1\t200 OK\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'no blank after the status', bytes: 'HTTP/1.1 200OK\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'bare LF line ends', bytes: 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok', after: 'end', verdict: 200 },
  { name: 'bare LF, connection left open', bytes: 'HTTP/1.1 200 OK\n\n', after: 'open', verdict: 200 },
  { name: 'bare CR line ends', bytes: 'HTTP/1.1 200 OK\rContent-Length: 2\r\rok', after: 'end', verdict: 200 },
  {
    name: 'CR CR LF line ends',
    bytes: 'HTTP/1.1 200 OK\r\r\nContent-Length: 2\r\r\n\r\r\nok',
    after: 'end',
    verdict: 200,
  },
  {
    name: 'empty lines first',
    bytes: '\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    after: 'end',
    verdict: 200,
  },
  { name: 'bare LFs first', bytes: '\n\nHTTP/1.1 200 OK\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'the status line alone, then the end', bytes: OK, after: 'end', verdict: 200 },
  { name: 'the digits alone, then the end', bytes: 'HTTP/1.1 200', after: 'end', verdict: 200 },
  { name: 'the status line alone, then silence', bytes: OK, after: 'open', verdict: 200 },
  { name: 'the status line alone, then a reset', bytes: OK, after: 'reset', verdict: 200 },
  { name: 'the head cut in a field', bytes: `${OK}Content-Le`, after: 'end', verdict: 200 },
  { name: 'the head cut, then a reset', bytes: `${OK}Content-Le`, after: 'reset', verdict: 200 },
  {
    name: 'a body shorter than its length',
    bytes: `${OK}Content-Length: 100\r\n\r\nshort`,
    after: 'end',
    verdict: 200,
  },
  { name: 'a short body and silence', bytes: `${OK}Content-Length: 100\r\n\r\nshort`, after: 'open', verdict: 200 },
  { name: 'a short body and a reset', bytes: `${OK}Content-Length: 100\r\n\r\nshort`, after: 'reset', verdict: 200 },
  { name: 'a body longer than its length', bytes: `${OK}Content-Length: 2\r\n\r\nlonger`, after: 'end', verdict: 200 },
  {
    name: 'two lengths that differ',
    bytes: `${OK}Content-Length: 2\r\nContent-Length: 3\r\n\r\nok`,
    after: 'end',
    verdict: 200,
  },
  {
    name: 'two lengths that agree',
    bytes: `${OK}Content-Length: 2\r\nContent-Length: 2\r\n\r\nok`,
    after: 'end',
    verdict: 200,
  },
  { name: 'a length in letters', bytes: `${OK}Content-Length: two\r\n\r\nok`, after: 'end', verdict: 200 },
  { name: 'a negative length', bytes: `${OK}Content-Length: -1\r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'an empty length', bytes: `${OK}Content-Length:\r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'a huge length', bytes: `${OK}Content-Length: 99999999999999999999\r\n\r\n`, after: 'open', verdict: 200 },
  {
    name: 'no length, connection left open',
    bytes: `${OK}Content-Type: text/plain\r\n\r\nok`,
    after: 'open',
    verdict: 200,
  },
  {
    name: 'length and chunks at once',
    bytes: `${OK}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  { name: 'cut chunks', bytes: `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nab`, after: 'end', verdict: 200 },
  {
    name: 'a chunk size that is none',
    bytes: `${OK}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`,
    after: 'end',
    verdict: 200,
  },
  { name: 'an unknown transfer coding', bytes: `${OK}Transfer-Encoding: zipped\r\n\r\nok`, after: 'end', verdict: 200 },
  { name: 'a field without colon', bytes: `${OK}rubbish\r\nContent-Length: 0\r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'a field without name', bytes: `${OK}: value\r\nContent-Length: 0\r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'a blank before the colon', bytes: `${OK}Content-Length : 0\r\n\r\n`, after: 'end', verdict: 200 },
  {
    name: 'blanks in a field name',
    bytes: `${OK}My Field: x\r\nContent-Length: 0\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  {
    name: 'folded fields',
    bytes: `${OK}Server: a\r\n b\r\n\tc\r\nContent-Length: 0\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  { name: 'a folded first field', bytes: `${OK} folded\r\nContent-Length: 0\r\n\r\n`, after: 'end', verdict: 200 },
  {
    name: 'control bytes in a field',
    bytes: `${OK}Server: a\x01\x00\x7fb\r\nContent-Length: 0\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  {
    name: 'control bytes in the reason',
    bytes: 'HTTP/1.1 200 O\x00\x01K\r\nContent-Length: 0\r\n\r\n',
    after: 'end',
    verdict: 200,
  },
  {
    name: 'bytes beyond ASCII in reason and field',
    bytes: 'HTTP/1.1 200 \xb3\xc9\xb9\xa6\r\nServer: \xff\xfe\r\n\r\n',
    after: 'end',
    verdict: 200,
  },
  { name: 'junk instead of fields', bytes: `${OK}\x16\x03\x01\x02\x00\xff\xff`, after: 'end', verdict: 200 },
  { name: 'a head of 100 KB', bytes: `${OK}X: ${'x'.repeat(100_000)}\r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'a body of 1 MB', bytes: `${OK}\r\n${'x'.repeat(1_000_000)}`, after: 'end', verdict: 200 },
  {
    name: 'a body with 204',
    bytes: 'HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok',
    after: 'end',
    verdict: 204,
  },
  {
    name: 'a second answer unasked',
    bytes: `${OK}Content-Length: 0\r\n\r\nHTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n`,
    after: 'open',
    verdict: 200,
  },
  {
    name: 'a kept connection with a second answer unasked',
    bytes: `${OK}Connection: keep-alive\r\nContent-Length: 0\r\n\r\nHTTP/1.1 500 Oops\r\n\r\n`,
    after: 'open',
    verdict: 200,
  },
  {
    name: 'a wish to upgrade',
    bytes: `${OK}Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  {
    name: 'a kept connection that ends',
    bytes: `${OK}Connection: keep-alive\r\nContent-Length: 0\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  {
    name: '100 unasked',
    bytes: `HTTP/1.1 100 Continue\r\n\r\n${OK}Content-Length: 0\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  {
    name: '100 unasked, in a packet of its own',
    bytes: ['HTTP/1.1 100 Continue\r\n\r\n', `${OK}\r\n`],
    after: 'end',
    verdict: 200,
  },
  { name: '100 without its empty line', bytes: `HTTP/1.1 100 Continue\r\n${OK}\r\n`, after: 'end', verdict: 200 },
  {
    name: '102 and 103 before the answer',
    bytes: `HTTP/1.1 102 P\r\n\r\nHTTP/1.1 103 H\r\nLink: </x>\r\n\r\n${OK}\r\n`,
    after: 'end',
    verdict: 200,
  },
  {
    name: '101 unasked before the answer',
    bytes: `HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n${OK}\r\n`,
    after: 'end',
    verdict: 200,
  },
  { name: 'a status in pieces', bytes: ['HT', 'TP/1.1 2', '0', '0', ' OK\r', '\n\r\n'], after: 'end', verdict: 200 },
  // Found where the client was attacked: heads.
  { name: 'a NUL behind the status', bytes: 'HTTP/1.1 200\0OK\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'a CR in the reason', bytes: 'HTTP/1.1 200 O\rK\r\nContent-Length: 0\r\n\r\n', after: 'end', verdict: 200 },
  { name: 'pairs of CRs in the reason', bytes: 'HTTP/1.1 200 O\r\rK\r\rL\r\n\r\n', after: 'open', verdict: 200 },
  { name: 'a CR in a field', bytes: `${OK}A: b\rContent-Length: 9\r\n\r\nok`, after: 'end', verdict: 200 },
  { name: 'CRs alone, 20,000 of them', bytes: `${OK}${'\r'.repeat(20_000)}`, after: 'open', verdict: 200 },
  { name: 'line ends of every kind', bytes: 'HTTP/1.1 200 OK\nA: b\r\nC: d\r\r\n\n', after: 'end', verdict: 200 },
  { name: 'a head that ends at 16 KB', bytes: headOf(16 * 1024), after: 'end', verdict: 200 },
  { name: 'a head of one byte more', bytes: headOf(16 * 1024 + 1), after: 'end', verdict: 200 },
  { name: '10,000 fields', bytes: `${OK}${'A: b\r\n'.repeat(10_000)}\r\n`, after: 'end', verdict: 200 },
  { name: 'a head of 2 KB, byte by byte', bytes: headOf(2048).split(''), after: 'end', verdict: 200 },
  { name: 'a head without end, byte by byte', bytes: headOf(2048).slice(0, -2).split(''), after: 'open', verdict: 200 },
  {
    name: '100 with bare CR line ends',
    bytes: `HTTP/1.1 100 Continue\rA: b\r\r${OK}\r\n`,
    after: 'end',
    verdict: 200,
  },
  {
    name: '100 and the answer, byte by byte',
    bytes: `HTTP/1.1 100 Continue\r\n\r\n${OK}Content-Length: 2\r\n\r\nok`.split(''),
    after: 'end',
    verdict: 200,
  },
  // Bodies.
  { name: 'chunks without a chunk', bytes: CHUNKS, after: 'open', verdict: 200 },
  {
    name: 'chunk sizes with zeros',
    bytes: `${CHUNKS}0000000002\r\nok\r\n00000000000\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  { name: 'chunk sizes with blanks', bytes: `${CHUNKS}2 \t\r\nok\r\n0  \r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'chunks with bare LF', bytes: `${CHUNKS}2\nok\n0\n\n`, after: 'end', verdict: 200 },
  { name: 'a negative chunk size', bytes: `${CHUNKS}-2\r\nok\r\n0\r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'a chunk of 4 GB', bytes: `${CHUNKS}ffffffff\r\nok`, after: 'open', verdict: 200 },
  { name: 'a chunk size beyond counting', bytes: `${CHUNKS}10000000000000002\r\nok\r\n`, after: 'open', verdict: 200 },
  { name: 'a chunk longer than its size', bytes: `${CHUNKS}2\r\nok!\r\n0\r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'a chunk size without end', bytes: `${CHUNKS}${'0'.repeat(100_000)}`, after: 'open', verdict: 200 },
  {
    name: 'a long chunk extension',
    bytes: `${CHUNKS}2;${'e;'.repeat(4000)}\r\nok\r\n0\r\n\r\n`,
    after: 'end',
    verdict: 200,
  },
  { name: 'a chunk extension without end', bytes: `${CHUNKS}2;${'e'.repeat(100_000)}`, after: 'open', verdict: 200 },
  {
    name: 'ever more chunk extensions',
    bytes: `${CHUNKS}${`1;${'e'.repeat(10_000)}\r\nx\r\n`.repeat(20)}`,
    after: 'open',
    verdict: 200,
  },
  { name: 'trailers', bytes: `${CHUNKS}0\r\nContent-Length: 9\r\nSet-Cookie: x\r\n\r\n`, after: 'end', verdict: 200 },
  { name: 'trailers without end', bytes: `${CHUNKS}0\r\n${'A: b\r\n'.repeat(20_000)}`, after: 'open', verdict: 200 },
  {
    name: 'chunks by HTTP/1.0',
    bytes: 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    after: 'end',
    verdict: 200,
  },
  {
    name: 'a packed body that is none',
    bytes: `${OK}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok`,
    after: 'end',
    verdict: 200,
  },
  { name: 'a body of NULs', bytes: `${OK}Content-Length: 9\r\n\r\n${'\0'.repeat(9)}`, after: 'end', verdict: 200 },
  // Promises to keep the connection: the next command finds its own answer.
  {
    name: 'kept, with 204 and a body',
    bytes: `${KEPT}Content-Length: 2\r\n\r\nok`.replace('200', '204'),
    after: 'open',
    verdict: 204,
  },
  { name: 'kept, with a body behind no length', bytes: `${KEPT}\r\nok`, after: 'open', verdict: 200 },
  {
    name: 'kept, with a line end behind its body',
    bytes: `${KEPT}Content-Length: 2\r\n\r\nok\r\n`,
    after: 'open',
    verdict: 200,
  },
  {
    name: 'kept, with a byte behind it, in a packet of its own',
    bytes: [`${KEPT}Content-Length: 0\r\n\r\n`, 'x'],
    after: 'open',
    verdict: 200,
  },
  {
    name: 'kept, with a second answer in a packet of its own',
    bytes: [`${KEPT}Content-Length: 0\r\n\r\n`, 'HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n'],
    after: 'open',
    verdict: 200,
  },
  { name: 'kept, with its head cut', bytes: `${KEPT}Content-Length: 0\r\n`, after: 'open', verdict: 200 },
  {
    name: 'kept, with an unknown coding beside its length',
    bytes: `${KEPT}Transfer-Encoding: x\r\nContent-Length: 2\r\n\r\nok`,
    after: 'open',
    verdict: 200,
  },
  {
    name: 'kept, with a coding that is almost chunked',
    bytes: `${KEPT}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`,
    after: 'open',
    verdict: 200,
  },
  {
    name: 'kept, with length and chunks at once',
    bytes: `${KEPT}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    after: 'open',
    verdict: 200,
  },
  {
    name: 'kept, with chunks that are none',
    bytes: `${KEPT}Transfer-Encoding: chunked\r\n\r\nHTTP/1.1 500 Oops\r\n\r\n`,
    after: 'open',
    verdict: 200,
  },
  {
    name: 'kept for no time',
    bytes: `${KEPT}Keep-Alive: timeout=0\r\nContent-Length: 0\r\n\r\n`,
    after: 'open',
    verdict: 200,
  },
  { name: 'kept, then a reset', bytes: `${KEPT}Content-Length: 0\r\n\r\n`, after: 'reset', verdict: 200 },
  // The first line says otherwise: an error, once.
  {
    name: 'a redirect',
    bytes: 'HTTP/1.1 302 Found\r\nLocation: /login.htm\r\nContent-Length: 0\r\n\r\n',
    after: 'end',
    verdict: 302,
  },
  { name: '401 without a challenge', bytes: 'HTTP/1.1 401 Unauthorized\r\n\r\n', after: 'end', verdict: 401 },
  { name: '403 with bare LF', bytes: 'HTTP/1.0 403 Forbidden\n\nno', after: 'end', verdict: 403 },
  { name: '500 and a reset', bytes: 'HTTP/1.1 500 Oops\r\n', after: 'reset', verdict: 500 },
  { name: '503 and silence', bytes: 'HTTP/1.1 503 Server Too Busy\r\n', after: 'open', verdict: 503 },
  { name: 'a status beyond 599', bytes: 'HTTP/1.1 999 Denied\r\n\r\n', after: 'end', verdict: 999 },
  {
    name: '100 after 200 in the same packet, status 404 first',
    bytes: 'HTTP/1.1 404 Not Found\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
    after: 'end',
    verdict: 404,
  },
  {
    name: 'a redirect to no web address',
    bytes: 'HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n',
    after: 'end',
    verdict: 302,
  },
  {
    name: '401 with a challenge that breaks its line',
    bytes: 'HTTP/1.1 401 x\r\nWWW-Authenticate: Digest realm="a\x01b", nonce="n"\r\nContent-Length: 0\r\n\r\n',
    after: 'end',
    verdict: 401,
  },
  {
    name: '401 with a challenge in its trailers',
    bytes: 'HTTP/1.1 401 x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nWWW-Authenticate: Basic\r\n\r\n',
    after: 'end',
    verdict: 401,
  },
  { name: '407, a proxy’s', bytes: 'HTTP/1.1 407 x\r\nProxy-Authenticate: Basic\r\n\r\n', after: 'end', verdict: 407 },
  // No status arrived.
  { name: 'nothing, then the end', bytes: '', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'nothing, then a reset', bytes: '', after: 'reset', verdict: 'UNREADABLE_ANSWER' },
  { name: 'nothing, then silence', bytes: '', after: 'open', verdict: 'TIMEOUT' },
  { name: 'half a status, then the end', bytes: 'HTTP/1.1 20', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'half a status, then a reset', bytes: 'HTTP/1.1 2', after: 'reset', verdict: 'UNREADABLE_ANSWER' },
  { name: 'half a status, then silence', bytes: 'HTTP/1.1 20', after: 'open', verdict: 'TIMEOUT' },
  { name: 'empty lines, then silence', bytes: '\r\n\r\n', after: 'open', verdict: 'TIMEOUT' },
  { name: '100 alone, then silence', bytes: 'HTTP/1.1 100 Continue\r\n\r\n', after: 'open', verdict: 'TIMEOUT' },
  {
    name: '100 alone, then the end',
    bytes: 'HTTP/1.1 100 Continue\r\n\r\n',
    after: 'end',
    verdict: 'UNREADABLE_ANSWER',
  },
  {
    name: '100 for ever',
    bytes: 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(2000),
    after: 'open',
    verdict: 'UNREADABLE_ANSWER',
  },
  { name: 'empty lines for ever', bytes: '\r\n'.repeat(50_000), after: 'open', verdict: 'UNREADABLE_ANSWER' },
  { name: 'four digits', bytes: 'HTTP/1.1 2000 OK\r\n\r\n', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'two digits', bytes: 'HTTP/1.1 20 OK\r\n\r\n', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'a status below 100', bytes: 'HTTP/1.1 020 OK\r\n\r\n', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'no status', bytes: 'HTTP/1.1 OK\r\n\r\n', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'ICY', bytes: 'ICY 200 OK\r\n\r\n', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'SIP', bytes: 'SIP/2.0 200 OK\r\n\r\n', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  {
    name: 'a page without a head (HTTP/0.9)',
    bytes: '<html>200 OK</html>',
    after: 'end',
    verdict: 'UNREADABLE_ANSWER',
  },
  { name: 'junk before the status line', bytes: `junk\r\n${OK}\r\n`, after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'a TLS alert', bytes: '\x15\x03\x01\x00\x02\x02\x0a', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  {
    name: '16 KB of 103, then 200',
    bytes: `${'HTTP/1.1 103 Hints\r\n\r\n'.repeat(800)}${OK}\r\n`,
    after: 'end',
    verdict: 'UNREADABLE_ANSWER',
  },
  {
    name: '100, then junk',
    bytes: 'HTTP/1.1 100 Continue\r\n\r\njunk\r\n',
    after: 'end',
    verdict: 'UNREADABLE_ANSWER',
  },
  { name: 'a sign before the status', bytes: 'HTTP/1.1 +200 OK\r\n\r\n', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'raised digits', bytes: 'HTTP/1.1 \xb2\xb9\xb9 OK\r\n\r\n', after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'a byte order mark first', bytes: `\xef\xbb\xbf${OK}\r\n`, after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'a NUL first', bytes: `\0${OK}\r\n`, after: 'end', verdict: 'UNREADABLE_ANSWER' },
  { name: 'a frame of HTTP/2', bytes: '\0\0\x06\x04\0\0\0\0\0', after: 'open', verdict: 'UNREADABLE_ANSWER' },
  { name: 'the greeting of SSH', bytes: 'SSH-2.0-dropbear\r\n', after: 'open', verdict: 'UNREADABLE_ANSWER' },
  { name: 'the questions of Telnet', bytes: '\xff\xfd\x18\xff\xfd\x20', after: 'open', verdict: 'UNREADABLE_ANSWER' },
  { name: 'zeros', bytes: '\0'.repeat(1000), after: 'open', verdict: 'UNREADABLE_ANSWER' },
];

/** Writes piece by piece, each once the one before has left; the end comes with the last, as servers send it. */
export function write(socket: Socket, pieces: readonly string[], after: After): void {
  const [piece, ...others] = pieces;
  if (piece === undefined) {
    if (after === 'end') socket.end();
    if (after === 'reset') socket.resetAndDestroy();
    return;
  }
  if (others.length === 0 && after === 'end') socket.end(piece, 'latin1');
  else socket.write(piece, 'latin1', () => setImmediate(write, socket, others, after));
}
