import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const RESPONSE_FINISH = 'http.server.response.finish';

/** A request as Express leaves it: `originalUrl` is the whole target. */
type Request = IncomingMessage & { readonly originalUrl?: string };

type Callback = (method: string, target: string) => void;

interface Finished {
  readonly request: Request;
  readonly response: ServerResponse;
  readonly server: unknown;
}

/** A server's listener, and how many times it was asked for. */
interface Watch {
  readonly onFinish: (message: unknown) => void;
  users: number;
}

const watches = new WeakMap<Server, Map<Callback, Watch>>();

/**
 * Calls back with every request that this server answered with 404, wherever below it: also where no route of ours is.
 *
 * @returns ends it; with the last user of a callback nothing of it is left
 */
export function watchUnanswered(server: Server, callback: Callback): () => void {
  const ofServer = watches.get(server) ?? new Map<Callback, Watch>();
  watches.set(server, ofServer);
  const watch = ofServer.get(callback) ?? start(server, callback);
  ofServer.set(callback, watch);
  watch.users++;
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    if (--watch.users > 0) return;
    ofServer.delete(callback);
    unsubscribe(RESPONSE_FINISH, watch.onFinish);
  };
}

function start(server: Server, callback: Callback): Watch {
  const onFinish = (message: unknown): void => {
    const { request, response, server: from } = message as Finished;
    if (from !== server || response.statusCode !== 404) return;
    callback(request.method ?? '', request.originalUrl ?? request.url ?? '');
  };
  subscribe(RESPONSE_FINISH, onFinish);
  return { onFinish, users: 0 };
}
