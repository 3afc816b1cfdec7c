/** An element, and all that is in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Its own text, in one piece, without that of the elements in it. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const DEPTH = 12;
const ELEMENTS = 256;
const ATTRIBUTES = 32;

const DECLARATION = /^\ufeff?(?:<\?xml\s[^<>?]{1,120}\?>)?/;
const OPENING = /<([A-Za-z_:][\w:.-]{0,99})/y;
const ATTRIBUTE = /\s{1,999}([A-Za-z_:][\w:.-]{0,99})\s{0,99}=\s{0,99}(?:"([^"<]*)"|'([^'<]*)')/y;
const ENDING = /\s{0,999}(\/?)>/y;
const CLOSING = /<\/([A-Za-z_:][\w:.-]{0,99})\s{0,999}>/y;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** What XML 1.0 may hold (section 2.2). */
const FORBIDDEN = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Reads a small XML document, in time that is proportional to its length. Strict: whatever is not well-formed is nothing.
 * There is no document type, and so no entity beyond XML's own five: who sends one is not read. Neither are instructions
 * but the declaration, more than 256 elements, and elements deeper than 12 in each other.
 *
 * @returns the root; undefined where the document cannot be read, or is none
 */
export function readXml(document: string): XmlElement | undefined {
  return FORBIDDEN.test(document) ? undefined : new Reader(document).read();
}

/**
 * A text as an element or an attribute holds it.
 * @returns undefined where it has signs that XML cannot hold, not even by their numbers
 */
export function writeXml(text: string): string | undefined {
  if (FORBIDDEN.test(text)) return undefined;
  return text.replace(/[&<>"'\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

interface Open {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  text: string;
  readonly children: XmlElement[];
}

class Reader {
  readonly #text: string;
  readonly #open: Open[] = [];
  #at: number;
  #root: XmlElement | undefined;
  #elements = 0;

  constructor(text: string) {
    this.#text = text;
    this.#at = DECLARATION.exec(text)?.[0].length ?? 0;
  }

  read(): XmlElement | undefined {
    while (this.#at < this.#text.length) if (!this.#step()) return undefined;
    return this.#open.length === 0 ? this.#root : undefined;
  }

  /** @returns false where it goes on in a way that is none */
  #step(): boolean {
    const text = this.#text;
    const mark = text.indexOf('<', this.#at);
    const end = mark < 0 ? text.length : mark;
    if (end > this.#at) {
      const words = referencesIn(text.slice(this.#at, end));
      this.#at = end;
      return words !== undefined && this.#take(words);
    }
    if (text.startsWith('<!--', mark)) return this.#skip('<!--', '-->') !== undefined;
    if (text.startsWith('<![CDATA[', mark)) {
      const words = this.#open.length > 0 ? this.#skip('<![CDATA[', ']]>') : undefined;
      return words !== undefined && this.#take(words);
    }
    return text.charAt(mark + 1) === '/' ? this.#close() : this.#begin();
  }

  /** @returns what stands between two marks */
  #skip(from: string, to: string): string | undefined {
    const start = this.#at + from.length;
    const end = this.#text.indexOf(to, start);
    if (end < 0) return undefined;
    this.#at = end + to.length;
    return this.#text.slice(start, end);
  }

  #take(words: string): boolean {
    const top = this.#open.at(-1);
    if (!top) return words.trim() === '';
    top.text += words;
    return true;
  }

  #begin(): boolean {
    const name = this.#match(OPENING)?.[1];
    this.#elements += 1;
    if (name === undefined || this.#elements > ELEMENTS || this.#open.length >= DEPTH) return false;
    if (this.#open.length === 0 && this.#root) return false;
    const attributes: (readonly [string, string])[] = [];
    for (;;) {
      const [, key, double, single] = this.#match(ATTRIBUTE) ?? [];
      if (key === undefined) break;
      const value = referencesIn((double ?? single ?? '').replace(/[\t\n\r]/g, ' '));
      const isTwice = attributes.some(([other]) => other === key);
      if (value === undefined || isTwice || attributes.length >= ATTRIBUTES) return false;
      attributes.push([key, value]);
    }
    const ending = this.#match(ENDING);
    if (!ending) return false;
    const element: Open = { name, attributes, text: '', children: [] };
    if (ending[1] === '/') this.#put(element);
    else this.#open.push(element);
    return true;
  }

  #close(): boolean {
    const name = this.#match(CLOSING)?.[1];
    const top = this.#open.pop();
    if (!top || top.name !== name) return false;
    this.#put(top);
    return true;
  }

  #put(element: XmlElement): void {
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.#root = element;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }
}

/** @returns undefined for a reference to what there is not */
function referencesIn(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let isKnown = true;
  const filled = text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const sign = code <= 0x10ffff ? String.fromCodePoint(code) : '\0';
    // NaN: an ampersand alone.
    if (!(code <= 0x10ffff) || FORBIDDEN.test(sign)) isKnown = false;
    return sign;
  });
  return isKnown ? filled : undefined;
}
