import type { VariableNames } from '../../vendors';
import type { RawVariable } from '../types';
import { variableNameEnd } from './variable-grammar';
import type { Split } from './variables';

/** What may enclose a `&`: quotes and angle brackets, raw or escaped. */
const ENCLOSING = /["<%]/;

/**
 * The variables of a text in which `&` is all that could separate anything: proper names, each with its `=`, and no other
 * `=` but those of a URI's parameters (`;user=phone`) in free text. Nearly all requests are such; no other separator
 * counts in them, since behind none stands a known name and `=`. It takes a third of the time of weighing each sign.
 *
 * @param most a text with more variables is none of these
 * @returns as `splitVariables` would split it; undefined where that has to be asked
 */
export function splitPlain(text: string, names: VariableNames, most: number): Split | undefined {
  const variables: RawVariable[] = [];
  let isClear = true;
  for (let start = 0; ; ) {
    const equals = variableNameEnd(text, start);
    if (equals < 0 || variables.length === most) return undefined;
    const sent = text.slice(start, equals);
    if (sent.includes(' ')) return undefined;
    const { name, meaning } = names.printed(sent) ?? { name: sent, meaning: names.meaningOf(sent) };
    // Within quotes or brackets a name must be known to begin a variable.
    if (meaning === undefined && ENCLOSING.test(variables.at(-1)?.value ?? '')) return undefined;
    const ampersand = text.indexOf('&', equals);
    const end = ampersand < 0 ? text.length : ampersand;
    for (let next = equalsBefore(end, text, equals); next >= 0; next = equalsBefore(end, text, next)) {
      if (meaning?.wording === 'value' || !isOfParameter(text, equals, next, names)) return undefined;
      // To other names it might be a variable.
      isClear = false;
    }
    variables.push({ name, value: text.slice(equals + 1, end), meaning });
    if (ampersand < 0) return { variables, unread: '', isClear };
    start = end + 1;
  }
}

/** Index of the first `=` behind `from` and before `end`, or -1. */
function equalsBefore(end: number, text: string, from: number): number {
  const next = text.indexOf('=', from + 1);
  return next < end ? next : -1;
}

/** Whether the `=` of a value that starts behind `start` is that of a parameter which is no variable's name. */
function isOfParameter(text: string, start: number, equals: number, names: VariableNames): boolean {
  const mark = text.lastIndexOf(';', equals);
  if (mark <= start || variableNameEnd(text, mark + 1) !== equals) return false;
  const name = text.slice(mark + 1, equals);
  return !name.includes(' ') && names.meaningOf(name) === undefined;
}
