/** A phone that reported and that no node describes, as the dialog offers it. All texts are the sender's: text only. */
export interface ReportedPhone {
  /** `80:82:87:04:6b:c2`; absent where the events carry none. */
  readonly mac?: string;
  /** Where its last event came from; '' where a proxy hides that. */
  readonly address: string;
  /** A node that has the MAC and no address is reached there: the events came with a token. */
  readonly learned?: true;
  /** What it calls its own address, where that is another: behind NAT, in Docker, behind a proxy. */
  readonly ip?: string;
  readonly model?: string;
  /** A profile's id. */
  readonly vendor?: string;
  /** The user part of the account that it reported with: mostly its extension. */
  readonly account?: string;
  /** ISO 8601, of its last event. */
  readonly time: string;
}
