import assert from 'node:assert/strict';
import { parsePayload } from '../../../nodes/lib/commands/payload';
import { readTypedNumber } from '../../../nodes/lib/commands/typed-number';
import { failure } from './errors';

// [as people write it, as it is dialled]
const MEANT: readonly (readonly [string | number, string])[] = [
  ['6040', '6040'],
  [6040, '6040'],
  [' 6040\n', '6040'],
  ['0049 30 1234', '0049301234'],
  ['+49 800 3301000', '+498003301000'],
  ['+49\u00a030\u202f12\u200934', '+49301234'],
  ['03-933-6649', '039336649'],
  ['030.12.34', '0301234'],
  ['030·1234', '0301234'],
  ['030/1234-56', '030123456'],
  ['030 / 12 34 - 56', '030123456'],
  ['030\u20441234', '0301234'],
  ['+49 (0) 30 / 12', '+493012'],
  ['+49 30/1234', '+49301234'],
  ['+4930/1234', '+49301234'],
  ['(030) / 1234', '0301234'],
  ['00 49 30 / 1234', '0049301234'],
  ['+49 (0) 36412/12 34', '+49364121234'],
  ['(030) 1234', '0301234'],
  ['[030] 1234', '0301234'],
  ['+1 (555) 123-4567', '+15551234567'],
  ['(+49) 30 1234', '+49301234'],
  ['+49 (123) 4567890', '+491234567890'],
  // The zero in brackets is dialled at home alone.
  ['+49 (0) 30 / 1234-56', '+4930123456'],
  ['+49(0)301234', '+49301234'],
  ['+49 ( 0 ) 30 1234', '+49301234'],
  ['+49 [0]30 1234', '+49301234'],
  ['+44-(0)20-7946-0000', '+442079460000'],
  ['+420 (0)2 1234', '+42021234'],
  ['0049 (0)30 1234', '0049301234'],
  ['00 49 (0) 30 1234', '0049301234'],
  ['(0)30 1234', '0301234'],
  ['(0 30) 1234', '0301234'],
  // Signs that nobody sees come along with a copy.
  ['\u202d+441295883999\u202c', '+441295883999'],
  ['+1\ufe0e-555-123-4567', '+15551234567'],
  ['\u200e+49\u200b30\u2060\ufeff1234', '+49301234'],
  ['\u2066030\u2069 1234', '0301234'],
  ['030\u00ad1234', '0301234'],
  ['030\u200d1234\u3164', '0301234'],
  // Dashes of all kinds.
  ['030\u20101234', '0301234'],
  ['030\u20111234', '0301234'],
  ['030\u20131234', '0301234'],
  ['030\u20141234', '0301234'],
  ['030\u22121234', '0301234'],
  ['030\uff0d1234', '0301234'],
  // Other scripts' digits.
  ['\uff0b\uff14\uff19 \uff08\uff10\uff09\uff13\uff10 \uff11\uff12', '+493012'],
  ['\u0660\u0663\u0660 \u0661\u0662', '03012'],
  ['\u06f0\u06f3\u06f0 \u06f1\u06f2', '03012'],
  // Codes of exchanges.
  ['*31# 030 1234', '*31#0301234'],
  ['**620', '**620'],
  ['#31#6040', '#31#6040'],
  ['+39 06 1234', '+39061234'],
  // Groups may begin with a zero, and look like parts of an address.
  ['01 02 03 04 05', '0102030405'],
  ['01.02.03.04.05', '0102030405'],
  ['12.34.56.78', '12345678'],
  ['+44 20 7946 0958', '+442079460958'],
  ['0800 123 0456', '08001230456'],
  ['0241 80 00 000', '02418000000'],
  ['+493012345678901', '+493012345678901'],
  // RFC 3966
  ['tel:+49-30-1234', '+49301234'],
  ['TEL:+49.30.1234', '+49301234'],
  ['tel:+1(555)123-4567', '+15551234567'],
  ['tel:%2B49301234', '+49301234'],
  ['tel:+49301234;cpc=ordinary', '+49301234'],
  ['tel: 6040', '6040'],
  ['tel://+49301234', '+49301234'],
  ['1'.repeat(24), '1'.repeat(24)],
];

