/** What a crowd of phones does that are plugged in all at once. */
export interface PluggedJob {
  readonly phones: number;
  /** That the network is heard on; absent: 5060. */
  readonly port?: number;
  /** `plug`: they ask, and fetch what they are told; `ring`: each reports an event by what it has. */
  readonly what: 'plug' | 'ring';
}

export interface PluggedResult {
  /** By outcome: told, silence, left; for `ring` by status. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Phones whose own file came by this job. */
  readonly configured: number;
  /** Seconds until the last of them had its file. */
  readonly seconds: number;
  readonly asked: number;
  readonly statuses: number;
  readonly notifies: number;
  readonly faults: readonly string[];
}
