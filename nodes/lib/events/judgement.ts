import type { EventMessage } from './types';

/** Why a request made no event. */
export type Refusal =
  | 'refusedAddress'
  | 'refusedPage'
  | 'refusedToken'
  | 'refusedRate'
  | 'refusedMethod'
  | 'unknown'
  | 'misplaced'
  /** Answered with 200: every node on its path is for another phone, and no MAC says that the sender is none of theirs. */
  | 'otherPhone';

export interface Judgement {
  readonly status: 200 | 401 | 403 | 429;
  /** What is counted of a status other than 200. */
  readonly refusal?: Refusal;
  /** Address and token fit, no web page sent it, and the name is a known event's. */
  readonly isBelieved?: boolean;
  /** It carried the token of this node, which serves its phone. */
  readonly isVouched?: boolean;
  readonly isProved?: boolean;
  /** It carried the token that a newer one replaces. */
  readonly isOldToken?: boolean;
  /** The node is for another phone. */
  readonly isOthers?: boolean;
  /** Builds the message, where the event makes one. Called after the answer has been sent. */
  readonly message?: () => EventMessage;
}