const REFUSED: readonly string[] = [
  // What a program took for a number, or a person has not finished.
  '-5',
  '\u22125',
  '.5',
  '- 030 1234',
  '030 1234-',
  '030 1234 \u2013',
  'tel:-5',
  '192.168.1.1',
  '10.0.0.1',
  '24/7',
  '030/1',
  '+49(0)(0)30 1234',
  '+49 (0) (0) 30 1234',
  // More than the fifteen digits of E.164.
  '+4930123456789012',
  // Two numbers with nothing but a blank between them.
  '030 1234 030 5678',
  '0301234 0305678',
  '030-1234 030-5678',
  '030 1234\u20030171 56789',
  '030 1234 (0171) 56789',
  '+49 30 1234 0171 5678',
  '',
  ' ',
  '\u202d\u202c',
  '+',
  '*#',
  '()',
  '-',
  'tel:',
  'Front desk',
  '6040a',
  'x6040',
  '030 1234 x12',
  '030 1234 ext. 12',
  '030 1234, 12',
  '030 1234;12',
  '030 1234p12',
  '1-800-FLOWERS',
  'sip:6040@pbx.example',
  '6040@pbx.example',
  'tel:+49301234;ext=12',
  'tel:7042;phone-context=example.com',
  'tel:863-1234;phone-context=+1-914-555',
  'tel:+49301234;isub=12',
  '++4930',
  '49+30',
  '+49 +30',
  '030 1234 / 0171 5678',
  '030 1234 / 5678',
  '+49 30 1234 / 5678',
  '030-1234/56',
  '030 / 0171 5678',
  '030/+49 171 5678',
  '030 (/0171) 5678',
  '030 1234 / +49 171 5678',
  '0301234567/68',
  '030/12/34',
  '6040/41/42',
  '6/40',
  '030\n1234',
  '030\t1234',
  '030 1234\r\n030 5678',
  '(030 1234',
  '030) 1234',
  '((030)) 1234',
  '(030] 1234',
  '+49 30 (0) 1234',
  '011 49 (0)30 1234',
  '0171 (0) 1234',
  '+39 (0)6 1234',
  '0039 (0)6 1234',
  '+378 (0)549 1234',
  '+379 (0)6 1234',
  '030 1234\u00b2',
  '030 1234 \u2460',
  '1;REBOOT',
  '1&key=REBOOT',
  '1%0d%0aX: y',
  '%2B49301234',
  '030_1234',
  '030~1234',
  "030'1234",
  '1'.repeat(25),
  '1'.repeat(30),
  `6040${' '.repeat(200)}`,
  '1 '.repeat(150),
];

describe('commands/typed-number', () => {
  for (const [typed, number] of MEANT) {
    it(`dials ${JSON.stringify(typed)} as it is meant`, () => assert.equal(readTypedNumber(typed), number));
  }

  for (const typed of REFUSED) {
    it(`refuses ${JSON.stringify(typed.slice(0, 40))}`, () => {
      const { message } = failure('INVALID_VALUE', () => readTypedNumber(typed));
      assert.match(message, /^what was typed /);
      if (typed.trim().length > 3) assert.ok(!message.includes(typed.trim()), message);
    });
  }

  it('never makes another number of one: digits keep their order, and none is added', () => {
    for (const [typed, number] of MEANT) {
      const digits = readTypedNumber(number).replace(/[^0-9]/g, '');
      if (/[0-9]/.test(String(typed)) && !/[\u0660-\u06f9\uff10-\uff19]|[([]\s*0\s*[)\]]|%/.test(String(typed)))
        assert.equal(String(typed).replace(/[^0-9]/g, ''), digits);
    }
  });

  describe('in a payload', () => {
    it('stands for the number of any action', () => {
      assert.deepEqual(parsePayload({ action: 'dial', typed: '+49 (0)30 12-34', line: 2 }), {
        action: 'dial',
        number: '+49301234',
        line: 2,
      });
      assert.deepEqual(parsePayload({ action: 'transfer', typed: '60 40', type: 'blind' }), {
        action: 'transfer',
        number: '6040',
        type: 'blind',
      });
    });

    it('is not wanted beside a number, nor as anything but text or a number', () => {
      failure('INVALID_VALUE', () => parsePayload({ action: 'dial', typed: '6040', number: '6040' }));
      for (const typed of [null, true, {}, ['6040'], -1, 1.5, Number.NaN, 2 ** 60])
        failure('INVALID_VALUE', () => parsePayload({ action: 'dial', typed }));
      assert.deepEqual(parsePayload({ action: 'dial', typed: undefined, number: '1' }), {
        action: 'dial',
        number: '1',
      });
    });

    it('leaves number as strict as it was', () => {
      assert.deepEqual(parsePayload({ action: 'dial', number: '60 40' }), { action: 'dial', number: '60 40' });
    });
  });
});
