/** A phone that came with a listener's previous token, and has not come with the present one since for the same events. */
export interface OldTokenUser {
  /** Absent: no deployed phone. */
  readonly name?: string;
  /** 12 lower-case hex digits; absent where it named none. */
  readonly mac?: string;
  /** '' where a proxy hides it. */
  readonly address: string;
  /** ISO 8601, when it came last with it. */
  readonly time: string;
  /** In whose URLs the previous token stands, as far as they came: ids, or names that nobody knows. */
  readonly events: readonly string[];
}
