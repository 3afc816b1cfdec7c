import type { PlannedPost, PlannedRequest } from '../../commands/plan';
import type { PhoneError } from '../../errors';
import type { TransportAnswer, TransportOptions } from '../../transports/transport';

/** The ways to a phone, as its settings name them. */
export type LinkId = 'http' | 'sip';

/** One request of a command, as its plan has it. */
export interface LinkRequest extends PlannedRequest {
  /** Of a NOTIFY: what its body is. */
  readonly notify?: { readonly event: string; readonly contentType: string };
}

/** One way to one phone, made from its settings. A third way is a third file beside these, and a line in `links.ts`. */
export interface Link {
  /**
   * Sends one request of a command to where the phone is now.
   * @throws PhoneError NO_ADDRESS, or as the transport does
   */
  send(request: LinkRequest, options: TransportOptions): Promise<TransportAnswer>;
  /**
   * Asks for a sign of life, by a request that sets nothing off.
   * @param target path and query, where the way has such
   * @param post sent by POST, with this
   * @throws as `send`
   */
  ask(target: string, options: TransportOptions, post?: PlannedPost): Promise<TransportAnswer>;
  /**
   * Asks for a sign of life that nothing can show on the phone, and that carries no login: by HTTP(S) a connection is
   * opened and closed, by SIP OPTIONS are asked for once.
   * @throws PhoneError NO_ADDRESS, UNREACHABLE, TIMEOUT, CLOSED
   */
  knock(options: TransportOptions): Promise<void>;
  /** Ends what is under way with CLOSED; resolves when nothing of this phone is left open. */
  close(): Promise<void>;
}

/** Where the phone is, as far as its links must know. */
export interface PhonePlace {
  /** The configured host, else the learned address, else ''; may change between two requests. */
  readonly host: string;
  /** The phone itself has answered at this host. */
  answered(host: string): void;
  /** NO_ADDRESS, with what is missing. */
  noAddress(): PhoneError;
}
