import assert from 'node:assert/strict';
import { AnswerReader } from '../../../../nodes/lib/transports/http/answer-reader';
import { HeadEnd } from '../../../../nodes/lib/transports/http/head-end';

const LIMIT = 16 * 1024;

/** Where the head ends whose text comes in these pieces. */
function endOf(pieces: readonly string[], isInterim: boolean): number | undefined {
  const end = new HeadEnd(isInterim);
  for (const piece of pieces) {
    const found = end.read(piece);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whole, cut in two at every place, and byte by byte. */
function everyWay(text: string): string[][] {
  const cuts = Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)]);
  return [[text], ...cuts, text.split('')];
}

/** Everything that is told of an answer in these pieces, with the connection's end behind it. */
function told(pieces: readonly string[]): unknown[] {
  const seen: unknown[] = [];
  let body = '';
  const reader = new AnswerReader({
    onStatus: (status) => seen.push(status),
    onHead: (head) => seen.push(head.isWhole, head.rawValues('a').join().length, head.rawValues('z')),
    onBody: (bytes) => {
      body += bytes.toString('latin1');
    },
    onUnreadable: (kind) => seen.push(kind),
  });
  for (const piece of pieces) reader.feed(Buffer.from(piece, 'latin1'));
  reader.end();
  return [...seen, body];
}

