/** The fields of an answer's head, read as leniently as the status line. */
export class AnswerHead {
  readonly #fields: readonly (readonly [name: string, value: string])[];

  /** `text`: the head's bytes as far as they came, one character per byte. */
  constructor(text: string) {
    const fields: [string, string][] = [];
    // Where a line ends in CR and LF, an empty one seems to follow: it is none of the fields.
    for (const line of text.split(/[\r\n]/).slice(1)) {
      const colon = line.indexOf(':');
      const last = fields.at(-1);
      if (/^[ \t]/.test(line)) {
        // Folded (RFC 9112 §5.2): belongs to the field above.
        if (last) last[1] = `${last[1]} ${line.trim()}`;
      } else if (colon > 0) {
        fields.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
      }
    }
    this.#fields = fields;
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

  /**
   * The head as a strict parser takes it: the status, and what frames the body. A length that makes no sense is left
   * out, so that the body ends with the connection; all others end without it. Whether the phone wants to keep the
   * connection is not the parser's business (`keepAlive`): it would build an error for each one that it has to close.
   */
  plain(status: number): string {
    const lengths = new Set(this.#tokens('content-length'));
    const [length = ''] = lengths;
    const chunked = this.#tokens('transfer-encoding').at(-1) === 'chunked';
    const measured = lengths.size === 1 && /^\d{1,12}$/.test(length);
    const lines = [`HTTP/1.1 ${status} `];
    if (chunked) lines.push('Transfer-Encoding: chunked');
    else if (measured) lines.push(`Content-Length: ${length}`);
    const clear = chunked ? lengths.size === 0 : measured || status === 204 || status === 304;
    const patience = /timeout=(\d{1,6})/i.exec(this.rawValues('keep-alive').join(','))?.[1];
    lines.push(`Connection: ${clear ? 'keep-alive' : 'close'}`);
    if (patience !== undefined) lines.push(`Keep-Alive: timeout=${patience}`);
    return `${lines.join('\r\n')}\r\n\r\n`;
  }

  #tokens(name: string): string[] {
    const values = this.rawValues(name);
    if (values.length === 0) return values;
    // What counts in these fields is ASCII.
    return values
      .join(',')
      .toLowerCase()
      .split(',')
      .map((token) => token.trim())
      .filter((token) => token !== '');
  }
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
