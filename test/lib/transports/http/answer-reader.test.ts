import assert from 'node:assert/strict';
import type { AnswerHead } from '../../../../nodes/lib/transports/http/answer-head';
import { AnswerReader } from '../../../../nodes/lib/transports/http/answer-reader';

/** Feeds an answer in pieces of `size` bytes; what was seen, and how the body is told to end, with what came of it. */
function read(answer: string, size: number, ended = true) {
  const seen: (string | number)[] = [];
  let head: AnswerHead | undefined;
  let framing = '';
  let body = '';
  const reader = new AnswerReader({
    onStatus: (status) => seen.push(status),
    onHead: (value, status) => {
      head = value;
      const { by, isClear } = value.framing(status);
      framing = isClear ? `${by}` : `${by}, not clear`;
      seen.push('head');
    },
    onBody: (bytes) => {
      body += bytes.toString('latin1');
    },
    onUnreadable: (kind) => seen.push(kind),
  });
  for (let at = 0; at < answer.length; at += size) {
    reader.feed(Buffer.from(answer.slice(at, at + size), 'latin1'));
  }
  if (ended) reader.end();
  return { seen, head, passed: framing && `${framing}: ${body}` };
}

describe('AnswerReader', () => {
  const cases: [name: string, answer: string, seen: (string | number)[], passed: string][] = [
    ['a plain answer', 'HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok', [200, 'head'], '2: ok'],
    [
      'a kept connection',
      'HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=5, max=9\r\nContent-Length: 0\r\n\r\n',
      [200, 'head'],
      '0: ',
    ],
    [
      'bare LF',
      'HTTP/1.1 401 No\nWWW-Authenticate: Basic\nTransfer-Encoding: chunked\n\n0\n\n',
      [401, 'head'],
      'chunks: 0\n\n',
    ],
    ['bare CR', 'HTTP/1.1 200 OK\rServer: x\r\rbody', [200, 'head'], 'close, not clear: body'],
    ['a CR in the reason', 'HTTP/1.1 200 O\rK\r\nContent-Length: 2\r\n\r\nok', [200, 'head'], '2: ok'],
    ['a CR in a field', 'HTTP/1.1 200 OK\r\nA: b\rContent-Length: 9\r\n\r\nok', [200, 'head'], 'close, not clear: ok'],
    ['bare CR with a LF in the body', 'HTTP/1.1 200 OK\rA: b\r\rx\n\ny', [200, 'head'], 'close, not clear: x\n\ny'],
    ['CR CR LF', 'HTTP/1.1 200 OK\r\r\nContent-Length: 1\r\r\n\r\r\nx', [200, 'head'], '1: x'],
    [
      'interim answers, one of them without its empty line',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\nHTTP/1.1 204 Done\r\n\r\n',
      [204, 'head'],
      '0: ',
    ],
    ['empty lines first', '\r\n\n \r\nHTTP/1.1 200 \r\n\r\n', [200, 'head'], 'close, not clear: '],
    ['an end right after the digits', 'HTTP/1.1 200', [200, 'head'], 'close, not clear: '],
    ['an end within the head', 'HTTP/1.1 500 x\r\nA: b\r\nC', [500, 'head'], 'close, not clear: '],
    [
      'two lengths that differ',
      'HTTP/1.1 200 \r\nConnection: keep-alive\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok',
      [200, 'head'],
      'close, not clear: ok',
    ],
    [
      'two lengths that agree',
      'HTTP/1.1 200 \r\nContent-Length: 2, 2\r\ncontent-length: 2\r\n\r\nok',
      [200, 'head'],
      '2: ok',
    ],
    [
      'a length beside chunks',
      'HTTP/1.1 200 \r\nConnection: keep-alive\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      [200, 'head'],
      'chunks, not clear: 0\r\n\r\n',
    ],
    ['nonsense', 'ICY 200 OK\r\n\r\n', ['nonsense'], ''],
    ['nothing', '', ['broken'], ''],
    ['a broken status', 'HTTP/1.1 2', ['broken'], ''],
    ['an interim answer alone', 'HTTP/1.1 100 Continue\r\n\r\n', ['broken'], ''],
    ['interim answers for ever', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000), ['nonsense'], ''],
    ['empty lines for ever', '\r\n'.repeat(10_000), ['nonsense'], ''],
  ];
  for (const [name, answer, seen, passed] of cases) {
    it(`reads ${name}, whole and in any pieces`, () => {
      for (const size of [answer.length + 1, 1, 2, 3, 7]) {
        const result = read(answer, size);
        assert.deepEqual(result.seen, seen, `pieces of ${size}`);
        assert.equal(result.passed, passed, `pieces of ${size}`);
      }
    });
  }

  it('tells the status before the head is there', () => {
    assert.deepEqual(read('HTTP/1.1 200 ', 1, false).seen, [200]);
    assert.deepEqual(read('HTTP/1.1 200', 1, false).seen, []);
  });

  it('gives up on a head without end, keeping what came', () => {
    const { seen, head } = read(
      `HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm="r"\r\nA: ${'b'.repeat(20_000)}`,
      1000,
      false,
    );
    assert.deepEqual(seen, [401, 'head']);
    assert.deepEqual(head?.values('www-authenticate'), ['Basic realm="r"']);
  });

  it('reads fields as phones write them', () => {
    const { head } = read(
      'HTTP/1.1 401 x\r\nWWW-AUTHENTICATE : Digest a=1,\r\n\tb=2\r\nwww-authenticate:Basic\r\nrubbish\r\n: x\r\n__proto__: y\r\nX: \xc3\xa4 \r\nY: \xe4\r\n\r\n',
      5,
    );
    assert.deepEqual(head?.values('www-authenticate'), ['Digest a=1, b=2', 'Basic']);
    assert.deepEqual(head?.values('__proto__'), ['y']);
    assert.deepEqual(head?.values('x'), ['ä'], 'UTF-8');
    assert.deepEqual(head?.values('y'), ['ä'], 'else Latin-1');
    assert.deepEqual(head?.values('rubbish'), []);
  });
});
