/** A request as it stood on the wire. */
export interface WebRequest {
  readonly method: string;
  /** One character per byte, undecoded. */
  readonly target: string;
  readonly version: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Of a POST, one character per byte. */
  readonly body?: string;
  /** The sender's address, IPv4 without `::ffff:`. */
  readonly address: string;
}

/** Takes what a lenient phone takes: bare LF line ends, any byte in the target. Undefined where there is no request line. */
export function parseRequest(head: string, address: string): WebRequest | undefined {
  const [requestLine = '', ...lines] = head.split(/\r?\n/);
  const match = /^([A-Za-z]+) (.+?)(?: HTTP\/(\d\.\d))?$/.exec(requestLine);
  if (!match) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method: match[1] ?? '', target: match[2] ?? '', version: match[3] ?? '0.9', headers, address };
}

/** `%XX` to bytes to UTF-8; a broken escape stays as it is, `+` stays a plus. */
export function percentDecode(text: string): string {
  const bytes = text.replace(/%([0-9A-Fa-f]{2})/g, (_escape, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

export interface Query {
  readonly path: string;
  /** In order, decoded; a part without `=` has an empty value. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** Splits at `&` before decoding: what was escaped is part of a value. */
export function parseTarget(target: string): Query {
  const mark = target.indexOf('?');
  const path = percentDecode(mark < 0 ? target : target.slice(0, mark));
  const query = mark < 0 ? '' : target.slice(mark + 1);
  const parameters = query.split('&').map((part) => {
    const equals = part.indexOf('=');
    return equals < 0
      ? { name: percentDecode(part), value: '' }
      : { name: percentDecode(part.slice(0, equals)), value: percentDecode(part.slice(equals + 1)) };
  });
  return { path, parameters };
}

/** The first parameter of that name, in any case: `Key=` is seen in the field. */
export function parameter(query: Query, name: string): string | undefined {
  return query.parameters.find((each) => each.name.toLowerCase() === name)?.value;
}

/** The keys of a sequence; blanks around them and a trailing separator do not matter. */
export function splitKeys(value: string): string[] {
  return value
    .split(';')
    .map((key) => key.trim())
    .filter((key) => key !== '');
}
