import type { Meaning, VariableNames } from '../../vendors';
import type { RawVariable } from '../types';
import { decodeValue } from './decode';
import { splitPlain } from './plain-variables';
import { bracketEnd, Finder, opensQuote, outline, quoteEnd, variableNameEnd } from './variable-grammar';

export interface Split {
  readonly variables: readonly RawVariable[];
  /** What lies beyond the most variables that a request may have; '' mostly. */
  readonly unread: string;
  /** Other names would split the text alike: a phone's own vendor need not be asked again. */
  readonly isClear: boolean;
}

/** More than any phone has variables; a request with more is somebody's experiment. */
export const MOST_VARIABLES = 200;

/**
 * Splits variables as phones write them: nothing is escaped, so a text may hold every separator
 * (`"John & Co" <sip:1@h;user=phone>`). Takes time in proportion to the text.
 *
 * - A value that is no free text ends at the first `&` (or `&amp;`, copied from an XML configuration).
 * - Within a text, and in what has a name that is not known, `&` separates where a name and `=` follow; within a quoted
 *   display name or `<…>` only where the name is known.
 * - `;` and `:` separate before a known name, never within quotes or `<…>`, where the phone's variables are joined so.
 * - `?` and `#` separate before a known name, since URLs are glued together by hand; never in a value that is a URL.
 *
 * A name needs no `=`: then its value is ''.
 *
 * @param text what follows the `?`, one character per byte, undecoded
 * @param inPath the text stands in the path (`/mac=…&local=…`): `/` separates before a known name, `?` before any
 * @param isEvent whether a vendor's document names an event so: a variable may
 */
export function splitVariables(
  text: string,
  names: VariableNames,
  inPath = false,
  isEvent: (name: string) => boolean = () => false,
): Split {
  const plain = inPath ? undefined : splitPlain(text, names, MOST_VARIABLES);
  return plain ?? splitByGrammar(text, names, inPath, isEvent);
}

/** As `splitVariables`, for texts of any kind. */
export function splitByGrammar(
  text: string,
  names: VariableNames,
  inPath: boolean,
  isEvent: (name: string) => boolean,
): Split {
  return new Splitter(text, names, inPath, isEvent).split();
}

/** A variable in the path: where the text before it ends, and where its name starts. */
export interface VariableStart {
  readonly end: number;
  readonly name: number;
}

/** The first variable of a path segment, from `from` up to `to`: the whole segment (`mac=…`) or behind a separator. */
export function variableStart(text: string, from: number, to: number, names: VariableNames): VariableStart | undefined {
  if (isName(text, from, false, names)) return { end: from, name: from };
  for (let i = from; i < to; i++) {
    const separator = text[i];
    const strict = separator === ';' || separator === ':';
    if ((strict || separator === '&') && isName(text, i + 1, strict, names)) return { end: i, name: i + 1 };
  }
  return undefined;
}

/**
 * What joins the phone's own variables, beside `&`, which always may: `any` where nothing tells, `any;` where `;` does so
 * at least, behind a text of the other party, who might have written it to take a variable's joint away.
 */
type Joint = '&' | ';' | ':' | 'any' | 'any;';

class Splitter {
  readonly #text: string;
  readonly #shape: string;
  readonly #names: VariableNames;
  readonly #inPath: boolean;
  readonly #isEvent: (name: string) => boolean;
  readonly #ampersands: Finder;
  readonly #equalSigns: Finder;
  readonly #closings: Finder;
  readonly #variables: RawVariable[] = [];
  #joint: Joint | undefined;
  #isClear = true;
  /** Index of the first separator before a known name, at or behind what was asked for last. */
  #border = -1;

  /** Of the variable being read. */
  #start = 0;
  #name = '';
  #meaning: Meaning | undefined;
  /** Where its value starts; what has no `=` ends there. */
  #value = 0;
  /** Text before this index is quoted or bracketed. */
  #guarded = 0;
  /** Its value has an `@`, so that what looks like a variable may be a URI's parameter. */
  #hasHost = false;

  constructor(text: string, names: VariableNames, inPath: boolean, isEvent: (name: string) => boolean) {
    this.#isEvent = isEvent;
    this.#text = text;
    this.#shape = outline(text);
    this.#names = names;
    this.#inPath = inPath;
    this.#ampersands = new Finder(text, '&');
    this.#equalSigns = new Finder(text, '=');
    this.#closings = new Finder(this.#shape, '>');
  }

