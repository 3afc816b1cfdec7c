/** What a transport reports: the final status the phone gave. Everything else is a thrown PhoneError. */
export interface TransportAnswer {
  readonly status: number;
  /** Only where it was asked for; at most 64 KiB, decoded leniently. */
  readonly body?: string;
}

export interface TransportOptions {
  /** Milliseconds from the start of this attempt to a final status. */
  readonly timeout: number;
  /** Aborted when the phone's node closes: the attempt ends with CLOSED. */
  readonly signal: AbortSignal;
  /** The answer's body decides about success: wait for it. */
  readonly wantBody?: boolean;
}
