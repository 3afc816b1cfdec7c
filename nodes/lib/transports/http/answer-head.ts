/** How a body ends: after so many bytes, by chunks that say so, or with its connection. */
export interface Framing {
  readonly by: number | 'chunks' | 'close';
  /** Both sides will see the same end, so that another answer may follow. */
  readonly isClear: boolean;
}

/** The fields of an answer's head, read as leniently as the status line. */
export class AnswerHead {
  readonly #fields: readonly (readonly [name: string, value: string])[];

  /** HTTP/1.0 and before, which know no chunks. */
  readonly #isOld: boolean;

  /** False: it was cut, and more fields may have been meant to come. */
  readonly isWhole: boolean;

  /** `text`: the head's bytes as far as they came, one character per byte. */
  constructor(text: string, isWhole = true) {
    this.isWhole = isWhole;
    const fields: [string, string][] = [];
    // Where no line ends in LF, all end in a lone CR; else a lone CR is a blank (RFC 9112 §2.2).
    const lines = text.includes('\n') ? text.replaceAll('\r', ' ').split('\n') : text.split('\r');
    for (const written of lines.slice(1)) {
      const line = withoutBlanks(written, 'behind');
      const colon = line.indexOf(':');
      const last = fields.at(-1);
      if (/^[ \t]/.test(line)) {
        // Folded (RFC 9112 §5.2): belongs to the field above.
        if (last) last[1] = `${last[1]} ${withoutBlanks(line)}`;
      } else if (colon > 0) {
        fields.push([withoutBlanks(line.slice(0, colon)).toLowerCase(), withoutBlanks(line.slice(colon + 1))]);
      }
    }
    this.#fields = fields;
    this.#isOld = /^HTTP\/(?:0|1\.0)/i.test(lines[0] ?? '');
  }

  /** The values of every field of this lower-case name, in order. */
  values(name: string): string[] {
    return this.rawValues(name).map(asText);
  }

  /** The same with one character per byte: what a digest covers is hashed and echoed as it came. */
  rawValues(name: string): string[] {
    return this.#fields.filter(([field]) => field === name).map(([, value]) => value);
  }

  /** The phone asked for the connection to be kept: not merely by speaking HTTP/1.1, which many close nevertheless. */
  get keepAlive(): boolean {
    const wishes = this.#tokens('connection');
    return wishes.includes('keep-alive') && !wishes.includes('close');
  }

  /** How the body of this answer ends. A length that makes no sense is none: the body then ends with the connection. */
  framing(status: number): Framing {
    const lengths = new Set(this.#tokens('content-length'));
    const [length = ''] = lengths;
    const codings = this.#tokens('transfer-encoding');
    const isChunked = codings.at(-1) === 'chunked';
    const isMeasured = lengths.size === 1 && /^\d{1,12}$/.test(length);
    const isBare = status === 204 || status === 304;
    // Bare ones that announce a body send it, or others think that they do.
    const isEmpty = codings.length === 0 && (lengths.size === 0 || (isMeasured && Number(length) === 0));
    // Where the head itself was cut, what it says of the body is not all.
    const told = (by: Framing['by'], isClear: boolean): Framing => ({ by, isClear: isClear && this.isWhole });
    if (isBare) return told(0, isEmpty);
    if (isChunked) return told('chunks', lengths.size === 0 && !this.#isOld);
    return isMeasured ? told(Number(length), codings.length === 0) : told('close', false);
  }

  /** Seconds for which the phone says that it keeps an unused connection. */
  get patience(): number | undefined {
    const seconds = /timeout=(\d{1,6})/i.exec(this.rawValues('keep-alive').join(','))?.[1];
    return seconds === undefined ? undefined : Number(seconds);
  }

  #tokens(name: string): string[] {
    const values = this.rawValues(name);
    if (values.length === 0) return values;
    // What counts in these fields is ASCII.
    return values
      .join(',')
      .toLowerCase()
      .split(',')
      .map((token) => withoutBlanks(token));
  }
}

/** `trim` takes more for blanks than HTTP does (RFC 9110 §5.6.3): what others may read otherwise is left in. */
function withoutBlanks(text: string, where: 'around' | 'behind' = 'around'): string {
  let from = 0;
  let to = text.length;
  while (where === 'around' && from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** UTF-8 where it is valid. */
function asText(latin1: string): string {
  if (/^[\0-\x7f]*$/.test(latin1)) return latin1;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return latin1;
  }
}
