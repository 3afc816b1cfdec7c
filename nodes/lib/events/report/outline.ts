/** What stands where in raw variable text: the parts of its grammar that need no knowledge of a vendor. */

const LONGEST_NAME = 64;

/** Shown in place of an escape, in the escape's length, so that an index in the outline is one in the text. */
const SHOWN: Readonly<Record<string, string>> = { '%20': '   ', '%22': '"  ', '%3c': '<  ', '%3e': '>  ' };

/** The text with escaped blanks, quotes and angle brackets as they are: some phones escape these alone. Of equal length. */
export function outline(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%(?:2[02]|3[CEce])/g, (escape) => SHOWN[escape.toLowerCase()] ?? escape);
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

/**
 * Index after the quoted display name that a value starts with; `from` where it starts with none, or where its quote is
 * never closed: a quote that opens another value closes nothing.
 */
export function quoteEnd(shape: string, from: number): number {
  let open = from;
  while (shape[open] === ' ') open++;
  if (shape[open] !== '"') return from;
  for (let i = open + 1; i < shape.length; i++) {
    if (shape[i] === '\\') i++;
    else if (shape[i] === '"') return shape[i - 1] === '=' ? from : i + 1;
  }
  return from;
}

/** Finds the `>` of a `<`, in time proportional to the text however many are asked for in ascending order. */
export class AngleBrackets {
  readonly #shape: string;
  #close = -1;

  constructor(shape: string) {
    this.#shape = shape;
  }

  /** Index after the `>` that closes the `<` at `open`; `open` itself where the next bracket is another `<` or none. */
  end(open: number): number {
    if (this.#close < open) {
      const found = this.#shape.indexOf('>', open);
      this.#close = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    if (this.#close === Number.POSITIVE_INFINITY) return open;
    const next = this.#shape.indexOf('<', open + 1);
    return next >= 0 && next < this.#close ? open : this.#close + 1;
  }
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code === 0x24;
}

/** Digits, `.` and `-`: in a name, but not at its start. */
function isFollower(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d;
}
