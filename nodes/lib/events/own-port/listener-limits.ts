/** What one own listener grants: sizes in bytes, times in milliseconds. */
export interface ListenerLimits {
  readonly requestLine: number;
  readonly headerLines: number;
  readonly headerBytes: number;
  /** Open at a time: in total, and from one address (several phones may share one behind NAT). */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Answered for one connection before the others have their turn, and the time that this may take. */
  readonly requestsPerTurn: number;
  readonly turnTime: number;
  /** Of all turns and flows between two looks at the network: Node.js takes one new connection with each look. */
  readonly roundTime: number;
  /** Events that wait for their flows; nobody has a turn while they are more. */
  readonly deliveries: number;
  /** From a request's first byte (of a connection: from its opening) to the end of its head. */
  readonly headTime: number;
  /** Between two requests on one connection. */
  readonly idleTime: number;
  /** For the peer to take the last answer and end the connection. */
  readonly lingerTime: number;
}

export const DEFAULT_LIMITS: ListenerLimits = {
  requestLine: 16 * 1024,
  headerLines: 64,
  headerBytes: 32 * 1024,
  connections: 2000,
  connectionsPerAddress: 200,
  requestsPerTurn: 16,
  turnTime: 1,
  roundTime: 2,
  deliveries: 64,
  headTime: 10_000,
  idleTime: 5_000,
  lingerTime: 2_000,
};
