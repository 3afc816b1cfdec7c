import type { AnswerRule, Refusal } from '../../vendors';

/** Characters of a body that are looked at: refusals are short, and a phone may send a whole page. */
const LOOKED_AT = 16 * 1024;

/**
 * What in the body of a 2xx answer says that nothing was done: the first of the rule's refusals that fits. Takes time in
 * proportion to the body; nothing of the body itself goes on from here.
 *
 * @returns undefined where none fits: the status then stands
 */
export function refusalIn(body: string | undefined, { refusals = [] }: AnswerRule): Refusal | undefined {
  const text = (body ?? '').slice(0, LOOKED_AT);
  if (text === '' || refusals.length === 0) return undefined;
  const folded = text.toLowerCase();
  return refusals.find((refusal) => {
    if ('words' in refusal) return folded.includes(refusal.words.toLowerCase());
    const said = 'json' in refusal ? jsonValue(text, folded, refusal.json) : xmlSaid(text, folded, refusal);
    if (said === undefined) return false;
    return refusal.is ? refusal.is.includes(said) : !(refusal.not ?? []).includes(said);
  });
}

/** A body that must be read to be judged. */
export function readsBody({ json, refusals = [] }: AnswerRule): boolean {
  return json !== undefined || refusals.length > 0;
}

/**
 * The first plain value of a property of this name, at any depth, in any case: phones' JSON is not always whole (single
 * words in front, a comma at the end, cut off).
 */
function jsonValue(text: string, folded: string, name: string): string | undefined {
  const quoted = `"${name.toLowerCase()}"`;
  for (let at = folded.indexOf(quoted); at >= 0; at = folded.indexOf(quoted, at + 1)) {
    const [, string, bare] = afterColon(text, at + quoted.length);
    if (string !== undefined || bare !== undefined) return string ?? bare?.toLowerCase();
  }
  return undefined;
}

const VALUE = /\s{0,64}:\s{0,64}(?:"([^"\\]{0,256})"|(-?[0-9.]{1,32}|[A-Za-z]{1,32}))/y;

function afterColon(text: string, from: number): readonly (string | undefined)[] {
  VALUE.lastIndex = from;
  return VALUE.exec(text) ?? [];
}

function xmlSaid(text: string, folded: string, { xml, attribute }: Extract<Refusal, { readonly xml: string }>) {
  return attribute === undefined ? xmlValue(text, folded, xml) : xmlAttribute(text, folded, xml, attribute);
}

const TAG = /(?:\s[^<>]{0,1024})?>/y;

/** An attribute of the first element of this name, both in any case. */
function xmlAttribute(text: string, folded: string, name: string, attribute: string): string | undefined {
  const open = `<${name.toLowerCase()}`;
  for (let at = folded.indexOf(open); at >= 0; at = folded.indexOf(open, at + 1)) {
    TAG.lastIndex = at + open.length;
    const [tag] = TAG.exec(text) ?? [];
    if (tag === undefined) continue;
    for (const [, key = '', double, single] of tag.matchAll(
      /\s([\w:.-]{1,64})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/g,
    )) {
      if (key.toLowerCase() === attribute.toLowerCase()) return double ?? single;
    }
  }
  return undefined;
}

const ELEMENT = /(?:\s[^<>]{0,256})?>\s{0,64}([^<>]{0,256}?)\s{0,64}<\//y;

/** The text of the first element of this name, in any case, with or without attributes. */
function xmlValue(text: string, folded: string, name: string): string | undefined {
  const open = `<${name.toLowerCase()}`;
  for (let at = folded.indexOf(open); at >= 0; at = folded.indexOf(open, at + 1)) {
    ELEMENT.lastIndex = at + open.length;
    const [, value] = ELEMENT.exec(text) ?? [];
    if (value !== undefined) return value;
  }
  return undefined;
}
