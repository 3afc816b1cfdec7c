let gbk: Map<string, readonly [number, number]> | undefined;

/** Node encodes no GBK, but decodes it: the table is its own answers, read backwards. */
function gbkTable(): Map<string, readonly [number, number]> {
  if (gbk) return gbk;
  gbk = new Map();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\uFFFD' && !gbk.has(text)) gbk.set(text, [lead, trail]);
    }
  }
  return gbk;
}

export type Charset = 'utf8' | 'gbk';

/** The bytes of a text as a phone with that character set sends them; what GBK lacks becomes `?`. */
export function textBytes(text: string, charset: Charset): Buffer {
  if (charset === 'utf8') return Buffer.from(text, 'utf8');
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(gbkTable().get(char) ?? [0x3f]));
  }
  return Buffer.from(bytes);
}
