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
