/** What an event node's own fields hold, on its way to a new listener's dialog. */
export interface Prefill {
  /** By the names of properties and credentials. */
  readonly fields: Readonly<Record<string, string>>;
  readonly legacyTls: boolean;
  /** There is a token, or is to be one, and it cannot be read back. */
  readonly lacksToken: boolean;
}

let waiting: Prefill | undefined;

export function offerPrefill(prefill: Prefill): void {
  waiting = prefill;
}

/** For the dialog that was asked for, and no other after it. */
export function takePrefill(): Prefill | undefined {
  const taken = waiting;
  waiting = undefined;
  return taken;
}
