/** One challenge of a WWW-Authenticate or Proxy-Authenticate header (RFC 9110 §11.6.1, RFC 3261 §20.44). */
export interface Challenge {
  /** Lower case: 'digest', 'basic'. */
  readonly scheme: string;
  /** By lower-case name, unquoted, one character per byte; the first of a name counts. */
  readonly params: ReadonlyMap<string, string>;
}

/** Far above what any phone sends; what lies beyond is not read. */
const MOST_VALUES = 16;
const LONGEST_VALUE = 8192;
const MOST_CHALLENGES = 16;
const MOST_PARAMS = 32;

// Sticky, each over characters that the next part cannot match: one pass, nothing to backtrack into.
// \s would be too much: where a character is a byte, U+00A0 is a part of a letter.
const GAP = /[ \t\r\n,]+/y;
const TOKEN = /[^ \t\r\n,="]+/y;
const EQUALS = /[ \t\r\n]*=[ \t\r\n]*/y;
const TOKEN68 = /[ \t]+[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)/y;
const QUOTED = /"((?:[^"\\]|\\[^])*)(?:"|\\?$)/y;
const BARE = /[^ \t\r\n,]*/y;

/**
 * The challenges in the values of all WWW-Authenticate headers, in order. Reads what servers really send: several
 * challenges in one value, commas within quotes, missing commas, blanks around '='; what makes no sense is skipped.
 */
export function parseChallenges(values: readonly string[]): Challenge[] {
  const found: { scheme: string; params: Map<string, string> }[] = [];
  for (const value of values.slice(0, MOST_VALUES)) {
    const scan = new Scanner(value.slice(0, LONGEST_VALUE));
    let current: { scheme: string; params: Map<string, string> } | undefined;
    while ((scan.skip(GAP), !scan.done)) {
      const word = scan.take(TOKEN)?.toLowerCase();
      if (word === undefined) {
        scan.step();
      } else if (scan.skip(EQUALS)) {
        const text = scan.take(QUOTED, 1)?.replace(/\\([^])/g, '$1') ?? scan.take(BARE) ?? '';
        if (current && current.params.size < MOST_PARAMS && !current.params.has(word)) current.params.set(word, text);
      } else if (current?.params.has('qop') && (word === 'auth' || word === 'auth-int')) {
        // qop=auth,auth-int without its quotes: not a scheme of that name.
        current.params.set('qop', `${current.params.get('qop')},${word}`);
      } else {
        if (found.length === MOST_CHALLENGES) return found;
        current = { scheme: word, params: new Map() };
        found.push(current);
        scan.skip(TOKEN68);
      }
    }
  }
  return found;
}

class Scanner {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  step(): void {
    this.#at += 1;
  }

  take(pattern: RegExp, group = 0): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#at = pattern.lastIndex;
    return match[group];
  }

  skip(pattern: RegExp): boolean {
    return this.take(pattern) !== undefined;
  }
}
