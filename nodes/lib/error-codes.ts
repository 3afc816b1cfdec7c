import type { ErrorCode, PhoneError } from './errors';
import { type Sentence, sentence } from './sentences/sentence';

/** What holds of all errors with one code. What it means and what helps are the sentences `means.CODE` and `advice.CODE`. */
export interface ErrorFacts {
  /** Whether the command reached the phone. `maybe`: the error's own words say it where it is known. */
  readonly sent: 'no' | 'maybe' | 'yes';
  /**
   * Whether the same command may come through later with nothing changed. `look`: it may have been done already, so look at
   * the phone first.
   */
  readonly retry: 'no' | 'later' | 'look';
}

/** Every code that `msg.error.code` may be, in the order in which tables show them. */
export const ERROR_CODES: Readonly<Record<ErrorCode, ErrorFacts>> = {
  INVALID_PAYLOAD: { sent: 'no', retry: 'no' },
  INVALID_VALUE: { sent: 'no', retry: 'no' },
  UNKNOWN_KEY: { sent: 'no', retry: 'no' },
  UNSUPPORTED_ACTION: { sent: 'no', retry: 'no' },
  UNSUPPORTED_BY_MODEL: { sent: 'no', retry: 'no' },
  DISRUPTIVE_REFUSED: { sent: 'no', retry: 'no' },
  NO_PHONE: { sent: 'no', retry: 'no' },
  NO_ADDRESS: { sent: 'no', retry: 'later' },
  UNREACHABLE: { sent: 'no', retry: 'later' },
  QUEUE_FULL: { sent: 'no', retry: 'later' },
  EXPIRED: { sent: 'no', retry: 'later' },
  UNAUTHORIZED: { sent: 'maybe', retry: 'no' },
  CLOSED: { sent: 'maybe', retry: 'look' },
  INTERNAL: { sent: 'maybe', retry: 'look' },
  FORBIDDEN: { sent: 'yes', retry: 'no' },
  REFUSED: { sent: 'yes', retry: 'look' },
  TIMEOUT: { sent: 'yes', retry: 'look' },
  UNREADABLE_ANSWER: { sent: 'yes', retry: 'look' },
  NOT_CONFIRMED: { sent: 'yes', retry: 'look' },
};

/** What helps against an error of this kind, whatever its own words say. */
export function adviceOf({ code }: Pick<PhoneError, 'code'>): Sentence {
  return sentence(`advice.${code}`);
}

/** What a code means, for tables. */
export function meaningOf(code: ErrorCode): Sentence {
  return sentence(`means.${code}`);
}
