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
