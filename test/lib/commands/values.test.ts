import assert from 'node:assert/strict';
import type { ActionCommand } from '../../../nodes/lib/commands/payload';
import { checkDoorCode, checkValues } from '../../../nodes/lib/commands/values';
import type { ParameterName } from '../../../nodes/lib/vocabulary';
import { failure } from './errors';

/** Texts that no parameter of any kind may let through. */
const BREAKERS = ['1;REBOOT', '1&key=REBOOT', '1\r\nX: y', '1\n', '\u00001', '1\u007f', '', '1\u2028', '1\u0085'];

const good: Record<ParameterName, (string | number)[]> = {
  number: ['6040', 6040, 0, '+4930123', '#31#6040', '*72', '0'.repeat(64), `+${'9'.repeat(64)}`],
  digits: ['1234#', '*', 0, '9'.repeat(64)],
  code: ['1234', 1234, '*', 'aZ9#', 'x'.repeat(32)],
  text: ['Front desk', 'Büro 3', '日本', '100 %', 'a=b', '"x" <y>', 5, '😀'.repeat(64)],
  line: [1, '1', 999, '42'],
  via: ['speaker', 'headset', 'handset'],
  type: ['blind', 'attended'],
  call: [7, '0', 'a84b4c76e66710@192.0.2.5', '<x>:"y"', 'z'.repeat(256)],
  after: [1, '20', 999],
};
const bad: Record<ParameterName, (string | number)[]> = {
  number: [
    '60 40',
    '6040a',
    '++1',
    '1+',
    '1,2',
    '1?',
    '1%23',
    '١٢',
    -1,
    1.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    '1'.repeat(65),
  ],
  digits: ['+1', '12a', 1.5, '1'.repeat(65)],
  code: ['12 34', '12-34', 'é', 'x'.repeat(33), -1],
  text: ['a;b', 'a&b', 'a\tb', '\ud800', 'x'.repeat(65), '😀'.repeat(65)],
  line: [0, '0', '01', 1000, -1, 1.5, '1 ', 'one', '+1'],
  via: ['Speaker', 'phone', 'constructor', 1],
  type: ['BLIND', 'semi', 'toString', 0],
  call: ['a b', 'a%20b', 'é', 'x'.repeat(257), -1],
  after: [0, '0', '05', 1000, 1.5, '5s'],
};

const command = (name: ParameterName, value: string | number): ActionCommand => ({
  action: 'hangup',
  [name]: value,
});

describe('commands/values', () => {
  for (const name of Object.keys(good) as ParameterName[]) {
    it(`takes what ${name} may be, as text`, () => {
      for (const value of good[name]) {
        assert.deepEqual(checkValues(command(name, value), undefined), { [name]: String(value) });
      }
    });
    it(`refuses what ${name} may not be, and names it without its value`, () => {
      for (const value of [...bad[name], ...BREAKERS]) {
        const { message } = failure('INVALID_VALUE', () => checkValues(command(name, value), undefined));
        assert.ok(message.startsWith(`${name} `), message);
        if (String(value).length > 3) assert.ok(!message.includes(String(value)), message);
      }
    });
  }

  it('takes a user name as line where the line is an account', () => {
    const line = { account: { form: 'user', source: 'test' } } as const;
    for (const value of ['1001', 1001, 'front.desk+2', 'a_b-c']) {
      assert.deepEqual(checkValues(command('line', value), line), { account: String(value) });
    }
    for (const value of ['a b', 'a@b', 'a%', 'x'.repeat(65), -1, ...BREAKERS]) {
      failure('INVALID_VALUE', () => checkValues(command('line', value), line));
    }
    failure('INVALID_VALUE', () => checkValues(command('line', 'front'), { number: { source: 'test' } }));
  });

  it('takes the address of an account, with or without its scheme, where the line is one', () => {
    const line = { account: { form: 'uri', source: 'test' } } as const;
    const said: readonly (readonly [value: string, account: string])[] = [
      ['6040@pbx.example', '6040@pbx.example'],
      ['sip:front.desk@10.0.0.2:5070', 'front.desk@10.0.0.2:5070'],
      ['SIPS:a_b@[2001:db8::1]', 'a_b@[2001:db8::1]'],
    ];
    for (const [value, account] of said) assert.deepEqual(checkValues(command('line', value), line), { account });
    const bad = ['6040', 6040, 'a@', '@b', 'a@b@c', 'a@b c', 'a@b/', 'a@b:', 'a@[b]', 'sip:', 'tel:1@b', 'a@b?x=1'];
    for (const value of [...bad, ...BREAKERS]) {
      const { message } = failure('INVALID_VALUE', () => checkValues(command('line', value), line));
      assert.equal(message, "line must be the account's address, user@host");
    }
  });

  it('takes a number or an account where the line may be either: digits are the number', () => {
    const source = 'test';
    const line = { number: { source }, account: { form: 'uri', source } } as const;
    assert.deepEqual(checkValues(command('line', '2'), line), { line: '2' });
    assert.deepEqual(checkValues(command('line', 2), line), { line: '2' });
    assert.deepEqual(checkValues(command('line', 'a@b'), line), { account: 'a@b' });
    for (const value of ['0', '1000', 'front', 1.5, -1]) {
      failure('INVALID_VALUE', () => checkValues(command('line', value), line));
    }
    const { message } = failure('INVALID_VALUE', () => checkValues(command('line', 'front'), line));
    assert.match(message, /number, 1 to 999, or the account's address/);
  });

  it("takes a relay by number or name as a door's line where the vendor has accounts", () => {
    const line = { account: { form: 'user', source: 'test' } } as const;
    assert.deepEqual(checkValues({ action: 'open-door', line: 'SA' }, line), { line: 'SA' });
    assert.deepEqual(checkValues({ action: 'open-door', line: 2 }, line), { line: '2' });
    failure('INVALID_VALUE', () => checkValues({ action: 'open-door', line: 'SA' }, undefined));
  });

  it('takes kinds of forwarding where it is forwarding, and of transfer elsewhere', () => {
    for (const type of ['always', 'busy', 'no-answer']) {
      assert.deepEqual(checkValues({ action: 'forward-on', type }, undefined), { type });
      assert.deepEqual(checkValues({ action: 'forward-off', type }, undefined), { type });
      failure('INVALID_VALUE', () => checkValues({ action: 'transfer', type }, undefined));
    }
    failure('INVALID_VALUE', () => checkValues({ action: 'forward-on', type: 'blind' }, undefined));
  });

  it('says what an action needs', () => {
    const needs: [ActionCommand, RegExp][] = [
      [{ action: 'dial' }, /dial needs a number/],
      [{ action: 'dtmf' }, /dtmf needs digits/],
      [{ action: 'forward' }, /forward needs a number/],
      [{ action: 'set-display-name', text: 'x' }, /set-display-name needs a line/],
      [{ action: 'set-display-name', line: 1 }, /set-display-name needs a text/],
    ];
    for (const [incomplete, words] of needs) {
      assert.match(failure('INVALID_VALUE', () => checkValues(incomplete, undefined)).message, words);
    }
  });

  it('never prints a code', () => {
    const canary = 'canary 5b1e77d2';
    const messages = [
      failure('INVALID_VALUE', () => checkValues({ action: 'open-door', code: canary }, undefined)).message,
      failure('INVALID_VALUE', () => checkDoorCode(canary)).message,
    ];
    for (const message of messages) assert.ok(!message.includes('5b1e77d2'), message);
    assert.equal(checkDoorCode('12*#'), '12*#');
  });
});
