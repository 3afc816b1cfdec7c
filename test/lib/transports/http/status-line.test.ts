import assert from 'node:assert/strict';
import { readStatusLine } from '../../../../nodes/lib/transports/http/status-line';

describe('readStatusLine', () => {
  it('reads the status of every beginning that can only be an HTTP answer', () => {
    for (const [line, status] of [
      ['HTTP/1.1 200 OK\r\n', 200],
      ['HTTP/1.0 200\n', 200],
      ['HTTP/1.1 200\r', 200],
      ['HTTP/1.2 204 ', 204],
      ['HTTP/2 200 ', 200],
      ['HTTP/1. 200 ', 200],
      ['http/1.1 302 Found', 302],
      ['HTTP 200 OK', 200],
      ['HTTP/1.1\t401\t', 401],
      ['HTTP/1.1   503 Busy', 503],
      ['HTTP/1.1 200OK', 200],
      ['HTTP/1.1 200\0', 200],
      ['HTTP/1.1 999 ', 999],
      ['HTTP/1.1 100 Continue', 100],
    ] as const) {
      assert.equal(readStatusLine(line, false), status, line);
      assert.equal(readStatusLine(line, true), status, line);
    }
  });

  it('waits until no further digit can come', () => {
    assert.equal(readStatusLine('HTTP/1.1 200', false), 'more');
    assert.equal(readStatusLine('HTTP/1.1 200', true), 200);
    assert.equal(readStatusLine('HTTP/1.1 20', true), 'more');
  });

  it('finds each beginning of a status line promising', () => {
    for (const line of ['HTTP/1.1 200', 'HTTP/2 200', 'HTTP 404', 'http/1.0\t5']) {
      for (let length = 0; length <= line.length; length += 1) {
        assert.equal(readStatusLine(line.slice(0, length), false), 'more', line.slice(0, length));
      }
    }
  });

  it('sees at once what is none', () => {
    for (const line of [
      'ICY 200 OK',
      'SIP/2.0 200 OK',
      'RTSP/1.0 200 OK',
      '200 OK',
      '<html>',
      'HTTPS/1.1 200 OK',
      'HTTP/1.1200 OK',
      'HTTP/1.1 2000 ',
      'HTTP/1.1 020 ',
      'HTTP/1.1 abc ',
      'HTTP/1.1 20 OK',
      'HTTP/1.1 +200 ',
      'HTTP/1.1\r\n200 OK',
      'HTTP/a.b 200 ',
      'XHTTP/1.1 200 ',
      '\0HTTP/1.1 200 ',
      `HTTP/1.1${' '.repeat(9)}`,
      `HTTP/${'1'.repeat(4)}`,
    ]) {
      assert.equal(readStatusLine(line, false), 'nonsense', line);
    }
  });
});
