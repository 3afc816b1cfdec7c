import type { Deadline } from '../../deadline';
import type { TransportOptions } from '../transport';
import type { Endpoint } from './endpoint';

/** One command on its way to one phone. */
export interface Attempt {
  readonly endpoint: Endpoint;
  /** The request-target: path and query, percent-encoded. */
  readonly target: string;
  readonly options: TransportOptions;
  readonly deadline: Deadline;
}
