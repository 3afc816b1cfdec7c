import type { TransportOptions } from '../transport';
import type { Cutoff } from './cutoff';
import type { Endpoint } from './endpoint';

/** One command on its way to one phone. */
export interface Attempt {
  readonly endpoint: Endpoint;
  /** The request-target: path and query, percent-encoded. */
  readonly target: string;
  readonly options: TransportOptions;
  readonly cutoff: Cutoff;
}
