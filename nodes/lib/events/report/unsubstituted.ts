/** A variable's name in the forms in which vendors' documents write one, and some of their phones send it back. */
const NAME = String.raw`[A-Za-z_][\w.-]{0,63}`;
const LEFT_OVER = new RegExp(
  [
    // ${x}, $(1.Key), {x}
    String.raw`\$?\{[\w.-]{1,64}\}`,
    String.raw`\$\([\w.-]{1,64}\)`,
    // $$X$$, $$X$, $x, $x[1], $x(y); Snom ends a name by &
    String.raw`\$\$?${NAME}(?:\$\$?|\[[\w.-]{0,64}\]|\([\w.-]{0,64}\))?&?`,
    // %X%
    String.raw`%[A-Za-z][\w.-]{0,63}%`,
  ].join('|'),
  'g',
);
/** What may stand around: the scheme, signs and blanks of an address. */
const SCAFFOLD = /^(?:sips?:|tel:)?[\s"<>@:;]*(?:sips?:|tel:)?[\s"<>@:;]*$/i;
const MARKS = /[$%{]/;
/** What such a value may begin with: a name, what may stand around one, or a scheme. */
const BEGINNING = /^(?:[$\s"<>@:;{st]|%[a-z])/i;

/** Whether a value is nothing but variables' names that the phone left as they were configured: `sip:$user@$host`. */
export function isUnsubstituted(value: string): boolean {
  // Longer texts are somebody's name.
  if (!MARKS.test(value) || value.length > 512 || !BEGINNING.test(value)) return false;
  const rest = value.replace(LEFT_OVER, '');
  return rest !== value && SCAFFOLD.test(rest);
}

/** Whether a value says anything: neither empty nor a variable's name that the phone left as it was configured. */
export function isFilled(value: string): boolean {
  return value.trim() !== '' && !isUnsubstituted(value);
}
