import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { normaliseAddress } from '../../identity/address';
import type { Arrival } from '../types';
import { whileUsed } from './while-used';

const RESPONSE_FINISH = 'http.server.response.finish';

/** A request as Express leaves it: `originalUrl` is the whole target. */
type Request = IncomingMessage & { readonly originalUrl?: string };

export type Unanswered = Pick<Arrival, 'method' | 'target' | 'address' | 'time'>;

interface Finished {
  readonly request: Request;
  readonly response: ServerResponse;
  readonly server: unknown;
}

/**
 * Calls back with every request that this server answered with 404, wherever below it: also where no route of ours is.
 *
 * @returns as `whileUsed`: with its last user nothing of it is left
 */
export function watchUnanswered(server: Server, callback: (request: Unanswered) => void): () => () => void {
  const onFinish = (message: unknown): void => {
    const { request, response, server: from } = message as Finished;
    if (from !== server || response.statusCode !== 404) return;
    callback({
      method: request.method ?? '',
      target: request.originalUrl ?? request.url ?? '',
      address: normaliseAddress(request.socket.remoteAddress ?? ''),
      time: new Date(),
    });
  };
  return whileUsed(
    () => subscribe(RESPONSE_FINISH, onFinish),
    () => unsubscribe(RESPONSE_FINISH, onFinish),
  );
}
