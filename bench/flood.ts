/** What a hostile sender does to one server, from one address. */
export interface FloodJob {
  readonly port: number;
  readonly from: string;
  readonly connections: number;
  /** Sent over and over on each connection, without waiting for answers; '': nothing is ever sent. */
  readonly request: string;
}
