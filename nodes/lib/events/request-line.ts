/** The first line of a request, as lenient as phones need it. */
export interface RequestLine {
  readonly method: string;
  /** Origin-form or absolute-form, every byte outside `!`…`~` percent-encoded: what a correct phone would have sent. */
  readonly target: string;
  readonly version: '0.9' | '1.0' | '1.1';
}

/** Control characters but TAB: no phone puts them into a request line, so whoever sends them is none. */
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;

/**
 * Reads a request line whose target may hold raw blanks, TABs, UTF-8 or GBK bytes: the target is all that stands between
 * the method and the last ` HTTP/`.
 *
 * @param line one character per byte, without the line end
 * @returns undefined where it is no request line of HTTP/1.x or earlier
 */
export function readRequestLine(line: string): RequestLine | undefined {
  const blank = line.indexOf(' ');
  const method = line.slice(0, Math.max(blank, 0));
  if (!/^[A-Za-z]{1,20}$/.test(method)) return undefined;

  const mark = line.lastIndexOf(' HTTP/');
  // In the target they are looked for where it holds anything that is to be escaped, which most do not.
  if (mark >= 0 && CONTROL.test(line.slice(mark))) return undefined;
  const version = mark < 0 ? '0.9' : readVersion(line.slice(mark + ' HTTP/'.length));
  if (version === undefined) return undefined;
  const target = withoutBlanks(line.slice(blank + 1, mark < 0 ? line.length : Math.max(mark, blank + 1)));
  if (!target.startsWith('/') && !/^https?:\/\//i.test(target)) return undefined;
  if (!RAW.test(target)) return { method, target, version };
  return CONTROL.test(target) ? undefined : { method, target: escapeRaw(target), version };
}

/** What may not stand in a URL as it is. */
const RAW = /[^!-~]/;
const EACH_RAW = new RegExp(RAW, 'g');

/** Percent-encodes what may not stand in a URL as it is. Escapes, and a lone `%`, stay as they are. */
export function escapeRaw(latin1: string): string {
  if (!RAW.test(latin1)) return latin1;
  return latin1.replace(EACH_RAW, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** Escapes in capitals: `%c3` and `%C3` are one (RFC 3986 section 6.2.2.1). Of equal length. */
export function foldEscapes(path: string): string {
  return path.includes('%') ? path.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase()) : path;
}

/** Not `trim`, to which the last byte of a UTF-8 letter may look like a no-break space. */
function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function readVersion(text: string): RequestLine['version'] | undefined {
  const version = text.trimEnd();
  if (version === '1.0' || version === '0.9') return version;
  // A minor version promises nothing that would matter here (RFC 9112 section 2.3).
  return /^1\.\d$/.test(version) ? '1.1' : undefined;
}