describe('HeadEnd', () => {
  // A head, and what comes behind it.
  const ended: readonly (readonly [name: string, head: string, rest: string])[] = [
    ['CRLF', 'HTTP/1.1 200 OK\r\nA: b\r\n\r\n', 'body'],
    ['CRLF, without fields', 'HTTP/1.1 200 OK\r\n\r\n', '\r\n\r\n'],
    ['bare LF', 'HTTP/1.1 200 OK\nA: b\n\n', '\n\n'],
    ['CRLF, then a bare LF', 'HTTP/1.1 200 OK\r\nA: b\r\n\n', '\nbody'],
    ['bare LF, then CRLF', 'HTTP/1.1 200 OK\nA: b\n\r\n', '\r\n'],
    ['CR CR LF', 'HTTP/1.1 200 OK\r\r\nA: b\r\r\n\r\r\n', 'body'],
    ['bare CR', 'HTTP/1.1 200 OK\rA: b\r\r', '\r\n\r\n'],
    ['bare CR, and LF in the body', 'HTTP/1.1 200 OK\rA: b\r\r', 'x\n\ny'],
    ['a CR in the reason', 'HTTP/1.1 200 O\rK\r\nA: b\r\rc\r\n\r\n', 'body'],
    ['pairs of CRs in the reason', 'HTTP/1.1 200 O\r\rK\r\rL\r\nA: b\r\n\r\n', 'body'],
    ['CRs in a field', 'HTTP/1.1 200 OK\r\nA: b\r\rc\r\n\r\n', 'body'],
    ['three CRs in a line are something', 'HTTP/1.1 200 OK\n\r\r\r\n\n', ''],
    ['another answer in a field', 'HTTP/1.1 200 OK\nHTTP/1.1 500 x\n\n', ''],
  ];
  for (const [name, head, rest] of ended) {
    it(`is found: ${name}`, () => {
      for (const isInterim of name.startsWith('another') ? [false] : [false, true]) {
        for (const pieces of everyWay(head + rest)) {
          assert.equal(endOf(pieces, isInterim), head.length, JSON.stringify(pieces));
        }
        for (const pieces of everyWay(head.slice(0, -1))) {
          assert.equal(endOf(pieces, isInterim), undefined, JSON.stringify(pieces));
        }
      }
    });
  }

  const interim: readonly (readonly [name: string, head: string, rest: string])[] = [
    ['LF', 'HTTP/1.1 100 C\n', 'HTTP/1.1 200 OK\n'],
    ['CRLF, a field', 'HTTP/1.1 103 Hints\r\nLink: HTTP/1.1\r\n', 'HTTP/1.1 200 OK\r\n'],
    ['a line that begins alike', 'HTTP/1.1 100 C\nHTTP/x\nHTTP/HTTP/1\nHTT\n', 'HTTP/0.9 200\n'],
    ['an empty line that is there', 'HTTP/1.1 100 C\r\n\r\n', 'HTTP/1.1 200 OK\r\n'],
  ];
  for (const [name, head, rest] of interim) {
    it(`of an interim answer is where the next begins: ${name}`, () => {
      for (const pieces of everyWay(head + rest))
        assert.equal(endOf(pieces, true), head.length, JSON.stringify(pieces));
    });
  }

  const whole = (name: string, length: number, lines = '\r\n'): string => {
    const begin = `HTTP/1.1 200 OK${lines}Z: first${lines}A: `;
    const fill = length - begin.length - 2 * lines.length;
    assert.ok(fill > 0, name);
    return `${begin}${'a'.repeat(fill)}${lines}${lines}`;
  };
  const hint = 'HTTP/1.1 103 Hints\r\n\r\n';
  const limits: readonly (readonly [name: string, answer: string, seen: readonly unknown[]])[] = [
    ['a head that ends at the limit', `${whole('', LIMIT)}ok`, [200, true, LIMIT - 34, ['first'], 'ok']],
    ['the same with bare LF', `${whole('', LIMIT, '\n')}ok`, [200, true, LIMIT - 30, ['first'], 'ok']],
    ['the same with bare CR', `${whole('', LIMIT, '\r')}ok`, [200, true, LIMIT - 30, ['first'], 'ok']],
    ['a head one byte longer', `${whole('', LIMIT + 1)}ok`, [200, false, LIMIT - 33, ['first'], '\nok']],
    ['a head two bytes longer', `${whole('', LIMIT + 2)}ok`, [200, false, LIMIT - 32, ['first'], '\r\nok']],
    [
      'a head that ends at the limit, with an interim answer before it',
      `${hint}${whole('', LIMIT - hint.length)}ok`,
      [200, true, LIMIT - hint.length - 34, ['first'], 'ok'],
    ],
    [
      'one byte longer, with an interim answer before it',
      `${hint}${whole('', LIMIT - hint.length + 1)}ok`,
      [200, false, LIMIT - hint.length - 33, ['first'], '\nok'],
    ],
    [
      'blank lines up to the limit',
      `${'\n'.repeat(LIMIT)}HTTP/1.1 500 x\n\n`,
      [500, false, 0, [], 'HTTP/1.1 500 x\n\n'],
    ],
    ['blank lines beyond the limit', `${'\n'.repeat(LIMIT + 1)}HTTP/1.1 500 x\n\n`, ['nonsense', '']],
    [
      'interim answers beyond the limit',
      `${hint.repeat(LIMIT / hint.length + 1)}HTTP/1.1 200 OK\r\n\r\n`,
      ['nonsense', ''],
    ],
  ];
  for (const [name, answer, seen] of limits) {
    it(`is looked for within the limit: ${name}`, () => {
      const near = [-40, -3, -2, -1, 0, 1, 2, 3].map((beside) => LIMIT + beside);
      const cuts = near.map((at) => [answer.slice(0, at), answer.slice(at)]);
      const bytewise = [...cuts.map(([first = '', rest = '']) => [first, ...rest.split('')]), answer.split('')];
      for (const pieces of [[answer], ...cuts, ...bytewise]) {
        assert.deepEqual(told(pieces), seen, `${pieces.length} pieces, the first of ${pieces[0]?.length}`);
      }
    });
  }

  it('is the same wherever an answer is cut, blank lines and interim answers before it', () => {
    const begins = [
      '',
      '\r\n\n \r\n',
      'HTTP/1.1 100 C\r\n\r\n',
      'HTTP/1.1 100 C\n',
      '\r\nHTTP/1.1 103 H\r\nLink: x\r\n',
    ];
    for (const begin of begins) {
      for (const [name, head, rest] of ended) {
        const [whole = [], ...cut] = everyWay(begin + head + rest);
        const expected = told(whole);
        assert.equal(expected.at(-1), rest, name);
        for (const pieces of cut) assert.deepEqual(told(pieces), expected, JSON.stringify(pieces));
      }
    }
  });
});