  split(): Split {
    const shape = this.#shape;
    let i = 0;
    while (shape[i] === '&' || shape[i] === '?' || shape[i] === ';') i++;
    i = this.#begin(i);
    for (i = nextMark(shape, i); i >= 0; i = nextMark(shape, i)) {
      const character = shape[i];
      if (character === '@') this.#hasHost = true;
      if (character === '<' && i >= this.#guarded && !this.#isStrictAt(i)) {
        this.#guarded = bracketEnd(shape, i, this.#closings, this.#borderFrom(i));
      }
      const name = this.#nextName(i);
      if (name < 0) {
        i++;
        continue;
      }
      this.#finish(i);
      this.#learnJoint(character);
      if (this.#variables.length >= MOST_VARIABLES) return this.#result(this.#text.slice(i));
      i = this.#begin(name);
    }
    this.#finish(shape.length);
    return this.#result('');
  }

  #result(unread: string): Split {
    return { variables: this.#variables, unread, isClear: this.#isClear && unread === '' };
  }

  /** Starts reading a variable; returns the index from which on it may end. */
  #begin(start: number): number {
    const proper = variableNameEnd(this.#shape, start);
    const ampersand = proper < 0 ? this.#ampersands.next(start) : this.#text.length;
    const equals = proper < 0 ? this.#equalSigns.next(start) : proper;
    const hasValue = equals < ampersand;
    this.#start = start;
    this.#value = hasValue ? equals + 1 : ampersand;
    this.#setName(hasValue ? equals : ampersand);
    this.#hasHost = false;
    this.#guarded = 0;
    if (hasValue && this.#meaning?.wording !== 'value' && opensQuote(this.#shape, this.#value)) {
      this.#guarded = quoteEnd(this.#shape, this.#value, this.#borderFrom(this.#value));
    }
    // Nothing separates within a proper name, but URLs glued by hand may hold one behind anything else.
    return proper < 0 ? start : this.#value;
  }

  #setName(end: number): void {
    this.#name = decodeValue(this.#text.slice(this.#start, end)).trim();
    this.#meaning = this.#names.meaningOf(this.#name);
  }

