import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeValue } from '../../../../nodes/lib/events/report/decode';

/** One character per byte, as servers hand a request line on. */
const raw = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('decodeValue', () => {
  const cases: readonly (readonly [sent: string, text: string, why: string])[] = [
    ['', '', 'nothing'],
    ['80:82:87:04:6B:C2', '80:82:87:04:6B:C2', 'plain text'],
    ['+49301234', '+49301234', 'a plus is a plus'],
    ['%2B49301234', '+49301234', 'an escaped plus too'],
    ['%2331%23', '#31#', 'escaped hashes'],
    ['100%', '100%', 'a percent sign at the end'],
    ['100%2', '100%2', 'half an escape at the end'],
    ['5%zz%2', '5%zz%2', 'escapes without hex digits'],
    ['%%41', '%A', 'a percent sign before an escape'],
    ['%2541', '%41', 'decoded once'],
    ['a%20b', 'a b', 'a blank'],
    ['%c3%BC', 'ü', 'UTF-8 in hex digits of either case'],
    [raw('Jürgen 中文 😀'), 'Jürgen 中文 😀', 'raw UTF-8'],
    [`${raw('中')}%E6%96%87`, '中文', 'raw and escaped UTF-8 in one value'],
    ['\xe4%B8\xad', '中', 'a character half raw, half escaped'],
    ['%D6%D0', '中', 'escaped GBK'],
    ['\xd6\xd0\xce\xc4', '中文', 'raw GBK'],
    ['\xd6%D0\xce%c4', '中文', 'GBK half raw, half escaped'],
    ['\x81@%F4z', '\x81@ôz', 'GBK whose second bytes are ASCII cannot be told from Western letters'],
    ['%FF%FE%FD', 'ÿþý', 'neither UTF-8 nor GB 18030: latin1, nothing lost'],
    ['\xfc', 'ü', 'a lone latin1 character'],
    ['a%00b%0D%0Ac', 'a\0b\r\nc', 'control characters are text'],
    ['%EF%BB%BFx', '\ufeffx', 'a byte order mark is not dropped'],
  ];
  for (const [sent, text, why] of cases) {
    it(`${why}: ${JSON.stringify(sent)}`, () => assert.equal(decodeValue(sent), text));
  }

  it('reads back every character that was escaped as UTF-8', () => {
    for (let code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 97) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const text = String.fromCodePoint(code);
      assert.equal(decodeValue(encodeURIComponent(text)), text);
    }
  });
});
