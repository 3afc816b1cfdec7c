import type { ActionId } from '../vocabulary';

/** Text for the wire beside the same text as it may be shown: secrets masked as `***`. */
export interface Rendered {
  readonly wire: string;
  readonly shown: string;
}

/** What a POST carries. Of a form whose parameter is a whole document `shown` is that document, not encoded. */
export interface PlannedPost {
  readonly contentType: string;
  readonly body: Rendered;
  /** The phone's password is in it. */
  readonly carriesPassword?: true;
}

/** A request, with the form that older firmware knows: for an answer which says that this one is not known. */
export interface PlannedRequest extends Rendered {
  readonly otherwise?: Rendered;
  /** By POST, with this; absent: by GET. */
  readonly post?: PlannedPost;
}

/** A request as it may be told: the target, of a POST the method before it and the body behind it. */
export function toldRequest({ shown, post }: PlannedRequest): string {
  return post ? `POST ${shown} ${post.body.shown}` : shown;
}

/** A checked command, ready for a transport. Composing it is the only place where values meet a vendor's grammar. */
export interface Plan {
  readonly action: ActionId;
  /** The keys pressed, in order; empty where the vendor does this action without keys. */
  readonly keys: readonly string[];
  /** HTTP requests (targets: path and query, percent-encoded), sent one after the other. Empty if the plan is for SIP. */
  readonly requests: readonly PlannedRequest[];
  /** The NOTIFY, where the plan is for SIP; its content type is blank where it has no body. */
  readonly notify?: { readonly event: string; readonly contentType: string; readonly body: Rendered };
}
