import type { CallOutcome, ErrorCode, PhoneError, TriedNumber } from '../errors';
import { adviceOf } from './advice';

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

export function failureOf({ code, message, cause = {} }: PhoneError, { phone, action, sent }: Trace): CommandFailure {
  const { status, outcome, event, tried } = cause;
  return {
    ok: false,
    code,
    message,
    advice: adviceOf(code),
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
