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
}

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
}
