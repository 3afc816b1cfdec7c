import { type ErrorCause, PhoneError } from '../errors';
import type { VendorProfile } from '../vendors';
import type { Finding, Newsroom } from './confirmation';
import type { Effect } from './effects';

/** What a person reads where a phone did not report what was wanted. */

/** Whose reports were waited for. */
export interface Waited {
  /** The phone as sentences name it. */
  readonly label: string;
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
  const { label, within } = waited;
  if (finding.is === 'refused' && 'outcome' in finding) {
    const words = `the command was sent, but ${label} reported that the call came to another end: ${finding.outcome}`;
    return new PhoneError('NOT_CONFIRMED', words, { outcome: finding.outcome, ...cause });
  }
  if (finding.is === 'refused') {
    const words = `the command was sent, but ${label} reported the opposite: ${finding.event}`;
    return new PhoneError('NOT_CONFIRMED', words, { event: finding.event, ...cause });
  }
  const words = `the command was sent, but ${label} did not report within ${within / 1000} s that it was done`;
  return new PhoneError('NOT_CONFIRMED', `${words}${toPaste(waited, calls)}`, cause);
}

/** A list that has come to its end, or had to be ended. */
export function nobodyAnswered(waited: Waited, cause: ErrorCause): PhoneError {
  const tries = cause.tried?.length ?? 0;
  const words = `nobody answered at ${waited.label}: ${tries} ${tries === 1 ? 'call' : 'calls'} came to nothing; cause.tried says how each ended`;
  return new PhoneError('NOT_CONFIRMED', words, cause);
}

/** The next number would be pressed into a talk that nobody saw. */
export function nothingReported(waited: Waited, calls: Newsroom['calls'], cause: ErrorCause): PhoneError {
  const words = `the list of numbers was ended, since ${waited.label} reported nothing of the call and the next number might be pressed into it`;
  return new PhoneError('NOT_CONFIRMED', `${words}${toPaste(waited, calls)}`, cause);
}

/** The Action URLs that would have told it, as the vendor's own page calls them. */
export function neverReported(
  { phoneId, profile, effect }: Omit<Waited, 'within' | 'label'>,
  calls: Newsroom['calls'],
): string[] {
  const rows = profile.events.filter(({ event }) => effect.by.includes(event));
  const lacking = rows.filter(({ event }) => !calls.hasReported(phoneId, event));
  // Of events of which any is enough one that comes is enough; a call is told by all of its own together.
  const isAnyEnough = effect.kind !== 'call out' && effect.kind !== 'call taken';
  if (isAnyEnough && lacking.length < rows.length) return [];
  const order = (event: string): number => effect.by.indexOf(event);
  return lacking.toSorted((one, other) => order(one.event) - order(other.event)).map(({ label }) => label);
}

function toPaste(waited: Waited, calls: Newsroom['calls']): string {
  const labels = neverReported(waited, calls).map((label) => `"${label}"`);
  if (labels.length === 0) return '; see at the phone what happened, and whether its Action URLs reach this server';
  const urls = labels.length === 1 ? 'Action URL' : 'Action URLs';
  return `; it has never reported ${labels.join(', ')} since it was deployed: paste ${labels.length === 1 ? 'that' : 'those'} ${urls} into the phone`;
}
