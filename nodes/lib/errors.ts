/** Why a command failed: stable codes for Catch nodes (`msg.error.code`). */
export type ErrorCode =
  | 'INVALID_PAYLOAD'
  | 'INVALID_VALUE'
  | 'UNKNOWN_KEY'
  | 'UNSUPPORTED_ACTION'
  | 'UNSUPPORTED_BY_MODEL'
  | 'DISRUPTIVE_REFUSED'
  | 'NO_PHONE'
  | 'NO_ADDRESS'
  | 'UNREACHABLE'
  | 'TIMEOUT'
  | 'UNREADABLE_ANSWER'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'REFUSED'
  | 'QUEUE_FULL'
  | 'CLOSED'
  | 'EXPIRED'
  | 'NOT_CONFIRMED'
  | 'INTERNAL';

/** Why a TLS connection did not come about, or was refused before anything was read. docs/tls.md explains each. */
export type TlsFault =
  | 'too-old'
  | 'no-cipher'
  | 'weak'
  | 'self-signed'
  | 'issuer'
  | 'intermediate'
  | 'root'
  | 'name'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'unusable'
  | 'client-certificate'
  | 'client-certificate-refused'
  | 'unknown-name'
  | 'not-tls'
  | 'closed'
  | 'mute'
  | 'broken'
  | 'settings';

/** What the phone or the system said beneath the error. Never holds a secret. */
export interface ErrorCause {
  /** The phone's HTTP or SIP status, where it gave one. */
  readonly status?: number;
  /** The system's code, such as ECONNREFUSED. */
  readonly code?: string;
  readonly message?: string;
  /** What was wrong with TLS, where it was that. */
  readonly tls?: TlsFault;
  /** Whom a certificate says to be (`name`) or to be issued by: texts of the other side, cleaned and cut. */
  readonly names?: readonly string[];
  /** How the call ended that was to be confirmed. */
  readonly outcome?: CallOutcome;
  /** The report of the phone that said the opposite. */
  readonly event?: string;
  /** Of a list of numbers: what became of each try, in order. */
  readonly tried?: readonly TriedNumber[];
}

/** How a call was, in one word. */
export type CallOutcome =
  | 'answered'
  | 'missed'
  | 'rejected'
  | 'forwarded'
  | 'elsewhere'
  | 'unanswered'
  | 'busy'
  | 'canceled'
  | 'unknown';

/** One try of a list of numbers. `unanswered` also where the time was over, `refused` where the phone did not dial. */
export interface TriedNumber {
  readonly number: string;
  readonly outcome: CallOutcome | 'refused';
}

/** The one error that commands end with. `message` says what to do next and holds no secret. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError';
  readonly code: ErrorCode;
  override readonly cause?: ErrorCause;

  constructor(code: ErrorCode, message: string, cause?: ErrorCause) {
    super(message);
    this.code = code;
    if (cause) this.cause = cause;
  }

  /** Node-RED shows this as the error's text: the sentence alone. */
  override toString(): string {
    return this.message;
  }
}
