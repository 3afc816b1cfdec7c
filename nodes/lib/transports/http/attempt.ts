import type { Deadline } from '../../deadline';
import type { TransportOptions } from '../transport';
import type { Endpoint } from './endpoint';

/** What a POST carries. */
export interface HttpPost {
  readonly contentType: string;
  /** Goes as UTF-8. */
  readonly body: string;
}

/** One command on its way to one phone. */
export interface Attempt {
  readonly endpoint: Endpoint;
  /** The request-target: path and query, percent-encoded. */
  readonly target: string;
  /** Absent: a GET. */
  readonly post?: { readonly contentType: string; readonly body: Buffer };
  readonly options: TransportOptions;
  readonly deadline: Deadline;
}
