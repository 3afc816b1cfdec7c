import { foldVariableName } from '../../vendors';
import { AngleBrackets, outline, quoteEnd, variableNameEnd } from './outline';

/** A name and its value, not yet decoded. */
export interface RawVariable {
  readonly name: string;
  readonly value: string;
}

/** Names of this package, not of a phone: whoever wrote the URL put them there. */
const OWN_NAMES: ReadonlySet<string> = new Set(['token', 'event']);

/**
 * Splits variables as phones write them: nothing is escaped, so a value may hold every separator
 * (`"John & Co" <sip:1@h;user=phone>`). Takes time in proportion to the text.
 *
 * - `&` (and `&amp;`, copied from an XML configuration) separates where a name and `=` follow; within a quoted display
 *   name or `<…>` only where the name is known.
 * - `;` and `:` separate before a known name, never within quotes or `<…>`, and not where `&` separates the phone's own
 *   variables: there `;line=1` is a SIP URI's parameter.
 * - `?` and `#` separate before a known name: URLs are glued together by hand.
 *
 * The first piece needs no proper name; without a `=` it is a name without a value.
 *
 * @param text what follows the `?`, one character per byte, undecoded
 * @param known folded names of vendors' variables, `event` and `token`
 * @param inPath the text stands in the path (`/mac=…&local=…`): `/` separates before a known name, `?` before any
 */
export function splitVariables(text: string, known: ReadonlySet<string>, inPath = false): RawVariable[] {
  return new Splitter(text, known, inPath).split();
}

/** A variable in the path: where the text before it ends, and where its name starts. */
export interface VariableStart {
  readonly end: number;
  readonly name: number;
}

/** The first variable of a path segment, from `from` up to `to`: the whole segment (`mac=…`) or behind a separator. */
export function variableStart(
  text: string,
  from: number,
  to: number,
  known: ReadonlySet<string>,
): VariableStart | undefined {
  if (isName(text, from, false, known)) return { end: from, name: from };
  for (let i = from; i < to; i++) {
    const separator = text[i];
    const strict = separator === ';' || separator === ':';
    if ((strict || separator === '&') && isName(text, i + 1, strict, known)) return { end: i, name: i + 1 };
  }
  return undefined;
}

class Splitter {
  readonly #text: string;
  readonly #shape: string;
  readonly #known: ReadonlySet<string>;
  readonly #inPath: boolean;
  readonly #brackets: AngleBrackets;
  readonly #variables: RawVariable[] = [];
  #ampersands: 'phone' | 'own' | 'none' | undefined;

  /** A `;` has separated. */
  #semicolons = false;

  /** Of the variable being read. */
  #start = 0;
  #equals = -1;
  /** Text before this index is quoted or bracketed. */
  #guarded = 0;
  /** Its value has an `@`, so that what looks like a variable may be a URI's parameter. */
  #hasHost = false;

  constructor(text: string, known: ReadonlySet<string>, inPath: boolean) {
    this.#text = text;
    this.#shape = outline(text);
    this.#known = known;
    this.#inPath = inPath;
    this.#brackets = new AngleBrackets(this.#shape);
  }

  split(): RawVariable[] {
    const shape = this.#shape;
    let i = 0;
    while (shape[i] === '&' || shape[i] === '?' || shape[i] === ';') i++;
    i = this.#begin(i);
    for (i = nextMark(shape, i); i >= 0; i = nextMark(shape, i)) {
      const character = shape[i];
      if (character === '@') this.#hasHost = true;
      if (character === '<' && i >= this.#guarded) this.#guarded = this.#brackets.end(i);
      const name = this.#nextName(i);
      if (name < 0) {
        i++;
        continue;
      }
      this.#finish(i);
      if (character === ';') this.#semicolons = true;
      i = this.#begin(name);
    }
    this.#finish(shape.length);
    return this.#variables;
  }

  /** Starts reading a variable; returns the index where its value starts. */
  #begin(start: number): number {
    this.#start = start;
    this.#equals = variableNameEnd(this.#shape, start);
    const value = this.#equals < 0 ? start : this.#equals + 1;
    this.#guarded = quoteEnd(this.#shape, value);
    this.#hasHost = false;
    return value;
  }

  #finish(before: number): void {
    let end = before;
    while (end > this.#start && this.#isIdle(this.#shape[end - 1])) end--;
    const piece = this.#text.slice(this.#start, end);
    const equals = this.#equals < 0 ? piece.indexOf('=') : this.#equals - this.#start;
    if (equals >= 0) this.#variables.push({ name: piece.slice(0, equals), value: piece.slice(equals + 1) });
    else if (piece !== '') this.#variables.push({ name: piece, value: '' });
  }

  /** Whether a separator at a value's end means nothing. */
  #isIdle(character: string | undefined): boolean {
    return character === '&' || (character === ';' && this.#semicolons) || (character === '/' && this.#inPath);
  }

  /** Index of the name that the character at `i` separates from the value before it, or -1 where it separates nothing. */
  #nextName(i: number): number {
    const free = i >= this.#guarded;
    switch (this.#shape[i]) {
      case '&': {
        const name = this.#shape.startsWith('amp;', i + 1) ? i + 5 : i + 1;
        return this.#isName(name, !free) ? name : -1;
      }
      case ';':
      case ':':
        return free && this.#isName(i + 1, true) && this.#separatesLoosely() ? i + 1 : -1;
      case '?':
        return free && this.#isName(i + 1, !this.#inPath) ? i + 1 : -1;
      case '#':
        return free && this.#isName(i + 1, true) ? i + 1 : -1;
      case '/':
        return free && this.#inPath && this.#isName(i + 1, true) ? i + 1 : -1;
      default:
        return -1;
    }
  }

  #isName(from: number, strict: boolean): boolean {
    return isName(this.#shape, from, strict, this.#known);
  }

  /** Whether `;` and `:` may separate, which only the whole text can tell. */
  #separatesLoosely(): boolean {
    this.#ampersands ??= ampersandsBefore(this.#shape, this.#known);
    // `?mac=…;ip=…&token=…` was written with `;`, `?remote=sip:1@h;line=1&token=…` was not.
    return this.#ampersands === 'none' || (this.#ampersands === 'own' && !this.#hasHost);
  }
}

/** All characters that the splitting looks at: most of a request is none of them. */
const MARKS = /[&;:?#/@<]/g;

function nextMark(shape: string, from: number): number {
  MARKS.lastIndex = from;
  return MARKS.test(shape) ? MARKS.lastIndex - 1 : -1;
}

/** Whose known variables have an `&` before them: a phone's, or only those of whoever wrote the URL. */
function ampersandsBefore(shape: string, known: ReadonlySet<string>): 'phone' | 'own' | 'none' {
  let found: 'own' | 'none' = 'none';
  for (let i = shape.indexOf('&'); i >= 0; i = shape.indexOf('&', i + 1)) {
    const equals = variableNameEnd(shape, i + 1);
    if (equals < 0) continue;
    const folded = foldVariableName(shape.slice(i + 1, equals));
    if (OWN_NAMES.has(folded)) found = 'own';
    else if (known.has(folded)) return 'phone';
  }
  return found;
}

/** Whether a variable's name and `=` stand at `from`. A name with blanks (`caller ID`) must be known, any where `strict`. */
function isName(shape: string, from: number, strict: boolean, known: ReadonlySet<string>): boolean {
  const equals = variableNameEnd(shape, from);
  if (equals < 0) return false;
  const name = shape.slice(from, equals);
  if (!strict && !name.includes(' ')) return true;
  return known.has(foldVariableName(name));
}
