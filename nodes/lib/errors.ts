import { type Language, say, type Words } from './sentences/sentence';

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

/** A setting that cannot be used: what is wrong with it and what would be right. */
export class SettingError extends Error {
  override readonly name: string = 'SettingError';
  readonly words: Words;

  constructor(words: Words) {
    super(say(words));
    this.words = words;
  }
}

/** The one error that commands end with. Its words say what to do next and hold no secret; `message` has them in English. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError';
  readonly code: ErrorCode;
  /** Absent, not undefined, where there is none: Node-RED copies what is there to `msg.error`. */
  declare readonly cause?: ErrorCause;
  /** Not for flows, which get `message`: a message's error is cloned and sent on. */
  readonly #words: Words;

  /** @param language of `message`; absent: English */
  constructor(code: ErrorCode, words: Words, cause?: ErrorCause, language?: Language) {
    super(say(words, language));
    this.code = code;
    this.#words = words;
    if (cause) this.cause = cause;
  }

  get words(): Words {
    return this.#words;
  }

  /** The same error with its message in another language. */
  in(language: Language): PhoneError {
    const told = new PhoneError(this.code, this.#words, this.cause, language);
    // Where it happened, not where it was translated.
    told.stack = (this.stack ?? '').replace(this.message, () => told.message);
    return told;
  }

  /** Node-RED shows this as the error's text: the sentence alone. */
  override toString(): string {
    return this.message;
  }
}

/** What an error says, for a person; of those that are not ours their own English words. */
export function wordsOf(error: unknown): Words {
  if (error instanceof PhoneError || error instanceof SettingError) return error.words;
  return error instanceof Error ? error.message : String(error);
}
