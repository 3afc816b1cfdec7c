import type { IncomingMessage, ServerResponse } from 'node:http';
import { normaliseAddress } from '../address';
import { appendForwardedFor, UNREADABLE_CHAIN } from '../proxies';
import { Routes, type RoutesAnswer } from '../routes';
import type { Arrival } from '../types';

type Next = (error?: unknown) => void;
type Handler = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

/** An Express application, as far as it is used. */
export interface HttpApp {
  route(path: RegExp): { all(...handlers: Handler[]): unknown };
}

export interface DispatcherOptions {
  /** Node-RED's httpNodeMiddleware: a function, an array of them, or nothing. Runs for matching requests alone. */
  readonly middleware?: unknown;
  /** Whether the mount point checks credentials before any request gets here (httpNodeAuth). */
  readonly authenticated: boolean;
}

const attached = new WeakMap<HttpApp, Routes>();

/**
 * The routes of all nodes on one Express application. Mounted with the first call and never taken off again: Express has
 * no public way to remove one handler. Without a node on a request's path the request goes on as if nothing were mounted.
 */
export function attach(app: HttpApp, options: DispatcherOptions): Routes {
  const known = attached.get(app);
  if (known) return known;
  const routes = new Routes();
  attached.set(app, routes);

  const gate: Handler = (request, _response, next) => {
    next(routes.has(request.url ?? '') ? undefined : 'route');
  };
  const answer: Handler = (request, response, next) => {
    const arrival = arrivalOf(request, options.authenticated);
    const judge = (): void => {
      const answered = routes.answer(arrival);
      // The node may have gone while a middleware was waiting for something, or stand on `/` and not know the event.
      if (answered) send(response, answered);
      else next('route');
    };
    const returning = routes.returning(arrival.target);
    if (returning) void returning.then(judge);
    else judge();
  };
  // One route of several handlers, because `next('route')` skips them all. The pattern captures nothing: Express would
  // decode a capture, and refuse the lone `%` that phones send.
  app.route(/.*/).all(gate, ...middlewares(options.middleware), answer);
  return routes;
}

function arrivalOf(request: IncomingMessage, authenticated: boolean): Arrival {
  const forwardedFor = forwardedForIn(request.rawHeaders);
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    // The peer itself; `request.ip` would believe headers where `trust proxy` is set, for all nodes alike.
    address: normaliseAddress(request.socket.remoteAddress ?? ''),
    time: new Date(),
    authenticated,
    ...(forwardedFor !== undefined && { forwardedFor }),
  };
}

/** Node.js drops header lines beyond a thousand without a word, the one that a proxy added at the end among them. */
const HEADER_LINES = 200;

function forwardedForIn(rawHeaders: readonly string[]): string | undefined {
  if (rawHeaders.length > 2 * HEADER_LINES) return UNREADABLE_CHAIN;
  let chain: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (name.length === 15 && name.toLowerCase() === 'x-forwarded-for') {
      chain = appendForwardedFor(chain, rawHeaders[i + 1] ?? '');
    }
  }
  return chain;
}

function send(response: ServerResponse, { status, deliveries }: RoutesAnswer): void {
  if (!response.headersSent) {
    response.statusCode = status;
    response.setHeader('Content-Length', '0');
    if (status === 405) response.setHeader('Allow', 'GET, HEAD');
    response.end();
  }
  if (deliveries.length === 0) return;
  setImmediate(() => {
    for (const deliver of deliveries) deliver();
  });
}

function middlewares(setting: unknown): Handler[] {
  const flat: unknown[] = Array.isArray(setting) ? setting.flat(Number.POSITIVE_INFINITY) : [setting];
  return flat.filter((handler): handler is Handler => typeof handler === 'function');
}
