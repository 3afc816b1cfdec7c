import assert from 'node:assert/strict';
import { AnswerHead } from '../../../../nodes/lib/transports/http/answer-head';

describe('AnswerHead', () => {
  describe('keeps a connection only where the phone asks for it', () => {
    const cases: readonly (readonly [fields: string, keepAlive: boolean])[] = [
      ['', false],
      ['Connection: keep-alive', true],
      ['connection:KEEP-ALIVE', true],
      ['Connection: close', false],
      ['Connection: keep-alive, close', false],
      ['Connection: close, keep-alive', false],
      ['Connection: keep-alive\r\nConnection: Close', false],
      ['Keep-Alive: timeout=5', false],
      ['Proxy-Connection: keep-alive', false],
    ];
    for (const [fields, keepAlive] of cases) {
      it(JSON.stringify(fields), () =>
        assert.equal(new AnswerHead(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`).keepAlive, keepAlive),
      );
    }
  });

  describe('tells how its body ends', () => {
    const cases: readonly (readonly [status: number, fields: string, by: number | string, isClear: boolean])[] = [
      [200, '', 'close', false],
      [200, 'Content-Length: 17', 17, true],
      [200, 'Content-Length: 0', 0, true],
      [200, 'Content-Length: 9999999999999', 'close', false],
      [200, 'Content-Length: -1', 'close', false],
      [200, 'Content-Length: two', 'close', false],
      [200, 'Content-Length:', 'close', false],
      [200, 'Content-Length: 2\r\nContent-Length: 3', 'close', false],
      [200, 'Content-Length: 2\r\nContent-Length: 2', 2, true],
      [200, 'Transfer-Encoding: Chunked', 'chunks', true],
      [200, 'Transfer-Encoding: gzip, chunked', 'chunks', true],
      [200, 'Transfer-Encoding: chunked, gzip', 'close', false],
      [200, 'Transfer-Encoding: chunked\r\nContent-Length: 2', 'chunks', false],
      [204, '', 0, true],
      [304, 'Content-Length: 17', 0, false],
      [204, 'Content-Length: 17', 0, false],
      [204, 'Content-Length: two', 0, false],
      [204, 'Content-Length: 0', 0, true],
      [304, 'Content-Length: 0, 00', 0, false],
      [204, 'Transfer-Encoding: chunked', 0, false],
      [200, 'Transfer-Encoding: gzip\r\nContent-Length: 2', 2, false],
      [200, 'Transfer-Encoding: identity\r\nContent-Length: 2', 2, false],
      [200, 'Transfer-Encoding: gzip', 'close', false],
      // What others may read otherwise.
      [200, 'Transfer-Encoding: \x0bchunked', 'close', false],
      [200, 'Transfer-Encoding: chunked\x0c', 'close', false],
      [200, 'Transfer-Encoding:\xa0chunked', 'close', false],
      [200, 'Transfer-Encoding: "chunked"', 'close', false],
      [200, 'Transfer-Encoding: chunked;q=1', 'close', false],
      [200, 'Transfer-Encoding: xchunked', 'close', false],
      [200, 'Transfer-Encoding: x\r\n chunked', 'close', false],
      [200, 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', 'close', false],
      [200, 'Transfer-Encoding:\r\nContent-Length: 2', 2, false],
      [200, 'Transfer-Encoding\xa0: chunked\r\nContent-Length: 2', 2, true],
      [200, 'Transfer-Encoding \t: \tchunked \t', 'chunks', true],
      [200, 'X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 2', 2, true],
      [200, 'X: y\rTransfer-Encoding: chunked\r\nContent-Length: 2', 2, true],
      [200, 'Content-Length: \x0b2', 'close', false],
      [200, 'Content-Length: 2\0', 'close', false],
      [200, 'Content-Length: +2', 'close', false],
      [200, 'Content-Length: 0x2', 'close', false],
      [200, 'Content-Length: 2.0', 'close', false],
      [200, 'Content-Length: 2 2', 'close', false],
      [200, 'Content-Length: 2, 02', 'close', false],
      [200, 'Content-Length: 2\r\nContent-Length:', 'close', false],
    ];
    for (const [status, fields, by, isClear] of cases) {
      it(`${status}, ${JSON.stringify(fields)}`, () =>
        assert.deepEqual(new AnswerHead(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`).framing(status), { by, isClear }));
    }
  });

  for (const line of ['HTTP/1.0 200 OK', 'HTTP/0.9 200', 'http/1.0 200 ok']) {
    it(`trusts no chunks of ${line}`, () => {
      const head = new AnswerHead(`${line}\r\nTransfer-Encoding: chunked\r\n\r\n`);
      assert.deepEqual(head.framing(200), { by: 'chunks', isClear: false });
      assert.equal(new AnswerHead(`${line}\r\nContent-Length: 2\r\n\r\n`).framing(200).isClear, true);
    });
  }

  it('trusts no end that a cut head tells', () => {
    for (const [status, fields] of [
      [200, 'Content-Length: 0'],
      [200, 'Transfer-Encoding: chunked'],
      [204, ''],
    ] as const) {
      const text = `HTTP/1.1 200 OK\r\n${fields}\r\n`;
      assert.equal(new AnswerHead(text, false).framing(status).isClear, false, fields);
      assert.equal(new AnswerHead(text, true).framing(status).isClear, true, fields);
    }
  });

  it('tells for how long an unused connection is kept', () => {
    const patience = (fields: string) => new AnswerHead(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`).patience;
    assert.equal(patience('Keep-Alive: timeout=5, max=9'), 5);
    assert.equal(patience('Keep-Alive: max=9\r\nKeep-Alive: TIMEOUT=0'), 0);
    assert.equal(patience('Keep-Alive: 300'), undefined);
    assert.equal(patience('Connection: keep-alive'), undefined);
  });
});
