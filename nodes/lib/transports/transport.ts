/** What a transport reports: the final status the phone gave. Everything else is a thrown PhoneError. */
export interface TransportAnswer {
  readonly status: number;
  /** Only where it was asked for; at most 64 KiB, decoded leniently. */
  readonly body?: string;
  /** Only with 401 and 407. */
  readonly login?: LoginOutcome;
  /** Only with a body: the request that was answered carried a login. */
  readonly isLoginCarried?: boolean;
  /** Where a 3xx answer by HTTP sends whoever asked, where it says so. */
  readonly redirect?: Redirect;
}

/** What became of the login that a phone (or a proxy before it) asked for. */
export interface LoginOutcome {
  /** A login was presented, and refused. False: none was, because there is none, or of a kind that is not known here. */
  readonly refused: boolean;
  /** What is asked for, in words fit for a message (`Basic`, `NTLM`, `Digest with SHA-512`); empty: nothing was named. */
  readonly asked: readonly string[];
}

export interface Redirect {
  readonly protocol: 'http' | 'https';
  readonly port: number;
  /** Protocol, host and port, fit to be shown: `https://10.0.0.12:8089`. */
  readonly target: string;
  /** Another protocol, host or port than the one that was asked. */
  readonly isElsewhere: boolean;
  readonly isOtherHost: boolean;
  /** The page is called like one to log in at. */
  readonly isLogin: boolean;
}

export interface TransportOptions {
  /** Milliseconds from the start of this attempt to a final status. */
  readonly timeout: number;
  /** Aborted when the phone's node closes: the attempt ends with CLOSED. */
  readonly signal: AbortSignal;
  /** By `performance.now()`: what still waits for its turn then is not sent, and ends with EXPIRED. Absent: any time. */
  readonly until?: number;
  /** The answer's body decides about success: wait for it. */
  readonly wantBody?: boolean;
}
