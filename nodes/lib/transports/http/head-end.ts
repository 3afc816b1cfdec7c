const CR = 0x0d;
const LF = 0x0a;
/** What the next answer begins with, and a digit behind it. */
const NEXT = 'HTTP/';

/**
 * Finds where an answer's head ends, its empty line included, as its characters come: each is looked at once, however
 * they are cut into packets.
 */
export class HeadEnd {
  /** An interim answer's head may end without its empty line, where the next one begins. */
  readonly #isInterim: boolean;
  /**
   * What ends lines. Some web servers end them with a lone CR throughout: their heads have no LF, others may have a CR in
   * the reason. So it is not certain before an LF has come ('lf'), or two CRs behind a lone one.
   */
  #lines: 'unknown' | 'cr' | 'perhaps-cr' | 'lf' = 'unknown';
  #at = 0;
  /** CRs in a row before this character. */
  #returns = 0;
  /** Only CRs since the last LF. */
  #isLineEmpty = false;
  /** Characters of NEXT since the last LF; -1: something else stands there. */
  #matched = -1;

  constructor(isInterim: boolean) {
    this.#isInterim = isInterim;
  }

  /** Characters that were looked at. */
  get length(): number {
    return this.#at;
  }

  /**
   * @param text the characters that follow those of the last call, one for each byte
   * @returns how long the head is, counted from its first character; undefined: it has not ended yet. Not to be called
   *   again then
   */
  read(text: string): number | undefined {
    for (let at = 0; at < text.length; at += 1) {
      const end = this.#take(text.charCodeAt(at));
      if (end !== undefined) return end;
    }
    return undefined;
  }

  #take(code: number): number | undefined {
    this.#at += 1;
    if (code === LF) return this.#feedLine();
    if (code === CR) return this.#returnCarriage();
    // Behind the first line's CR stands neither: it may be such a server's.
    if (this.#lines === 'cr') this.#lines = this.#returns === 1 ? 'perhaps-cr' : 'lf';
    const isNext = this.#matched === NEXT.length && code >= 0x30 && code <= 0x39;
    if (this.#isInterim && isNext) return this.#at - NEXT.length - 1;
    this.#matched = this.#matched >= 0 && code === NEXT.charCodeAt(this.#matched) ? this.#matched + 1 : -1;
    this.#returns = 0;
    this.#isLineEmpty = false;
    return undefined;
  }

  #feedLine(): number | undefined {
    if (this.#isLineEmpty && this.#returns <= 2) return this.#at;
    this.#lines = 'lf';
    this.#returns = 0;
    this.#isLineEmpty = true;
    this.#matched = 0;
    return undefined;
  }

  #returnCarriage(): number | undefined {
    this.#matched = -1;
    this.#returns += 1;
    if (this.#lines === 'perhaps-cr' && this.#returns === 2) return this.#at;
    if (this.#lines === 'unknown') this.#lines = 'cr';
    return undefined;
  }
}
