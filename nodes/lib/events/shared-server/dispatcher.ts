import type { IncomingMessage, ServerResponse } from 'node:http';
import type { VendorCatalogue } from '../../vendors';
import { LONGEST_ABSENCE, Routes } from '../routes';
import type { Page } from '../noted';
import type { Arrival } from '../types';
import type { Verdict } from '../verdict';
import { arrivalOf } from './arrival';

/** A request on its way through Express: `route` is the one that it matched last. */
type Request = IncomingMessage & { readonly route?: unknown };
type Next = (error?: unknown) => void;
type Handler = (request: Request, response: ServerResponse, next: Next) => void;

/** An Express application, as far as it is used. */
export interface HttpApp {
  route(path: RegExp): { all(...handlers: Handler[]): unknown };
  use(handler: (error: unknown, request: Request, response: ServerResponse, next: Next) => void): unknown;
}

export interface DispatcherOptions {
  readonly vendors: VendorCatalogue;
  /** Where arrivals are noted; absent: nowhere. */
  readonly page?: Page;
  /** Node-RED's httpNodeMiddleware: a function, an array of them, or nothing. Runs for phones' events alone. */
  readonly middleware?: unknown;
  /** Whether credentials were asked for and checked before this request got here; absent: never. */
  readonly isLoggedIn?: (request: IncomingMessage) => boolean;
}

/**
 * The routes of all nodes on one Express application, to be called once for it. Mounted for good: Express has no public
 * way to remove one handler. A request that is no event goes on as if nothing were mounted.
 */
export function attach(app: HttpApp, options: DispatcherOptions): Routes {
  const routes = new Routes(options.vendors, LONGEST_ABSENCE, true, options.page);
  const isLoggedIn = options.isLoggedIn ?? (() => false);
  const guards = middlewares(options.middleware);

  const gate: Handler = (request, response, next) => {
    const arrival = arrivalOf(request, false);
    whenBack(routes, arrival, () => {
      if (routes.hears(arrival)) next();
      else pass(routes.judge(arrival), request, response, next, 404);
    });
  };
  const answer: Handler = (request, response, next) => {
    const arrival = arrivalOf(request, isLoggedIn(request));
    whenBack(routes, arrival, () => {
      const verdict = routes.judge(arrival);
      // The node may have gone while a middleware was waiting for something.
      if (verdict?.kind === 'event') send(response, verdict);
      else pass(verdict, request, response, next, 404);
    });
  };

  /** Goes on to the other handlers; counts what nobody answers, so that it ends with `unanswered`. */
  function pass(
    verdict: Verdict | undefined,
    request: Request,
    response: ServerResponse,
    next: Next,
    unanswered: 400 | 404,
  ): void {
    if (verdict?.kind === 'none') {
      response.once('finish', () => {
        // Another route that matched has answered in its own way, whatever it said.
        if (response.statusCode === unanswered && (request.route ?? route) === route) verdict.missed(unanswered);
      });
    }
    next('route');
  }

  // One route of several handlers, because `next('route')` skips them all. The pattern captures nothing: Express would
  // decode a capture, and refuse the lone `%` that phones send.
  const route = app.route(/.*/);
  route.all(...(guards.length > 0 ? [gate, ...guards] : []), answer);
  // The patterns of others do capture (`*`, which core mounts for httpNodeCors, or `/phone/:event`), and what fails to
  // decode for them passes by every route; it comes to handlers of errors alone.
  app.use((error, request, response, next) => {
    const arrival = error instanceof URIError ? arrivalOf(request, isLoggedIn(request)) : undefined;
    if (!arrival) {
      next(error);
      return;
    }
    const goOn: Next = () => next(error);
    whenBack(routes, arrival, () => {
      if (!routes.hears(arrival)) pass(routes.judge(arrival), request, response, goOn, 400);
      else run(guards, request, response, (failure) => (failure ? next(failure) : answer(request, response, goOn)));
    });
  });
  return routes;
}

/** Phones send an event once: one that falls into a redeploy waits for its nodes. */
function whenBack(routes: Routes, { method, target }: Arrival, act: () => void): void {
  const returning = method === 'GET' || method === 'HEAD' ? routes.returning(target) : undefined;
  if (returning) void returning.then(act);
  else act();
}

function send(response: ServerResponse, verdict: Extract<Verdict, { kind: 'event' }>): void {
  if (verdict.first) verdict.first(() => respond(response, verdict));
  else respond(response, verdict);
}

function respond(response: ServerResponse, { status, reply, deliveries }: Extract<Verdict, { kind: 'event' }>): void {
  if (!response.headersSent) {
    response.statusCode = status;
    if (reply) response.setHeader('Content-Type', reply.contentType);
    response.setHeader('Content-Length', String(reply?.text.length ?? 0));
    response.end(reply?.text);
  }
  if (deliveries.length === 0) return;
  setImmediate(() => {
    for (const deliver of deliveries) deliver();
  });
}

/** Runs handlers as Express does: each calls the next one, or answers. */
function run(handlers: readonly Handler[], request: Request, response: ServerResponse, done: Next): void {
  const [first, ...rest] = handlers;
  if (!first) {
    done();
    return;
  }
  try {
    first(request, response, (error) => (error ? done(error) : run(rest, request, response, done)));
  } catch (error) {
    done(error);
  }
}

function middlewares(setting: unknown): Handler[] {
  const flat: unknown[] = Array.isArray(setting) ? setting.flat(Number.POSITIVE_INFINITY) : [setting];
  return flat.filter((handler): handler is Handler => typeof handler === 'function');
}
