import assert from 'node:assert/strict';
import type { Framing } from '../../../../nodes/lib/transports/http/answer-head';
import { BodyReader, type BodyState } from '../../../../nodes/lib/transports/http/body-reader';

/** Reads a body in pieces of `size` bytes until it says that nothing more is read. */
function read(by: Framing['by'], text: string, size = text.length): { state: BodyState; body: string } {
  let body = '';
  const reader = new BodyReader({ by, isClear: true }, (part) => {
    assert.ok(part.length > 0);
    body += part.toString('latin1');
  });
  let state = reader.read(Buffer.alloc(0));
  for (let at = 0; at < text.length && state === 'more'; at += size) {
    state = reader.read(Buffer.from(text.slice(at, at + size), 'latin1'));
  }
  return { state, body };
}

describe('BodyReader', () => {
  const cases: readonly (readonly [name: string, by: Framing['by'], text: string, state: BodyState, body: string])[] = [
    ['a length', 2, 'ok', 'end', 'ok'],
    ['no bytes', 0, '', 'end', ''],
    ['less than the length', 3, 'ok', 'more', 'ok'],
    ['all until the connection ends', 'close', 'ok', 'more', 'ok'],
    ['chunks', 'chunks', '2\r\nok\r\n1\r\n!\r\n0\r\n\r\n', 'end', 'ok!'],
    ['a chunk with the signs of a line in it', 'chunks', '4\r\n\r\n0\n\r\n0\r\n\r\n', 'end', '\r\n0\n'],
    [
      'sizes in either case',
      'chunks',
      `a\r\n${'x'.repeat(10)}\r\nA\r\n${'y'.repeat(10)}\r\n0\r\n\r\n`,
      'end',
      'x'.repeat(10) + 'y'.repeat(10),
    ],
    ['sizes with zeros and blanks', 'chunks', '0002  \r\nok\r\n000 \r\n\r\n', 'end', 'ok'],
    ['sizes with many zeros', 'chunks', '0000000002\r\nok\r\n0000000000000\r\n\r\n', 'end', 'ok'],
    ['a long extension', 'chunks', `2 ;${'e;'.repeat(4000)}\r\nok\r\n0\r\n\r\n`, 'end', 'ok'],
    ['an extension without end', 'chunks', `2;${'e'.repeat(17_000)}`, 'broken', ''],
    ['a plain body without a line', 'chunks', 'ok', 'broken', ''],
    ['a plain body that begins like a size', 'chunks', 'Deaf', 'more', ''],
    ['bare CR', 'chunks', '2\rok', 'broken', ''],
    ['a chunk longer than its size, without a line', 'chunks', '2\r\nok!', 'broken', 'ok'],
    ['a trailer without a line', 'chunks', `0\r\n${'A'.repeat(17_000)}`, 'broken', ''],
    ['extensions', 'chunks', '2;a="b"\r\nok\r\n0;c\r\n\r\n', 'end', 'ok'],
    ['trailers', 'chunks', '2\r\nok\r\n0\r\nA: b\r\nC: d\r\n\r\n', 'end', 'ok'],
    ['bare LF', 'chunks', '2\nok\n0\n\n', 'end', 'ok'],
    ['chunks that are cut', 'chunks', '9\r\nok', 'more', 'ok'],
    ['a size that is none', 'chunks', 'two\r\nok\r\n0\r\n\r\n', 'broken', ''],
    ['an empty size', 'chunks', '\r\nok\r\n', 'broken', ''],
    ['a negative size', 'chunks', '-2\r\nok\r\n0\r\n\r\n', 'broken', ''],
    ['a size beyond counting', 'chunks', '100000000\r\nok', 'broken', ''],
    ['a chunk longer than its size', 'chunks', '2\r\nok!\r\n0\r\n\r\n', 'broken', 'ok'],
    ['a size without end', 'chunks', '0'.repeat(3000), 'broken', ''],
    ['trailers without end', 'chunks', `0\r\n${'A: b\r\n'.repeat(10_000)}`, 'broken', ''],
  ];
  for (const [name, by, text, state, body] of cases) {
    it(`reads ${name}, whole and in any pieces`, () => {
      for (const size of [text.length + 1, 1, 2, 3, 7])
        assert.deepEqual(read(by, text, size), { state, body }, `pieces of ${size}`);
    });
  }

  for (const [by, text] of [
    [2, 'ok\r\n'],
    [0, 'H'],
    ['chunks', '0\r\n\r\nH'],
  ] as const) {
    it(`tells of what comes behind it, ${by}`, () => {
      // In one piece: what comes later belongs to no body.
      const parts: string[] = [];
      const reader = new BodyReader({ by, isClear: true }, (part) => parts.push(part.toString()));
      assert.equal(reader.read(Buffer.from(text)), 'excess');
      assert.equal(parts.join(''), by === 2 ? 'ok' : '');
    });
  }
});
