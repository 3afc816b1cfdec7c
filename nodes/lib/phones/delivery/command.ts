import type { CallView } from '../../calls/view';
import type { TriedNumber } from '../../errors';
import type { LinkId } from '../links/link';

export interface SendOptions {
  /** Absent: the phone's own. */
  readonly transport?: LinkId;
  readonly disruptive: boolean;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  readonly retries: number;
  /** Milliseconds that a command may wait before it is sent; 0 or absent: any time. */
  readonly maxAge?: number;
  /** Aborted when the sending node closes: its commands end with CLOSED, other nodes' go on. */
  readonly signal: AbortSignal;
  readonly sending?: Sending;
}

/**
 * Told when a request of the command is about to leave, at each attempt.
 * @param sent what has left of the command with it, as `CommandResult.sent`
 * @param isFirst it is the command's first request
 */
export type Sending = (sent: string, isFirst: boolean) => void;

/** `msg.payload` after success. */
export interface CommandResult {
  ok: true;
  action: string;
  keys: string[];
  /** Request target(s) or NOTIFY body, secrets masked. */
  sent: string;
  phone: { name: string; host: string };
  transport: LinkId;
  status: number;
  /** How often the most often tried request of the command was tried. */
  attempts: number;
  /** Milliseconds from the command's arrival, waiting in the queue included. */
  elapsed: number;
  /** What the phone reported then, where that was waited for. */
  confirmed?: Confirmed;
}

/** What a phone has reported of a command's effect. */
export interface Confirmed {
  /** The phone is known to be so already: nothing needed to be reported. */
  already?: true;
  /** The event that told it. */
  event?: string;
  /** Milliseconds from the command's sending to that report. */
  elapsed?: number;
  /** The call, as in a state; absent where there is none, or it is over. */
  call?: CallView;
  /** Of a list of numbers: who answered, and every try in order. */
  number?: string;
  tried?: TriedNumber[];
}
