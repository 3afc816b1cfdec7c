import type { Judgement } from './reception';
import { escapeRaw } from './request-line';
import { readTarget, targetPath } from './target';
import type { Arrival, EventMessage, Report } from './types';

/** A reception, as its routes see it. */
export interface Judge {
  judge(arrival: Arrival, read: () => Report | undefined): Judgement;
  deliver(message: EventMessage): void;
  /** An error that came out of judging or delivering. */
  failed(error: unknown): void;
}

export interface RoutesAnswer {
  readonly status: 200 | 401 | 403 | 404 | 405;
  /** To be run after the answer has been sent; none of them throws. */
  readonly deliveries: readonly (() => void)[];
}

interface Route {
  readonly path: string;
  readonly judges: Set<{ readonly judge: Judge }>;
}

/** Several nodes on one path: the phone gets the best of their answers. */
const BEST_FIRST: readonly Judgement['status'][] = [200, 401, 403, 404];

/**
 * `/phone` from `phone`, `/phone/` or ` /phone`; '' for the mount point itself. Letters beyond ASCII and blanks as they
 * travel in a URL.
 */
export function normalisePath(path: string): string {
  const segments = path.split('/').map((segment) => segment.trim());
  while (segments[0] === '') segments.shift();
  while (segments.at(-1) === '') segments.pop();
  const joined = segments.map((segment) => `/${segment}`).join('');
  return escapeRaw(Buffer.from(joined, 'utf8').toString('latin1'));
}

/**
 * The receptions of one server by path. Of several paths that a request lies below, the longest counts. A request costs the
 * same whatever the number of nodes: one look-up per segment, of no more segments than the deepest path ever had.
 */
export class Routes {
  readonly #routes = new Map<string, Route>();
  #depth = 0;

  /** @returns removes this one reception, and never another on the same path */
  add(path: string, judge: Judge): () => void {
    const key = normalisePath(path);
    const route = this.#routes.get(key) ?? { path: key, judges: new Set() };
    const entry = { judge };
    route.judges.add(entry);
    this.#routes.set(key, route);
    this.#depth = Math.max(this.#depth, key.split('/').length - 1);
    return () => {
      route.judges.delete(entry);
      if (route.judges.size === 0 && this.#routes.get(key) === route) this.#routes.delete(key);
    };
  }

  /** True without any route. */
  get empty(): boolean {
    return this.#routes.size === 0;
  }

  /** @param target as in `Arrival.target` */
  has(target: string): boolean {
    return this.#find(target) !== undefined;
  }

  /** Undefined where no node is on the path. Never throws. */
  answer(arrival: Arrival): RoutesAnswer | undefined {
    const route = this.#find(arrival.target);
    if (!route) return undefined;
    if (arrival.method !== 'GET' && arrival.method !== 'HEAD') return { status: 405, deliveries: [] };

    let report: Report | undefined;
    let hasRead = false;
    const read = () => {
      if (!hasRead) report = readTarget(arrival.target, route.path);
      hasRead = true;
      return report;
    };
    let rank = BEST_FIRST.length - 1;
    const deliveries: (() => void)[] = [];
    for (const { judge } of route.judges) {
      try {
        const { status, message } = judge.judge(arrival, read);
        rank = Math.min(rank, BEST_FIRST.indexOf(status));
        if (message) deliveries.push(delivery(judge, message));
      } catch (error) {
        tell(judge, error);
      }
    }
    return { status: BEST_FIRST[rank] ?? 404, deliveries };
  }

  #find(target: string): Route | undefined {
    if (this.#routes.size === 0) return undefined;
    const path = targetPath(target);
    const ends: number[] = [];
    for (let from = 1; ends.length < this.#depth; ) {
      const slash = path.indexOf('/', from);
      ends.push(slash < 0 ? path.length : slash);
      if (slash < 0) break;
      from = slash + 1;
    }
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
      const route = this.#routes.get(path.slice(0, end));
      if (route) return route;
    }
    return this.#routes.get('');
  }
}

/** Each message on its own: what goes wrong with one node's message must not cost another node its own. */
function delivery(judge: Judge, message: () => EventMessage): () => void {
  return () => {
    try {
      judge.deliver(message());
    } catch (error) {
      tell(judge, error);
    }
  };
}

function tell(judge: Judge, error: unknown): void {
  try {
    judge.failed(error);
  } catch {
    // Nobody is left to be told, and a server's callback must not throw.
  }
}
