import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeValue } from '../../../../nodes/lib/events/report/decode';
import { messageIn, phoneOf } from './read';

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
    ['%4g%g4%4G%/0%:0%@0%`0', '%4g%g4%4G%/0%:0%@0%`0', 'the characters next to the hex digits'],
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
    ['\xd6\xd0%0A%00%0d', '中\n\0\r', 'escapes of control characters beside GBK'],
    ['\x81@%F4z', '\x81@ôz', 'GBK whose second bytes are ASCII cannot be told from Western letters'],
    ['%FF%FE%FD', 'ÿþý', 'neither UTF-8 nor GB 18030: latin1, nothing lost'],
    ['\xfc', 'ü', 'a lone latin1 character'],
    ['a%00b%0D%0Ac', 'a\0b\r\nc', 'control characters are text'],
    ['%EF%BB%BFx', '\ufeffx', 'a byte order mark is not dropped'],
  ];
  for (const [sent, text, why] of cases) {
    it(`${why}: ${JSON.stringify(sent)}`, () => assert.equal(decodeValue(sent), text));
  }

  describe('whose bytes are', () => {
    const western: readonly (readonly [sent: string, text: string])[] = [
      ['M%FCller GmbH', 'Müller GmbH'],
      ['M\xfcller', 'Müller'],
      ['Sch%E4fer', 'Schäfer'],
      ['Stra%DFe 5', 'Straße 5'],
      ['%C4rztehaus', 'Ärztehaus'],
      ['Fran%E7ois', 'François'],
      ['Mu%F1oz', 'Muñoz'],
      ['%D6zt%FCrk', 'Öztürk'],
      ['Gr%F6%DFer', 'Größer'],
      ['Jos%E9', 'José'],
      ['JOS%C9', 'JOSÉ'],
      ['Caf%E9', 'Café'],
      ['Strau%DF', 'Strauß'],
      ['%E9', 'é'],
      ['%C9cole', 'École'],
      ['%80 5', '€ 5'],
      ['Bj%F6rn %C5str%F6m', 'Björn Åström'],
      ['O%92Neill', 'O’Neill'],
      ['\x93Zum Adler\x94', '“Zum Adler”'],
      ['B%FCro%2C S%FCd', 'Büro, Süd'],
    ];
    for (const [sent, text] of western) {
      it(`Western letters: ${JSON.stringify(sent)}`, () => {
        assert.equal(decodeValue(sent), text);
        assert.equal(decodeValue(sent, 'windows-1252'), text);
      });
    }

    const chinese: readonly (readonly [sent: string, text: string])[] = [
      ['%D6%D0%CE%C4', '中文'],
      ['%CE%A2%C8%ED %B9%AB%CB%BE', '微软 公司'],
      ['%D6%D0', '中'],
      ['A %D6%D0 B', 'A 中 B'],
      ['a%D6%D0', 'a中'],
      ['%D6%D0b', '中b'],
      ['VIP%D6%D0vip', 'VIP中vip'],
      ['%D6%D0%CE%C4%B9', '中文'],
    ];
    for (const [sent, text] of chinese) {
      it(`Chinese: ${sent}`, () => {
        assert.equal(decodeValue(sent), text);
        assert.equal(decodeValue(sent, 'gb18030'), text);
      });
    }

    const cut: readonly (readonly [sent: string, text: string])[] = [
      ['%E4%B8%AD%E6%96', '中'],
      ['%E4%B8%AD%E6', '中'],
      ['M%C3%BCller Caf%C3', 'Müller Caf'],
      ['Caf%C3', 'Caf'],
      ['Lee %E6%9D', 'Lee '],
      ['x%F0%9F%9A', 'x'],
      ['%D0%9F%D1%80%D0', 'Пр'],
    ];
    for (const [sent, text] of cut) it(`UTF-8 cut through: ${sent}`, () => assert.equal(decodeValue(sent), text));

    it('a charset says, whatever they could be', () => {
      assert.equal(decodeValue('%C3%BC', 'windows-1252'), 'Ã¼');
      assert.equal(decodeValue('%C3%BC', 'gb18030'), '眉');
      assert.equal(decodeValue('Gr%F6%DFer', 'gb18030'), 'Gr鲞er');
      assert.equal(decodeValue('\x81@%F4z', 'gb18030'), '丂魖');
      assert.equal(decodeValue('%81%30%81%30', 'gb18030'), '\u0080');
      assert.equal(decodeValue('%FF', 'gb18030'), 'ÿ');
      for (const charset of ['gb18030', 'windows-1252'] as const) assert.equal(decodeValue('a%20b', charset), 'a b');
    });

    it('of a known phone, its own charset says', () => {
      const target = '/phone/incoming-call?display_remote=Gr%F6%DFer&z=%D6%D0';
      assert.equal(messageIn(target).payload.remote?.name, 'Größer');
      assert.equal(messageIn(target, phoneOf('atcom', 'gb18030')).payload.remote?.name, 'Gr鲞er');
      assert.equal(messageIn(target, phoneOf('atcom', 'windows-1252')).variables.z, 'ÖÐ');
    });
  });

  it('leaves names between percent signs as they are', () => {
    for (const value of ['%CALLER_NUM%', '%CALLED_NAME%', 'sip:%CALLER_NUM%@%HOST%'])
      assert.equal(decodeValue(value), value);
    assert.equal(decodeValue('50%25%20off%'), '50% off%');
  });

  it('reads back every character that was escaped as UTF-8', () => {
    for (let code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 97) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const text = String.fromCodePoint(code);
      assert.equal(decodeValue(encodeURIComponent(text)), text);
    }
  });
});
