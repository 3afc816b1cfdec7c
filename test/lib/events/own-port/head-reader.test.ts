import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HeadReader, type RequestHead } from '../../../../nodes/lib/events/own-port/head-reader';

const LIMITS = { requestLine: 200, headerLines: 4, headerBytes: 100 };

function readAll(pieces: readonly string[]) {
  const reader = new HeadReader(LIMITS);
  const heads: RequestHead[] = [];
  for (const piece of pieces) {
    const fault = reader.read(Buffer.from(piece, 'latin1'), (head) => {
      heads.push(head);
      return head.persistent;
    });
    if (fault) return { heads, fault, reader };
  }
  return { heads, fault: undefined, reader };
}

const targets = (heads: readonly RequestHead[]) => heads.map(({ line }) => line.target);

describe('HeadReader', () => {
  const PIPELINE =
    'GET /a HTTP/1.1\r\nHost: x\r\n\r\n\r\nGET /b?n=J\xf6rg D HTTP/1.1\nHost: x\n\nHEAD /c HTTP/1.0\r\n\r\n';

  it('reads several requests of one packet', () => {
    const { heads, fault, reader } = readAll([PIPELINE]);
    assert.equal(fault, undefined);
    assert.deepEqual(targets(heads), ['/a', '/b?n=J%F6rg%20D', '/c']);
    assert.deepEqual(
      heads.map(({ persistent }) => persistent),
      [true, true, false],
    );
    assert.ok(reader.idle);
  });

  it('reads the same wherever the bytes are cut', () => {
    for (let cut = 1; cut < PIPELINE.length; cut++) {
      const { heads } = readAll([PIPELINE.slice(0, cut), PIPELINE.slice(cut)]);
      assert.deepEqual(targets(heads), ['/a', '/b?n=J%F6rg%20D', '/c'], `cut at ${cut}`);
    }
    assert.deepEqual(targets(readAll(PIPELINE.split('')).heads), ['/a', '/b?n=J%F6rg%20D', '/c']);
  });

  const persistence: readonly (readonly [request: string, persistent: boolean])[] = [
    ['GET / HTTP/1.1\r\n\r\n', true],
    ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nCONNECTION : TE , Close\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nConnection: TE\r\nConnection: close\r\n\r\n', false],
    ['GET / HTTP/1.0\r\n\r\n', false],
    ['GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n', true],
    ['GET /\r\nConnection: keep-alive\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n', true],
    ['GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nContent-Length: +0\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nContent-Length : 5\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nX: a\r\n Content-Length: 5\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nX: a\rContent-Length: 5\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nno header\r\n\r\n', false],
  ];
  for (const [request, persistent] of persistence) {
    it(`${persistent ? 'goes on' : 'ends'} after ${JSON.stringify(request)}`, () => {
      const { heads, fault } = readAll([`${request}GET /next HTTP/1.0\r\n\r\n`]);
      assert.equal(fault, undefined);
      assert.deepEqual(targets(heads), persistent ? ['/', '/next'] : ['/']);
    });
  }

  const faults: readonly (readonly [why: string, request: string, fault: number])[] = [
    ['a TLS hello', '\x16\x03\x01\x02\x00\x01', 400],
    ['a digit', '1', 400],
    ['a blank', ' GET / HTTP/1.0\r\n\r\n', 400],
    ['a byte of a UTF-8 letter', '\xc3', 400],
    ['three blank lines', '\r\n\r\n\r\n', 400],
    ['a line that is no request line', 'HELLO\r\n', 400],
    ['two lengths', 'GET / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n', 400],
    ['a length and chunks', 'GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['a long line', `GET /${'a'.repeat(200)} HTTP/1.0\r\n\r\n`, 414],
    ['a long line without an end', `GET /${'a'.repeat(200)}`, 414],
    ['five headers', `GET / HTTP/1.0\r\n${'A: b\r\n'.repeat(5)}\r\n`, 431],
    ['long headers', `GET / HTTP/1.0\r\n${`A: ${'b'.repeat(40)}\r\n`.repeat(3)}\r\n`, 431],
    ['a long header without an end', `GET / HTTP/1.0\r\nA: ${'b'.repeat(100)}`, 431],
  ];
  for (const [why, request, fault] of faults) {
    it(`refuses ${why}, in one piece and byte by byte`, () => {
      assert.deepEqual({ ...readAll([request]), reader: 0 }, { heads: [], fault, reader: 0 });
      assert.deepEqual({ ...readAll(request.split('')), reader: 0 }, { heads: [], fault, reader: 0 });
    });
  }

  const forwarded: readonly (readonly [headers: string, chain: string | undefined])[] = [
    ['Host: x\r\n', undefined],
    ['X-Forwarded-For: 10.0.0.1\r\n', '10.0.0.1'],
    ['x-forwarded-for:a,b\r\nX-FORWARDED-FOR:  c \r\n', 'a,b,c'],
    ['X-Forwarded-For: a\r\n b\r\n', '?'],
    ['X-Forwarded-For : a\r\n', '?'],
    ['X-Forwarded-For: a\rb\r\n', '?'],
    [' X-Forwarded-For: a\r\n', '?'],
    ['X_Forwarded_For: a\r\n', undefined],
  ];
  for (const [headers, chain] of forwarded) {
    it(`hands on who is behind a proxy: ${JSON.stringify(headers)}`, () => {
      const { heads } = readAll([`GET / HTTP/1.1\r\n${headers}\r\nGET /next HTTP/1.0\r\n\r\n`]);
      assert.equal(heads[0]?.forwardedFor, chain);
      assert.equal(heads[1]?.forwardedFor, undefined);
    });
  }

  const pages: readonly (readonly [headers: string, is: true | undefined])[] = [
    ['Host: x\r\n', undefined],
    ['Host: x\r\nSec-Fetch-Site: cross-site\r\n', true],
    ['SEC-FETCH-SITE:same-site\r\n', true],
    ['Sec-Fetch-Site : cross-site\r\n', true],
    ['Host: x\r\nSec-Fetch-Site: none\r\n', undefined],
    ['Host: x\r\nOrigin: http://y\r\n', true],
    ['Origin: http://y\r\nHost: y\r\n', undefined],
    ['Host: x\r\nHost: y\r\nOrigin: http://x\r\n', true],
    ['Host: x\r\nOrigin: null\r\n', true],
  ];
  for (const [headers, is] of pages) {
    it(`hands on whether a web page sent it: ${JSON.stringify(headers)}`, () => {
      const { heads } = readAll([`GET / HTTP/1.1\r\n${headers}\r\nGET /next HTTP/1.0\r\n\r\n`]);
      assert.equal(heads[0]?.fromWebPage, is);
      // Folded headers and the like end the connection.
      assert.equal(heads[1]?.fromWebPage, undefined);
    });
  }

  it('stops where it is told to, and says where', () => {
    const reader = new HeadReader(LIMITS);
    const first = 'GET /a HTTP/1.1\r\n\r\n';
    const chunk = Buffer.from(`${first}GET /b HTTP/1.1\r\n\r\nGET`);
    assert.equal(
      reader.read(chunk, () => false),
      undefined,
    );
    assert.equal(reader.position, first.length);
    const heads: RequestHead[] = [];
    reader.read(chunk.subarray(reader.position), (head) => heads.push(head) > 0);
    assert.deepEqual(targets(heads), ['/b']);
    assert.equal(reader.position, chunk.length - first.length);
    assert.ok(!reader.idle);
  });

  it('counts each request for itself', () => {
    const request = `GET /${'a'.repeat(150)} HTTP/1.1\r\n${'A: b\r\n'.repeat(4)}\r\n`;
    assert.equal(readAll([request.repeat(50)]).heads.length, 50);
  });
});
