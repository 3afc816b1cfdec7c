/** What no text holds that is shown in one line: control signs, and marks that turn the direction of writing. */
const UNSHOWN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * A text of somebody else's, fit to be shown in one line to a person. Markup in it stays what it is: text.
 * @param most signs, counted as people do: half a pair is none
 */
export function shownText(text: string, most: number): string {
  // Cut before it is searched: nobody pays for a megabyte.
  const clean = text
    .slice(0, most * 4)
    .replace(UNSHOWN, '')
    .trim();
  const signs = Array.from(clean);
  return signs.length > most ? signs.slice(0, most).join('') : clean;
}

/**
 * What a phone says of itself, fit to be shown and to be stored in a node: there `${NAME}` and `$(NAME)` would be read as a
 * variable of this machine's, and what it holds would be shown as the phone's name or model.
 *
 * @returns '' where it holds such a thing
 */
export function strangersText(text: string, most: number): string {
  const clean = shownText(text, most);
  return /\$[{(]/.test(clean) ? '' : clean;
}
