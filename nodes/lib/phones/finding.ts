/** What came of asking, as the dialog's words name it. */
export type Outcome =
  | 'reachable'
  | 'unauthorized'
  | 'password-missing'
  | 'locked'
  | 'forbidden'
  | 'not-a-phone'
  | 'not-registered'
  | 'redirect'
  | 'login-page'
  | 'not-understood'
  | 'failed'
  | 'certificate'
  | 'certificate-name'
  | 'certificate-expired'
  | 'certificate-early'
  | 'certificate-unusable'
  | 'client-certificate'
  | 'client-certificate-refused'
  | 'tls-old'
  | 'tls-cipher'
  | 'tls-weak'
  | 'tls-unknown-name'
  | 'tls-closed'
  | 'tls-mute'
  | 'tls-broken'
  | 'tls-settings'
  | 'no-tls'
  | 'unreachable'
  | 'silent'
  | 'no-address'
  | 'no-vendor'
  | 'invalid'
  | 'busy'
  | 'not-deployed'
  | 'secret-elsewhere';

export interface Finding {
  readonly outcome: Outcome;
  readonly transport: 'http' | 'sip';
  /** Where the phone was asked; '' where that is not known. */
  readonly host: string;
  /** The answer's HTTP or SIP status, where there was one. */
  readonly status?: number;
  /** The system's word for a connection that failed: `ECONNREFUSED`. */
  readonly code?: string;
  /** Where a redirect leads: `https://10.0.0.12:8089`. */
  readonly target?: string;
  /** Whom the certificate says to be, or to be issued by. */
  readonly names?: readonly string[];
}
