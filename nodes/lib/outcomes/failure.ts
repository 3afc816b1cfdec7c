import type { CallOutcome, ErrorCode, PhoneError, TriedNumber } from '../errors';
import { adviceOf } from '../error-codes';
import { type Language, say } from '../sentences/sentence';

/** `msg.payload` of the second output of `active-uri out`. */
export interface CommandFailure {
  ok: false;
  code: ErrorCode;
  /** What happened. */
  message: string;
  /** What to do. */
  advice: string;
  /** What there is: the phone's status, how a call ended, the report that said the opposite, the tries of a list. */
  cause: { status?: number; outcome?: CallOutcome; event?: string; tried?: TriedNumber[] };
  /** Absent, like the next two, where the command failed before it came to that. */
  phone?: { name: string; host: string };
  action?: string;
  /** What was sent, secrets masked. */
  sent?: string;
}

/** How far a command came, for the case that it fails. */
export interface Trace {
  phone?: { name: string; host: string };
  action?: string;
  sent?: string;
}

/**
 * @param error its message in the language of the node
 * @param language that one, for the advice
 */
export function failureOf(error: PhoneError, { phone, action, sent }: Trace, language?: Language): CommandFailure {
  const { code, message, cause = {} } = error;
  const { status, outcome, event, tried } = cause;
  return {
    ok: false,
    code,
    message,
    advice: say(adviceOf(error), language),
    cause: {
      ...(status !== undefined && { status }),
      ...(outcome && { outcome }),
      ...(event && { event }),
      ...(tried && { tried: tried.map((one) => ({ ...one })) }),
    },
    ...(phone && { phone }),
    ...(action && { action }),
    ...(sent !== undefined && isSent(code) && { sent }),
  };
}

/** These two promise that nothing was sent, whatever was begun. */
const isSent = (code: ErrorCode): boolean => code !== 'UNREACHABLE' && code !== 'EXPIRED';
