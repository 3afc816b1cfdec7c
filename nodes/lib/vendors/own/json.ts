/** The text of a JSON file, read; where it is none, the line where that shows. */
export type ReadJson = { readonly value: unknown } | { readonly line: number };

/** @param text without a byte order mark */
export function readJson(text: string): ReadJson {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { line: lineOf(text, faultAt(text)) };
  }
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
  return line;
}

const TOKENS = {
  blank: /[ \t\r\n]*/y,
  string: /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y,
  literal: /(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![\w.+-])/y,
};

/** Engines word it differently, and not all tell the place: where the first token stands that cannot be there. */
function faultAt(text: string): number {
  const open: ('{' | '[')[] = [];
  /** What may come next: `}` and `]` beside it right behind the opening bracket. */
  let wanted: 'value' | 'name' | 'colon' | 'end' = 'value';
  let isFirst = false;
  let at = 0;
  const skip = (token: RegExp): boolean => {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found) at += found[0].length;
    return found !== null;
  };
  for (;;) {
    skip(TOKENS.blank);
    const sign = text[at];
    if (sign === undefined) return at;
    const closes = (sign === '}' && open.at(-1) === '{') || (sign === ']' && open.at(-1) === '[');
    if (closes && (wanted === 'end' || isFirst)) {
      open.pop();
      at++;
      wanted = 'end';
      isFirst = false;
      continue;
    }
    isFirst = false;
    if (wanted === 'end') {
      if (sign !== ',' || open.length === 0) return at;
      at++;
      wanted = open.at(-1) === '{' ? 'name' : 'value';
    } else if (wanted === 'colon') {
      if (sign !== ':') return at;
      at++;
      wanted = 'value';
    } else if (wanted === 'name') {
      if (!skip(TOKENS.string)) return at;
      wanted = 'colon';
    } else if (sign === '{' || sign === '[') {
      open.push(sign);
      at++;
      wanted = sign === '{' ? 'name' : 'value';
      isFirst = true;
    } else {
      if (!skip(TOKENS.string) && !skip(TOKENS.literal)) return at;
      wanted = 'end';
    }
  }
}
