import type { ConnectionOptions } from 'node:tls';
import type { Sentence } from '../sentences/sentence';

/** A phone as its `voip-phone` node describes it, with `${ENV}` resolved and blanks trimmed. */
export interface PhoneSettings {
  readonly id: string;
  /** The path of the flow it stands in: `tab/subflow instance`; '' outside all flows. */
  readonly flow: string;
  readonly name: string;
  readonly vendor: string;
  readonly model: string;
  /** 12 lower-case hex digits, or '' where none (or no valid one) is set. */
  readonly mac: string;
  readonly host: string;
  /** Absent: the protocol's own. */
  readonly port: number | undefined;
  readonly protocol: 'http' | 'https';
  /** Blank: the profile's. */
  readonly path: string;
  readonly separator: string;
  readonly transport: 'http' | 'sip';
  /** Certificates and their checking, from the tls-config node. */
  readonly tls: ConnectionOptions | undefined;
  /** This phone alone may speak TLS 1.0 and 1.1, with small keys, SHA-1 and no secure renegotiation. */
  readonly legacyTls: boolean;
  /** `basic`: Basic is sent at once, unasked; '': when the phone asks. */
  readonly login: '' | 'basic';
  /** How the texts of its events are decoded; absent: by their bytes. */
  readonly charset: 'gb18030' | 'windows-1252' | undefined;
  /** Minutes from one sign of life to the next; absent: it is never asked for one. */
  readonly check: number | undefined;
  /** The context store that keeps its state; '': memory only. */
  readonly store: string;
  /** The `phone-listener` that sets it up; '': none. */
  readonly setup: string;
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
  /** Settings that cannot be read, each named for a person, without secrets. While there is one, nothing may be sent to a guess. */
  readonly faults: readonly Sentence[];
}
