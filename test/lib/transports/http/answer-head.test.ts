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
});
