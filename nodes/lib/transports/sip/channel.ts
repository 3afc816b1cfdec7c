/** The way to one target, as a transaction sees it: a UDP socket and an address, or a connection. */
export interface Channel {
  readonly protocol: 'UDP' | 'TCP' | 'TLS';
  /** A stream: nothing is sent twice over it. */
  readonly reliable: boolean;
  /** Our `host:port` as Via and Contact write it. */
  readonly sentBy: string;
  /** `failed` is called at most once, and not after `release`. */
  send(message: Buffer, failed: (error: Error) => void): void;
  /** The target has answered, or keeps silent: let another transaction have this one's turn. May be called often. */
  yieldTurn(): void;
  /** How many messages came on its socket so far: whether there is still something to read. */
  readonly received: number;
  /** The transaction is over. May be called often. */
  release(): void;
}

/** A channel on its way. Whoever loses interest abandons it: then it frees itself, before or after it is ready. */
export interface Opening {
  /** Where requests wait for each other: when this one's turn has come. `ready` does not come before. */
  readonly turn?: Promise<void>;
  readonly ready: Promise<Channel>;
  abandon(): void;
  /** Why it is not ready, where more is known than that nothing came: after the wait was over. */
  readonly unfinished?: () => Error | undefined;
}

/** An address of a next hop with the transport to use, as RFC 3263 yields it. */
export interface Target {
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** Numeric, IPv6 without brackets. */
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** The next hop as configured, before any look-up: the name that a certificate must bear (RFC 5922 section 4). */
  readonly name: string;
}
