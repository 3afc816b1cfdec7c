import type { ConnectionOptions } from 'node:tls';

/** A phone as its `voip-phone` node describes it, with `${ENV}` resolved and blanks trimmed. */
export interface PhoneSettings {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly model: string;
  /** 12 lower-case hex digits, or '' where none (or no valid one) is set. */
  readonly mac: string;
  readonly host: string;
  /** Absent: the protocol's own. `invalid`: something else was written, and nothing may be sent to a guess. */
  readonly port: number | 'invalid' | undefined;
  readonly protocol: 'http' | 'https';
  /** Blank: the profile's. */
  readonly path: string;
  readonly separator: string;
  readonly transport: 'http' | 'sip';
  /** Certificates and their checking, from the tls-config node. */
  readonly tls: ConnectionOptions | undefined;
  /** TLS 1.0 and 1.1, small keys, SHA-1 and no secure renegotiation are taken from this phone, by HTTPS and by SIP. */
  readonly legacyTls?: boolean;
  readonly sip: {
    readonly uri: string;
    readonly transport: 'udp' | 'tcp' | 'tls' | undefined;
    readonly proxy: string;
    readonly from: string;
    readonly local: string;
  };
  readonly credentials: {
    readonly username: string;
    readonly password: string;
    readonly sipUsername: string;
    readonly sipPassword: string;
    readonly doorCode: string;
  };
}
