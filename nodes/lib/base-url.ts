/** Of a URL up to an event's name: nothing in it ends a line, a path or an attribute. */
const BASE = /^https?:\/\/[^\s/?#"'<>\p{Cc}]+[^\s?#"'<>\p{Cc}]*$/iu;
/** In characters; a phone keeps 511 at most. */
const LONGEST = 1000;

/**
 * A server as phones reach it, as it is written into files and URLs.
 *
 * @returns with its scheme in small letters, as phones have it, in ASCII alone, and without slashes at its end; undefined where it is none
 */
export function readBaseUrl(text: string): string | undefined {
  if (text.length > LONGEST || !BASE.test(text) || !URL.canParse(text)) return undefined;
  if (/[^!-~]/.test(text)) return inAscii(new URL(text));
  return text.replace(/^https?/i, (scheme) => scheme.toLowerCase()).replace(/\/+$/, '');
}

/** Phones know no letters beyond ASCII in a name or a path, nor do all ways on which it is told. */
function inAscii({ protocol, username, password, host, pathname }: URL): string | undefined {
  return username + password === '' ? `${protocol}//${host}${pathname}`.replace(/\/+$/, '') : undefined;
}
