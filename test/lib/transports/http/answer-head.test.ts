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
    ];
    for (const [status, fields, by, isClear] of cases) {
      it(`${status}, ${JSON.stringify(fields)}`, () =>
        assert.deepEqual(new AnswerHead(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`).framing(status), { by, isClear }));
    }
  });

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
