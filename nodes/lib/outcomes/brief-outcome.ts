import type { ErrorCode } from '../errors';
import { type Language, say, sentence } from '../sentences/sentence';
import { shownText } from '../shown-text';

/** How a command ended: it was done, or the code of its error. */
export type BriefOutcome = ErrorCode | 'done';

/** Of a phone's name; a status has room for little. */
const LONGEST = 24;

/**
 * How a command ended, as a status says it: `Desk: not reachable`.
 * @param phone whom it was for; undefined where it failed before that was known
 */
export function briefOutcome(
  outcome: BriefOutcome,
  phone: { readonly name: string; readonly host: string } | undefined,
  language?: Language,
): string {
  const words = sentence(`outcome.${outcome}`);
  const name = shownText(phone?.name || phone?.host || '', LONGEST);
  return say(name === '' ? words : sentence('join.colon', { what: name, why: words }), language);
}
