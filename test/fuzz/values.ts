import type { Dice } from './dice';

export interface Value {
  /** As it stands in the URL, one character per byte. */
  readonly raw: string;
  /** What a flow must read. */
  readonly text: string;
  /** Holds bytes that HTTP forbids in a request line. */
  readonly isRaw: boolean;
}

const PLAIN = "ABCXYZabcxyz0189-._~+*!$,()'";
const TEXTS = [
  'Jürgen Groß',
  '张伟',
  'Łódź 7',
  'الباب',
  '🚪',
  'naïve\r\nSet-Cookie: a',
  '\0nul\0',
  '100 %',
  '=&=',
  '…',
];
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf', '__defineGetter__'];

const percent = (bytes: Buffer): string => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const MAKERS: readonly ((dice: Dice) => Value)[] = [
  (dice) => plain(dice.text(dice.between(1, 40), PLAIN)),
  (dice) => plain(dice.text(1, PLAIN).repeat(dice.between(100, 2000))),
  (dice) => plain(dice.pick(['+49301234', '#31#', '*21*5#', '007', '100%', '%', '%zz', '%g0%', '%4', '%%%'])),
  (dice) => {
    const text = dice.pick(TEXTS);
    return { raw: percent(Buffer.from(text, 'utf8')), text, isRaw: false };
  },
  // 中国 in GBK, escaped and as it is.
  () => ({ raw: '%D6%D0%b9%fa', text: '中国', isRaw: false }),
  () => ({ raw: '\xd6\xd0\xb9\xfa', text: '中国', isRaw: true }),
  (dice) => {
    const text = dice.pick(['Jürgen', '张伟', 'John Doe', 'a\tb', 'Straße 7 b']);
    return { raw: Buffer.from(text, 'utf8').toString('latin1'), text, isRaw: true };
  },
];

export function value(dice: Dice, mayBeRaw: boolean): Value {
  for (;;) {
    const made = dice.pick(MAKERS)(dice);
    // `#` would separate before a known name only, but starts no value of these.
    if (mayBeRaw || !made.isRaw) return made;
  }
}

/** A variable's name that no vendor uses. */
export function variableName(dice: Dice): string {
  return dice.chance(0.3) ? dice.pick(NAMES) : `x${dice.text(dice.between(1, 20), 'abcdefghij0123456789_')}`;
}

/** Text that may stand behind the last variable that matters, whatever it is taken for. */
export function trailing(dice: Dice): string {
  return dice.pick([
    () => `&display_remote="${dice.text(8, 'ab &;:<>@?#=')}" <sip:1@h;user=phone>`.replaceAll(' ', '%20'),
    () => `&token=${dice.text(8, 'abc')}&event=${dice.text(8, 'abc')}&call_id=other`,
    () => `&z=${'&'.repeat(dice.between(1, 9000))}`,
    () => `&z=${';'.repeat(dice.between(1, 9000))}`,
    () => '&a='.repeat(dice.between(1000, 4000)),
    () => `&z=${';mac='.repeat(dice.between(100, 2000))}`,
    () => `&z=${'%'.repeat(dice.between(1, 9000))}`,
    () => '&remote='.concat('<'.repeat(dice.between(1, 9000))),
    () => '&remote='.concat('"'.repeat(dice.between(1, 9000))),
    () => '&local=<'.repeat(dice.between(10, 1000)),
    () => `&remote=${'sip:@;'.repeat(dice.between(10, 1000))}`,
    () => `&z=#${'/'.repeat(dice.between(1, 9000))}`,
    () => `&z=${dice.text(dice.between(1, 2000), '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~aA0')}`,
  ])();
}

function plain(raw: string): Value {
  return { raw, text: raw, isRaw: false };
}
