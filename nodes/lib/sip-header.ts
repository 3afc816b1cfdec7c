/** Header fields by lower-case long name, in the order in which they came. */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** RFC 3261 section 7.3.3 (and RFC 6665 for `o`): the short names of headers. */
const LONG_NAMES: ReadonlyMap<string, string> = new Map([
  ['v', 'via'],
  ['f', 'from'],
  ['t', 'to'],
  ['i', 'call-id'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['c', 'content-type'],
  ['o', 'event'],
]);

/** @param written of a header, in any case. @returns its long name, in lower case */
export function longName(written: string): string {
  const lower = written.toLowerCase();
  return LONG_NAMES.get(lower) ?? lower;
}

/** Splits header lines, folded ones and loose blanks included. Lines that are no header are skipped. */
export function parseHeaders(text: string): Headers {
  const headers = new Map<string, string[]>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = longName(line.slice(0, colon).trim());
    const values = headers.get(name);
    const value = line.slice(colon + 1).trim();
    if (values) values.push(value);
    else headers.set(name, [value]);
  }
  return headers;
}

/** Cuts at a separator that stands neither in a quoted string nor between angle brackets. */
export function splitOutsideQuotes(value: string, separator: ',' | ';'): string[] {
  if (!value.includes(separator)) return [value.trim()];
  const parts: string[] = [];
  let quoted = false;
  let angled = false;
  let start = 0;
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '<') angled = true;
    else if (character === '>') angled = false;
    else if (character === separator && !angled) {
      parts.push(value.slice(start, index).trim());
      start = index + 1;
    }
  }
  parts.push(value.slice(start).trim());
  return parts;
}

/**
 * A parameter of a header value: of `"A;tag=no" <sip:a;tag=no>;tag=yes` the tag is `yes`.
 * @param name lower case
 */
export function headerParameter(value: string, name: string): string | undefined {
  for (const part of splitOutsideQuotes(value, ';').slice(1)) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim().toLowerCase() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
