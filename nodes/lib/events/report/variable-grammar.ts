/** What stands where in raw variable text: the parts of its grammar that need no knowledge of a vendor. */

const LONGEST_NAME = 64;

/** Shown in place of an escape, in the escape's length, so that an index in the outline is one in the text. */
const SHOWN: Readonly<Record<string, string>> = {
  '%20': '   ',
  '%22': '"  ',
  '%3c': '<  ',
  '%3C': '<  ',
  '%3e': '>  ',
  '%3E': '>  ',
};

const SHOWN_ESCAPES = /%(?:2[02]|3[CEce])/g;
const shownAs = (escape: string): string => SHOWN[escape] ?? escape;

/** The text with escaped blanks, quotes and angle brackets as they are: some phones escape these alone. Of equal length. */
export function outline(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(SHOWN_ESCAPES, shownAs);
}

/** Index of the `=` behind the variable name that starts at `from` (blanks are allowed in it), or -1 where none does. */
export function variableNameEnd(shape: string, from: number): number {
  for (let i = from; i <= from + LONGEST_NAME; i++) {
    const code = shape.charCodeAt(i);
    if (code === 0x3d) return i > from ? i : -1;
    if (!(isLetter(code) || code === 0x20 || (i > from && isFollower(code)))) return -1;
  }
  return -1;
}

/** Whether a value that starts at `from` starts with a quote. */
export function opensQuote(shape: string, from: number): boolean {
  let open = from;
  while (shape[open] === ' ') open++;
  return shape[open] === '"';
}

/**
 * Index after the quoted display name that a value starts with; `from` where it starts with none, or where its quote is
 * not closed before `limit`: a quote that opens another value closes nothing.
 */
export function quoteEnd(shape: string, from: number, limit: number): number {
  let open = from;
  while (shape[open] === ' ') open++;
  if (shape[open] !== '"') return from;
  for (let i = open + 1; i < limit; i++) {
    if (shape[i] === '\\') i++;
    else if (shape[i] === '"') return shape[i - 1] === '=' ? from : i + 1;
  }
  return from;
}

/** Finds one character after the other, in time proportional to the text however many are asked for in ascending order. */
export class Finder {
  readonly #text: string;
  readonly #character: string;
  #found = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** Index of the first at or behind `from`; the text's length where there is none. */
  next(from: number): number {
    if (this.#found < from) {
      const index = this.#text.indexOf(this.#character, from);
      this.#found = index < 0 ? this.#text.length : index;
    }
    return this.#found;
  }
}

/** Index after the `>` that closes the `<` at `open`; `open` itself where another `<` or `limit` comes first. */
export function bracketEnd(shape: string, open: number, closing: Finder, limit: number): number {
  const close = closing.next(open);
  if (close >= limit) return open;
  const next = shape.indexOf('<', open + 1);
  return next >= 0 && next < close ? open : close + 1;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code === 0x24;
}

/** Digits, `.` and `-`: in a name, but not at its start. */
function isFollower(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d;
}
