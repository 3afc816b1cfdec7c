import { isUtf8 } from 'node:buffer';
import { isUnsubstituted } from './unsubstituted';

/** How a phone's texts are written, where that is known. */
export type Charset = 'gb18030' | 'windows-1252';

/** A text without any is read as it stands, and holds no name that the phone left over. */
const ESCAPE_HIGH_OR_MARK = /[%\u0080-\u00ff${]/;
const ESCAPE_OR_HIGH = /[%\u0080-\u00ff]/;
const HIGH = /[\u0080-\u00ff]/;
const NAMED_IN_PERCENTS = /%[A-Za-z][\w.-]*%/;

/** Absent where Node.js was built without full ICU data; such a build falls back to Windows-1252. */
const gb18030 = chineseDecoder();

/** What Windows-1252 has at 0x80 to 0x9f, where ISO 8859-1 has control characters; unassigned ones stay those. */
const WINDOWS_80_TO_9F = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Whether a value says what it says without a further look: so most do. */
export function isAsItStands(latin1: string): boolean {
  return !ESCAPE_HIGH_OR_MARK.test(latin1);
}

/**
 * The text of a value as a phone put it into a request line.
 *
 * Only `%XX` is an escape: phones do not form-encode, so `+` is the plus of `+49…`, and a `%` without two hex digits is a
 * percent sign, as are those around a name that the phone left over (`%CALLER_NUM%`). Which characters the bytes are is
 * decided once per value: by `charset`, else UTF-8; else Windows-1252, where high bytes stand as letters of Western names
 * do (alone, or two between lower-case letters); else GB 18030 (GBK and GB 2312 included). A last character that the phone
 * cut through is left out. Control characters survive: they are the sender's text, and harmless in a string.
 *
 * @param latin1 one character per byte, escapes still in it
 */
export function decodeValue(latin1: string, charset?: Charset): string {
  if (!ESCAPE_OR_HIGH.test(latin1)) return latin1;
  if (isUnsubstituted(latin1) && NAMED_IN_PERCENTS.test(latin1)) return latin1;
  if (charset === undefined && !HIGH.test(latin1)) {
    try {
      // The same for escapes that are whole and UTF-8, and several times faster.
      return decodeURIComponent(latin1);
    } catch {
      // Others need the byte's way.
    }
  }
  const bytes = unescapeBytes(latin1);
  if (charset === 'windows-1252') return asWindows(bytes);
  if (charset === undefined) {
    const utf8 = asUtf8(bytes);
    if (utf8 !== undefined) return utf8;
    if (isWestern(bytes)) return asWindows(bytes);
  }
  return asChinese(bytes) ?? asWindows(bytes);
}

/** Undefined where it is none, even without a last character that was cut through. */
function asUtf8(bytes: Buffer): string | undefined {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const cut = cutCharacter(bytes);
  if (cut === undefined) return undefined;
  const whole = bytes.subarray(0, cut);
  if (!isUtf8(whole)) return undefined;
  // A lone last byte may be a letter of its own (`Jos%E9`): not behind other UTF-8, nor where most Western letters begin so.
  const isLone = bytes.length - cut === 1;
  return isLone && bytes[cut] !== 0xc3 && whole.every(isAsciiByte) ? undefined : whole.toString('utf8');
}

/** Index of a last UTF-8 character that lacks bytes. */
function cutCharacter(bytes: Buffer): number | undefined {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc2) {
      const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;
      return needed > back ? bytes.length - back : undefined;
    }
    if (byte < 0x80) return undefined;
  }
  return undefined;
}

function isWestern(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) {
    if (isAsciiByte(bytes[i] ?? 0)) continue;
    const start = i;
    while (i < bytes.length && !isAsciiByte(bytes[i] ?? 0)) i++;
    const length = i - start;
    if (length > 2) return false;
    if (length === 2 && !(isSmallLetter(bytes[start - 1]) && isSmallLetter(bytes[i]))) return false;
  }
  return true;
}

const isAsciiByte = (byte: number): boolean => byte < 0x80;
const isSmallLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x61 && byte <= 0x7a;

function asWindows(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (sign) => WINDOWS_80_TO_9F[sign.charCodeAt(0) - 0x80] ?? sign);
}

function asChinese(bytes: Buffer): string | undefined {
  // Of a last character that was cut through, one byte is left, or up to three of one that has four.
  for (let cut = 0; cut <= 3 && cut < bytes.length; cut++) {
    try {
      return gb18030?.decode(bytes.subarray(0, bytes.length - cut));
    } catch {
      // Perhaps without the last byte.
    }
    if (bytes.subarray(bytes.length - cut - 1).every(isAsciiByte)) return undefined;
  }
  return undefined;
}

function unescapeBytes(latin1: string): Buffer {
  const bytes = Buffer.allocUnsafe(latin1.length);
  let length = 0;
  for (let i = 0; i < latin1.length; i++) {
    let byte = latin1.charCodeAt(i);
    if (byte === 0x25) {
      const high = hexDigit(latin1.charCodeAt(i + 1));
      const low = hexDigit(latin1.charCodeAt(i + 2));
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low;
        i += 2;
      }
    }
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

/** -1 where it is none; past the end of a text, charCodeAt's NaN is none either. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

function chineseDecoder(): TextDecoder | undefined {
  try {
    return new TextDecoder('gb18030', { fatal: true });
  } catch {
    return undefined;
  }
}
