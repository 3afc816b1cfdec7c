import { PhoneError } from '../errors';
import { type Sentence, sentence } from '../sentences/sentence';

/** More than any number with its separators needs. */
const LONGEST = 200;
/** Behind a `+` (E.164). */
const MOST_INTERNATIONAL = 15;
/** With a prefix to dial out and an international one it is hardly more. */
const MOST_DIGITS = 24;

/** Format characters (marks of writing direction, zero-width signs, soft hyphens), variation selectors, blank letters. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\p{Default_Ignorable_Code_Point}/gu;
/** Visual separators: blanks, dashes of all kinds, dots. Slashes and brackets are looked at first. */
const SEPARATORS = /[\p{Zs}\p{Pd}\u2043\u2212.\u00b7]/gu;
const SLASHES = /[\u2044\u2215]/g;
/** Italy, San Marino and the Vatican dial the zero from abroad as well (ITU-T E.164 national plans). */
const KEEPS_ZERO = /^(?:\+|00)(?:39|378|379)$/;

/**
 * The telephone number that a person meant who typed or pasted it: `+49 (0) 30 / 1234-56` is +4930123456.
 *
 * Blanks, dashes, dots, one slash and brackets go, and so do invisible characters that come along with a copy; full-width
 * and Arabic digits become plain ones; a `(0)` behind an international prefix goes. `tel:` URIs (RFC 3966) are taken where
 * they name a number as it is dialled. Whatever might be another number than the one that was meant is refused.
 *
 * @returns digits, `*` and `#`, with a `+` in front where it was
 * @throws PhoneError INVALID_VALUE; says what is wrong, never the text itself
 */
export function readTypedNumber(typed: string | number): string {
  const given = String(typed);
  if (given.length > LONGEST) throw invalid(sentence('typed.too-long'));
  const text = withPlainDigits(given.replace(INVISIBLE, '').trim()).replace(SLASHES, '/');
  const subscriber = withoutScheme(text);
  refuseOther(subscriber);
  refuseSecondNumber(subscriber);
  const number = withoutTrunkZero(subscriber)
    .replace(/[()[\]/]/g, '')
    .replace(SEPARATORS, '');
  if (!/^\+?[0-9*#]+$/.test(number) || !/[0-9]/.test(number)) throw invalid(sentence('typed.none'));
  if (number.length > (number.startsWith('+') ? MOST_INTERNATIONAL + 1 : MOST_DIGITS))
    throw invalid(sentence('typed.too-many'));
  return number;
}

/** Full-width signs (U+FF01 to U+FF5E) as ASCII, Arabic-Indic and Persian digits as 0 to 9. */
function withPlainDigits(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** RFC 3966: parameters follow the number; those that make it another one, or only a part of one, are refused. */
function withoutScheme(text: string): string {
  if (!/^tel:/i.test(text)) return text;
  const [subscriber = '', ...parameters] = unescape(text.slice('tel:'.length))
    .replace(/^\s*\/\//, '')
    .split(';');
  for (const parameter of parameters) {
    const [name = ''] = parameter.split('=', 1);
    if (/^(?:ext|isub|phone-context)$/i.test(name.trim())) {
      throw invalid(sentence('typed.tel', { parameter: name.trim().toLowerCase() }));
    }
  }
  return subscriber;
}

function unescape(text: string): string {
  return text.replace(/%(2[0-9a-f]|3[0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const EDGE = /^[\p{Pd}\u2043\u2212.\u00b7]|[\p{Pd}\u2043\u2212.\u00b7]$/u;
/** `12.34.56.78` is how some write a number. */
const ADDRESS = /^(?!\d\d\.\d\d\.\d\d\.\d\d$)\d{1,3}(?:\.\d{1,3}){3}$/;

/** What consists of a number's characters and is none: -5, an extension that is missing, an IP address. */
function refuseOther(text: string): void {
  if (EDGE.test(text.trim())) throw invalid(sentence('typed.edge'));
  if (ADDRESS.test(text)) throw invalid(sentence('typed.address'));
}

/** Before the slash of one number stands an area code alone, with its country code perhaps. */
const AREA_CODE = /^(?:(?:\+|00 ?)[1-9][0-9]{0,2} )?[0-9]{2,6}$|^(?:\+|00)[0-9]{3,9}$/;

/**
 * `030/1234` is one number; `030 1234 / 5678`, `030 1234 / 0171 5678`, `030 1234567/68` and `030 1234 0171 5678` are several.
 */
function refuseSecondNumber(text: string): void {
  refuseSecondBeginning(text);
  const [before = '', after, ...more] = text.split('/');
  if (after === undefined) return;
  const groups = before
    .replace(/[([]\s*0\s*[)\]]/, ' ')
    .replace(/[()[\]]/g, ' ')
    .replace(SEPARATORS, ' ');
  const isOne =
    more.length === 0 &&
    AREA_CODE.test(groups.trim().replace(/ +/g, ' ')) &&
    !/^[^0-9*#]*[0+]/.test(after) &&
    digitsIn(after) >= 2;
  if (!isOne) throw invalid(sentence('typed.several'));
}

/** Behind what may be a whole number, blanks and a group that begins as one and goes on as one. */
function refuseSecondBeginning(text: string): void {
  for (const { index } of text.matchAll(/\p{Zs}+[([]?0[0-9)\]\p{Pd}.]{2}/gu)) {
    if (digitsIn(text.slice(0, index)) >= 7 && digitsIn(text.slice(index)) >= 6) {
      throw invalid(sentence('typed.several'));
    }
  }
}

function digitsIn(text: string): number {
  return text.replace(/[^0-9]/g, '').length;
}

/** The `(0)` of `+49 (0)30`: dialled within the country alone. */
function withoutTrunkZero(text: string): string {
  const brackets = text.match(/[()[\]]/g)?.join('') ?? '';
  if (!/^(?:\(\)|\[\])*$/.test(brackets)) throw invalid(sentence('typed.bracket'));
  const zero = /[([]\s*0\s*[)\]]/.exec(text);
  if (!zero || !/[0-9]/.test(text.slice(0, zero.index))) return text;
  const prefix = text
    .slice(0, zero.index)
    .replace(/[()[\]]/g, '')
    .replace(SEPARATORS, '');
  if (KEEPS_ZERO.test(prefix)) throw invalid(sentence('typed.kept-zero'));
  // A `(0)` further on is nobody's custom: who wrote it may have meant either.
  if (!/^(?:\+|00)[1-9][0-9]{0,2}$/.test(prefix)) throw invalid(sentence('typed.odd-zero'));
  const rest = text.slice(zero.index + zero[0].length);
  if (/[([]\s*0\s*[)\]]/.test(rest)) throw invalid(sentence('typed.second-zero'));
  return text.slice(0, zero.index) + rest;
}

function invalid(words: Sentence): PhoneError {
  return new PhoneError('INVALID_VALUE', words);
}