  #finish(before: number): void {
    let end = before;
    while (end > this.#start && this.#isIdle(this.#shape[end - 1])) end--;
    // Without a `=` of its own it is a name without a value.
    if (end < this.#value) this.#setName(end);
    const value = this.#text.slice(this.#value, Math.max(end, this.#value));
    if (this.#name === '' && value === '') return;
    this.#variables.push({ name: this.#name, value, meaning: this.#meaning });
  }

  /** Whether a separator at a value's end means nothing. */
  #isIdle(character: string | undefined): boolean {
    return (
      character === '&' ||
      (character === ';' && this.#joint?.endsWith(';') === true) ||
      (character === '/' && this.#inPath)
    );
  }

  /** Whether what is being read ends at the first `&`: what is no free text, and a name that no `=` has followed. */
  #isStrictAt(i: number): boolean {
    return i < this.#value || i === this.#text.length || this.#meaning?.wording === 'value' || this.#isFlag;
  }

  get #isFlag(): boolean {
    return this.#value === this.#text.length || this.#text[this.#value - 1] !== '=';
  }

  /** Index of the name that the character at `i` separates from the value before it, or -1 where it separates nothing. */
  #nextName(i: number): number {
    const free = i >= this.#guarded;
    const character = this.#shape[i];
    if (character === '&') {
      const name = behindJoint(this.#shape, i);
      if (!free || !isName(this.#shape, name, false)) this.#isClear = false;
      return this.#isStrictAt(i) || isName(this.#shape, name, !free, this.#names) ? name : -1;
    }
    if (character === '@' || character === '<') return -1;
    const hasName = variableNameEnd(this.#shape, i + 1) >= 0;
    if (hasName) this.#isClear = false;
    return free && this.#separates(i, hasName) ? i + 1 : -1;
  }

  #separates(i: number, hasName: boolean): boolean {
    const isKnown = (): boolean => hasName && isName(this.#shape, i + 1, true, this.#names);
    switch (this.#shape[i]) {
      case ';':
        return this.#joins(';', i, hasName) || (this.#isStrictAt(i) && this.#joinsUnknown(';', i, hasName));
      case ':':
        return this.#joins(':', i, hasName) || (this.#isStrictAt(i) && this.#joinsUnknown(':', i, hasName));
      case '?':
        return (this.#inPath ? hasName : isKnown()) && !this.#isUrlUpTo(i);
      case '#':
        return isKnown() && !this.#isUrlUpTo(i);
      default:
        return this.#inPath && isKnown();
    }
  }

  /** `;` and `:` are joints only where the phone uses them so, which only the text before can tell. */
  #joins(joint: ';' | ':', i: number, hasName: boolean): boolean {
    const meaning = hasName ? meaningAt(this.#shape, i + 1, this.#names) : undefined;
    if (meaning === undefined) return false;
    const found = this.#findJoint();
    if (found === 'any') return !(joint === ';' && this.#hasHost && mayBeUriParameter(meaning));
    return found === 'any;' || found === joint;
  }

  /**
   * Behind what is no text, before any name: where the phone's variables are joined so. Where nothing tells how they are,
   * behind our own `event` and `token`, and before an event's name behind the phone's MAC and the like.
   */
  #joinsUnknown(joint: ';' | ':', i: number, hasName: boolean): boolean {
    const found = this.#findJoint();
    if (found === joint || (joint === ';' && found === 'any;')) return joint === ';' || hasName;
    if (found !== 'any' || !hasName) return false;
    if (this.#meaning?.isOurs) return true;
    return this.#meaning?.field?.startsWith('phone.') === true && this.#isEvent(nameAt(this.#shape, i + 1));
  }

  #findJoint(): Joint {
    if (this.#joint === undefined) {
      this.#joint = jointOf(this.#shape, this.#names);
    }
    return this.#joint;
  }

  /** Behind a text of the other party the first joint of the phone's own words tells, since nothing else does. */
  #learnJoint(character: string | undefined): void {
    if (this.#joint !== 'any' || !this.#meaning || this.#meaning.wording === 'theirs' || this.#meaning.isOurs) return;
    if (character === ';') this.#joint = 'any;';
  }

  /** `http://…` and `sip:…`: what stands behind a `?` in it is its own. */
  #isUrlUpTo(i: number): boolean {
    return URL_START.test(this.#shape.slice(this.#value, Math.min(i, this.#value + 40)));
  }

  /** Where, at the latest, a quote or bracket opened at `from` must have been closed: a known name ends any value. */
  #borderFrom(from: number): number {
    const joints = BORDERS[this.#findJoint()];
    if (this.#border >= from) return this.#border;
    let next = nextOf(joints, this.#shape, from);
    while (next >= 0 && !this.#isBorder(next)) next = nextOf(joints, this.#shape, next + 1);
    this.#border = next < 0 ? this.#shape.length : next;
    return this.#border;
  }

  #isBorder(joint: number): boolean {
    const meaning = meaningAt(this.#shape, behindJoint(this.#shape, joint), this.#names);
    return meaning !== undefined && (this.#shape[joint] === '&' || !mayBeUriParameter(meaning));
  }
}

const URL_START = /^\s*(?:[a-z][a-z0-9+.-]{1,15}(?::|%3a)(?:\/|%2f){2}|(?:sips?|tel):)/i;

/** All characters that the splitting looks at, by their codes: most of a request is none of them. */
const MARKS = Uint8Array.from({ length: 128 }, (_, code) => ('&;:?#/@<'.includes(String.fromCharCode(code)) ? 1 : 0));
const BORDERS: Readonly<Record<Joint, RegExp>> = {
  '&': /&/g,
  ';': /[&;]/g,
  ':': /[&:]/g,
  any: /[&;:]/g,
  'any;': /[&;:]/g,
};

function nextMark(shape: string, from: number): number {
  for (let i = from; i < shape.length; i++) if (MARKS[shape.charCodeAt(i)] === 1) return i;
  return -1;
}

function nextOf(characters: RegExp, shape: string, from: number): number {
  characters.lastIndex = from;
  return characters.test(shape) ? characters.lastIndex - 1 : -1;
}

const behindJoint = (shape: string, joint: number): number =>
  shape[joint] === '&' && shape.startsWith('amp;', joint + 1) ? joint + 5 : joint + 1;

/**
 * How the phone's own variables are joined: by what stands before the second that is known. What is ours may have been
 * joined to the phone's in another way. Where a text of the other party comes first, nothing is certain.
 */
function jointOf(shape: string, names: VariableNames): Joint {
  let value = -1;
  let host = shape.length;
  let isTheirs = false;
  let found: Joint = 'any';
  for (let start = 0, joint = ''; start >= 0; ) {
    const equals = variableNameEnd(shape, start);
    const meaning = equals < 0 ? undefined : names.meaningOf(shape.slice(start, equals).trim());
    if (meaning && !meaning.isOurs) {
      if (value < 0) {
        value = equals;
        host = shape.indexOf('@', value);
        if (host < 0) host = shape.length;
        isTheirs = meaning.wording === 'theirs';
      } else if (!(joint === ';' && host < start && mayBeUriParameter(meaning))) {
        if (!isTheirs) return joint as Joint;
        if (joint !== ';') return 'any';
        found = 'any;';
      }
    }
    const next = nextOf(BORDERS.any, shape, equals < 0 ? start : equals);
    joint = shape[next] ?? '';
    start = next < 0 ? -1 : behindJoint(shape, next);
  }
  return found;
}

/** A SIP URI may have a parameter that is called like a variable of a phone: `sip:1@h;line=1`. */
function mayBeUriParameter({ wording, field }: Meaning): boolean {
  return wording === 'value' && (field === undefined || field === 'call.line');
}

function meaningAt(shape: string, from: number, names: VariableNames): Meaning | undefined {
  const name = nameAt(shape, from);
  return name === '' ? undefined : names.meaningOf(name);
}

/** The name that a `=` follows; '' where none does. */
function nameAt(shape: string, from: number): string {
  const equals = variableNameEnd(shape, from);
  return equals < 0 ? '' : shape.slice(from, equals).trim();
}

/** Whether a variable's name and `=` stand at `from`. A name with blanks (`caller ID`) must be known, any where `strict`. */
function isName(shape: string, from: number, strict: boolean, names?: VariableNames): boolean {
  const equals = variableNameEnd(shape, from);
  if (equals < 0) return false;
  if (!strict && !hasBlank(shape, from, equals)) return true;
  return names?.meaningOf(shape.slice(from, equals).trim()) !== undefined;
}

function hasBlank(shape: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (shape.charCodeAt(i) === 0x20) return true;
  return false;
}
