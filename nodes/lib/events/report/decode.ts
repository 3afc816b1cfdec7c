import { isUtf8 } from 'node:buffer';

/** Absent where Node.js was built without full ICU data; such a build falls back to latin1. */
const gb18030 = chineseDecoder();

/**
 * The text of a value as a phone put it into a request line.
 *
 * Only `%XX` is an escape: phones do not form-encode, so `+` is the plus of `+49…`, and a `%` without two hex digits is a
 * percent sign. The bytes are UTF-8, else GB 18030 (GBK and GB 2312 included), which firmware for the Chinese market sends.
 * Control characters survive: they are the sender's text, and harmless in a string.
 *
 * @param latin1 one character per byte, escapes still in it
 */
export function decodeValue(latin1: string): string {
  if (!/[%\u0080-\u00ff]/.test(latin1)) return latin1;
  if (isAscii(latin1)) {
    try {
      // The same for escapes that are whole and UTF-8, and several times faster.
      return decodeURIComponent(latin1);
    } catch {
      // Others need the byte's way.
    }
  }
  const bytes = unescapeBytes(latin1);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  try {
    return gb18030 ? gb18030.decode(bytes) : bytes.toString('latin1');
  } catch {
    return bytes.toString('latin1');
  }
}

function isAscii(latin1: string): boolean {
  return !/[\u0080-\u00ff]/.test(latin1);
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
