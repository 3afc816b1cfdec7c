import { type ErrorCause, PhoneError } from '../errors';
import { joined, type Sentence, sentence, type Words } from '../sentences/sentence';
import { type EventRow, eventsOf, rowsTelling, type VendorProfile } from '../vendors';
import type { Finding, Newsroom } from './confirmation';
import type { Effect } from './effects';

/** What a person reads where a phone did not report what was wanted. */

/** Whose reports were waited for. */
export interface Waited {
  /** The phone as sentences name it. */
  readonly label: Words;
  readonly phoneId: string;
  readonly profile: VendorProfile;
  readonly effect: Effect;
  /** Milliseconds. */
  readonly within: number;
}

/** The command was sent, and its effect was not reported, or the opposite was. */
export function notConfirmed(
  finding: Finding,
  waited: Waited,
  calls: Newsroom['calls'],
  cause: ErrorCause = {},
): PhoneError {
  const { label: phone, within } = waited;
  if (finding.is === 'refused' && 'outcome' in finding) {
    const { outcome } = finding;
    return new PhoneError('NOT_CONFIRMED', sentence('confirm.other-end', { phone, outcome }), { outcome, ...cause });
  }
  if (finding.is === 'refused') {
    const { event } = finding;
    return new PhoneError('NOT_CONFIRMED', sentence('confirm.opposite', { phone, event }), { event, ...cause });
  }
  const what = sentence('confirm.silent', { phone, seconds: within / 1000 });
  return new PhoneError('NOT_CONFIRMED', sentence('join.semicolon', { what, more: toPaste(waited, calls) }), cause);
}

/** A list that has come to its end, or had to be ended. */
export function nobodyAnswered({ label: phone }: Waited, cause: ErrorCause): PhoneError {
  const count = cause.tried?.length ?? 0;
  const words = count === 1 ? sentence('confirm.nobody-one', { phone }) : sentence('confirm.nobody', { phone, count });
  return new PhoneError('NOT_CONFIRMED', words, cause);
}

/** The next number would be pressed into a talk that nobody saw. */
export function nothingReported(waited: Waited, calls: Newsroom['calls'], cause: ErrorCause): PhoneError {
  const what = sentence('confirm.nothing-reported', { phone: waited.label });
  return new PhoneError('NOT_CONFIRMED', sentence('join.semicolon', { what, more: toPaste(waited, calls) }), cause);
}

/** The Action URLs that would have told it, as the vendor's own page calls them. */
export function neverReported(
  { phoneId, profile, effect }: Omit<Waited, 'within' | 'label'>,
  calls: Newsroom['calls'],
): string[] {
  const rows = rowsTelling(profile.events, effect.by);
  const lacking = rows.filter((row) => !eventsOf(row).some((event) => calls.hasReported(phoneId, event)));
  // Of events of which any is enough one that comes is enough; a call is told by all of its own together.
  const isAnyEnough = effect.kind !== 'call out' && effect.kind !== 'call taken';
  if (isAnyEnough && lacking.length < rows.length) return [];
  const order = (row: EventRow): number =>
    Math.min(...eventsOf(row).flatMap((event) => (effect.by.includes(event) ? effect.by.indexOf(event) : [])));
  return lacking.toSorted((one, other) => order(one) - order(other)).map(({ label }) => label);
}

function toPaste(waited: Waited, calls: Newsroom['calls']): Sentence {
  const labels = neverReported(waited, calls).map((label) => `"${label}"`);
  if (labels.length === 0) return sentence('confirm.see');
  const events = joined(labels);
  return labels.length === 1 ? sentence('confirm.paste-one', { events }) : sentence('confirm.paste', { events });
}
