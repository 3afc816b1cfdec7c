import type { ActionId } from '../vocabulary';

/** Text for the wire beside the same text as it may be shown: secrets masked as `***`. */
export interface Rendered {
  readonly wire: string;
  readonly shown: string;
}

/** A request, with the form that older firmware knows: for an answer which says that this one is not known. */
export interface PlannedRequest extends Rendered {
  readonly otherwise?: Rendered;
}

/** A checked command, ready for a transport. Composing it is the only place where values meet a vendor's grammar. */
export interface Plan {
  readonly action: ActionId;
  /** The keys pressed, in order; empty where the vendor does this action without keys. */
  readonly keys: readonly string[];
  /** HTTP request targets (path and query, percent-encoded), sent one after the other. Empty if the plan is for SIP. */
  readonly requests: readonly PlannedRequest[];
  /** The NOTIFY, where the plan is for SIP; its content type is blank where it has no body. */
  readonly notify?: { readonly event: string; readonly contentType: string; readonly body: Rendered };
}
