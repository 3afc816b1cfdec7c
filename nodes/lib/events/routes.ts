import type { Judgement } from './reception';
import { readTarget, targetPath } from './report/target';
import { escapeRaw } from './request-line';
import type { Arrival, EventMessage, Report } from './types';

/** A reception, as its routes see it. */
export interface Judge {
  judge(arrival: Arrival, read: () => Report | undefined): Judgement;
  deliver(message: EventMessage): void;
  /** An error that came out of judging or delivering. */
  failed(error: unknown): void;
}

export interface RoutesAnswer {
  readonly status: Judgement['status'] | 405;
  /** To be run after the answer has been sent; none of them throws. */
  readonly deliveries: readonly (() => void)[];
}

interface Route {
  readonly path: string;
  readonly judges: Set<{ readonly judge: Judge }>;
  /** Set while a redeploy is under way: nodes that were taken off and will be back in a moment. */
  absence?: Absence;
}

interface Absence {
  missing: number;
  readonly over: Promise<void>;
  readonly end: () => void;
}

/**
 * Milliseconds: what Node-RED gives nodes to close. Mostly a deploy is over long before, which `settle` tells; an event
 * whose phone does not wait so long is judged all the same.
 */
export const LONGEST_ABSENCE = 15_000;

/** Several nodes on one path: the phone gets the best of their answers. */
const BEST_FIRST: readonly Judgement['status'][] = [200, 429, 401, 403, 404];

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
  readonly #longestAbsence: number;
  #depth = 0;
  /** Routes with an absence: while there are none, which is nearly always, a request need not look for one. */
  #absences = 0;

  /** @param longestAbsence milliseconds that a request waits for redeployed nodes at the most */
  constructor(longestAbsence = LONGEST_ABSENCE) {
    this.#longestAbsence = longestAbsence;
  }

  /**
   * @returns removes this one reception, and never another on the same path. `isRestarting`: the node is being
   *   redeployed and will be back; requests on its path may wait for it (`returning`)
   */
  add(path: string, judge: Judge): (isRestarting?: boolean) => void {
    const key = normalisePath(path);
    const route: Route = this.#routes.get(key) ?? { path: key, judges: new Set() };
    const entry = { judge };
    route.judges.add(entry);
    this.#routes.set(key, route);
    this.#depth = Math.max(this.#depth, key.split('/').length - 1);
    if (route.absence && --route.absence.missing === 0) route.absence.end();
    return (isRestarting = false) => {
      if (!route.judges.delete(entry)) return;
      if (isRestarting) this.#await(route);
      else this.#drop(route);
    };
  }

  /**
   * Where the path's nodes are being redeployed: resolves when they are back, or will not be. Phones send an event once,
   * so one that falls into a redeploy must wait, not fail.
   */
  returning(target: string): Promise<void> | undefined {
    return this.#absences === 0 ? undefined : this.#find(target)?.absence?.over;
  }

  /** The deploy is over: nodes that are not back by now do not come back. */
  settle(): void {
    for (const route of this.#routes.values()) route.absence?.end();
  }

  #await(route: Route): void {
    if (route.absence) {
      route.absence.missing++;
      return;
    }
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const finish = (): void => {
      clearTimeout(timer);
      delete route.absence;
      this.#absences--;
      this.#drop(route);
      end();
    };
    // A process that has nothing else to do must not stay for this.
    const timer = setTimeout(finish, this.#longestAbsence).unref();
    route.absence = { missing: 1, over, end: finish };
    this.#absences++;
  }

  #drop(route: Route): void {
    if (route.judges.size > 0 || route.absence) return;
    if (this.#routes.get(route.path) === route) this.#routes.delete(route.path);
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
    if (!route || route.judges.size === 0) return undefined;
    // A node on `/` must not take every other path of the server away.
    const isWholeServer = route.path === '';
    if (arrival.method !== 'GET' && arrival.method !== 'HEAD') {
      return isWholeServer ? undefined : { status: 405, deliveries: [] };
    }

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
    const status = BEST_FIRST[rank] ?? 404;
    return status === 404 && isWholeServer ? undefined : { status, deliveries };
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
