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

/** What the phone or the system said beneath the error. Never holds a secret. */
export interface ErrorCause {
  /** The phone's HTTP or SIP status, where it gave one. */
  readonly status?: number;
  /** The system's code, such as ECONNREFUSED. */
  readonly code?: string;
  readonly message?: string;
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

/**
 * A fault of our own: never the phone's, and no sign of its life or death. The error's words stay out of it, they might
 * hold what a message or a setting held; its kind and place do not.
 */
export function internalError(error: unknown): PhoneError {
  if (error instanceof PhoneError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  const line = error instanceof Error ? error.stack?.split('\n    at ')[1] : undefined;
  const place = /[^/\\(]+:\d+:\d+/.exec(line ?? '')?.[0];
  return new PhoneError(
    'INTERNAL',
    `a fault of node-red-contrib-voip-phone, not of the phone (${name}${place === undefined ? '' : ` at ${place}`}): please report it`,
    codeOf(error),
  );
}

/** Our own files cannot be loaded: they are missing, or half replaced. */
export function loadError(error: unknown): PhoneError {
  return new PhoneError(
    'INTERNAL',
    'files of node-red-contrib-voip-phone cannot be loaded, perhaps since it is being updated: restart Node-RED when npm is done',
    codeOf(error),
  );
}

function codeOf(error: unknown): ErrorCause {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? { code } : {};
}
