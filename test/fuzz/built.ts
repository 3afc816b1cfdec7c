/** Requests whose outcome is known from how they were built: nothing here asks the code under test. */

export const TOKEN = 'Fuzz-Token_7c1e9b04d2';

/** Which server reads a request: Node-RED's own (Node.js and Express before us), or a node's own listener. */
export type Server = 'shared' | 'own';

export interface BuiltEvent {
  /** `call_id` of the request: no two requests share one. */
  readonly id: string;
  readonly topic: string;
  /** Variables that must have arrived so; others may have. */
  readonly variables: ReadonlyMap<string, string>;
}

export interface BuiltRequest {
  /** One character per byte. */
  readonly bytes: string;
  /** One of these must be the answer; 200 to a request with an event means: exactly one message, anything else: none. */
  readonly statuses: readonly number[];
  /** The connection may end without an answer. */
  readonly maySay0?: true;
  readonly event?: BuiltEvent;
  /** Node's parser refuses it: on the shared server it is believed only as a connection's first and only packet. */
  readonly isRaw?: true;
  /** What stands behind its head, or within it, may be taken for further requests: all of these are refused. */
  readonly isNoise?: true;
}

export interface Exchange {
  readonly kind: string;
  readonly requests: readonly BuiltRequest[];
  /** The bytes of all requests, one packet each. */
  readonly packets: readonly string[];
  /** What the client does after the last packet: wait for the server to close, end its side, or reset the connection. */
  readonly ending: 'wait' | 'end' | 'reset';
  /** Answers may be lost on their way, so that a missing one says nothing of its event. */
  readonly isLossy: boolean;
}

/** Draws ids for events; those that were never to be seen as well. */
export type NextId = () => string;
