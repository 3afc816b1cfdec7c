/** Of a URL up to an event's name: nothing in it ends a line, a path or an attribute. */
const BASE = /^https?:\/\/[^\s/?#"'<>\p{Cc}]+[^\s?#"'<>\p{Cc}]*$/iu;
/** In characters; a phone keeps 511 at most. */
const LONGEST = 1000;

/**
 * A server as phones reach it, as it is written into files and URLs.
 *
 * @returns with its scheme in small letters, as phones have it, and without slashes at its end; undefined where it is none
 */
export function readBaseUrl(text: string): string | undefined {
  if (text.length > LONGEST || !BASE.test(text) || !URL.canParse(text)) return undefined;
  return text.replace(/^https?/i, (scheme) => scheme.toLowerCase()).replace(/\/+$/, '');
}
