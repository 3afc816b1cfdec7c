import { NAME_IN_PAIR, type VendorCatalogue } from '../../vendors';

/** The other party's address and name, as they stand behind a mark of a URL that this package gave out. */
export interface Marked {
  /** Where the text before it ends. */
  readonly start: number;
  readonly variables: readonly { readonly role: 'address' | 'name'; readonly name: string; readonly value: string }[];
}

/** `~` as it stands in a URL, or escaped; `~~` before the first of two. */
const MARK = /(?:^[?&;]*|&(?:amp;)?)((?:~|%7[Ee]){1,2})([A-Za-z_$][\w.$-]{0,63})=/;
const DELIMITER = new RegExp(`&(?:amp;)?(?:~|%7[Ee])${NAME_IN_PAIR}=`, 'g');

/**
 * Finds the mark: `~name=` (all behind it is that value) or `~~address=…&~display_remote=…`. There the address ends at the
 * first such delimiter, and the name begins behind the last: so each depends on its own text alone.
 */
export function findMarked(text: string, vendors: VendorCatalogue): Marked | undefined {
  if (!text.includes('~') && !text.includes('%7')) return undefined;
  const mark = MARK.exec(text);
  if (!mark) return undefined;
  const [whole, signs = '', name = ''] = mark;
  const start = mark.index;
  const rest = text.slice(start + whole.length);
  if (signs === '~' || signs.length === '%7E'.length) {
    return { start, variables: [{ role: vendors.isTheirName(name) ? 'name' : 'address', name, value: rest }] };
  }
  const delimiters = [...rest.matchAll(DELIMITER)];
  const [first, last] = [delimiters[0], delimiters.at(-1)];
  if (!first || !last) return { start, variables: [{ role: 'address', name, value: rest }] };
  return {
    start,
    variables: [
      { role: 'address', name, value: rest.slice(0, first.index) },
      { role: 'name', name: NAME_IN_PAIR, value: rest.slice(last.index + last[0].length) },
    ],
  };
}
