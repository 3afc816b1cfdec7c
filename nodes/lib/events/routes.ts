import type { EventReply, VendorCatalogue } from '../vendors';
import { Absence } from './absence';
import { findMisplaced } from './misplaced';
import { noteElsewhere, type Page } from './noted';
import { readsBodies } from './report/body';
import { eventIn } from './report/event';
import { reportOf } from './report/arrived';
import { targetPath } from './report/target';
import { escapeRaw, foldEscapes } from './request-line';
import type { Arrival } from './types';
import { type Audience, isHeard, type Judge, judgeAll, type Judgement, type Verdict } from './verdict';

export interface RoutesAnswer {
  readonly status: Judgement['status'] | 404 | 405;
  /** As in `Verdict`. */
  readonly reply?: EventReply;
  /** As in `Verdict`. */
  readonly first?: (done: () => void) => void;
  /** To be run after the answer has been sent; none of them throws. */
  readonly deliveries: readonly (() => void)[];
}

interface Route {
  readonly path: string;
  readonly entries: Set<{ readonly judge: Judge }>;
  /** Those of the entries: made with each change, so that a request makes none. */
  judges: readonly Judge[];
  /** Set while a redeploy is under way: nodes that were taken off and will be back in a moment. */
  absence?: Absence;
}

/**
 * Milliseconds: what Node-RED gives nodes to close. Mostly a deploy is over long before, which `settle` tells; an event
 * whose phone does not wait so long is judged all the same.
 */
export const LONGEST_ABSENCE = 15_000;

/**
 * `/phone` from `phone`, `/phone/` or ` /phone`; '' for the mount point itself. Letters beyond ASCII and blanks as they
 * travel in a URL.
 */
export function normalisePath(path: string): string {
  const segments = path.split('/').map((segment) => segment.trim());
  while (segments[0] === '') segments.shift();
  while (segments.at(-1) === '') segments.pop();
  const joined = segments.map((segment) => `/${segment}`).join('');
  return foldEscapes(escapeRaw(Buffer.from(joined, 'utf8').toString('latin1')));
}

/**
 * The receptions of one server by path. Of several paths that a request lies below, the longest counts. A request costs the
 * same whatever the number of nodes: one look-up per segment, of no more segments than the deepest path ever had.
 */
export class Routes {
  readonly #vendors: VendorCatalogue;
  readonly #routes = new Map<string, Route>();
  readonly #longestAbsence: number;
  readonly #isShared: boolean;
  readonly #page: Page | undefined;
  #depth = 0;
  /** Routes with an absence: while there are none, which is nearly always, a request need not look for one. */
  #absences = 0;

  /**
   * @param vendors whose names are events and variables
   * @param longestAbsence milliseconds that a request waits for redeployed nodes at the most
   * @param isShared the server has other users, who may answer what no node of ours takes for an event
   * @param page where arrivals are noted; absent: nowhere
   */
  constructor(vendors: VendorCatalogue, longestAbsence = LONGEST_ABSENCE, isShared = false, page?: Page) {
    this.#vendors = vendors;
    this.#longestAbsence = longestAbsence;
    this.#isShared = isShared;
    this.#page = page;
  }

  /**
   * @returns removes this one reception, and never another on the same path. `isRestarting`: the node is being
   *   redeployed and will be back; requests on its path may wait for it (`returning`)
   */
  add(path: string, judge: Judge): (isRestarting?: boolean) => void {
    const key = normalisePath(path);
    const route: Route = this.#routes.get(key) ?? { path: key, entries: new Set(), judges: [] };
    const entry = { judge };
    route.entries.add(entry);
    list(route);
    this.#routes.set(key, route);
    this.#depth = Math.max(this.#depth, key.split('/').length - 1);
    route.absence?.back();
    return (isRestarting = false) => {
      if (!route.entries.delete(entry)) return;
      list(route);
      if (isRestarting) this.#await(route, judge.takesUnknown);
      else this.#drop(route);
    };
  }

  /**
   * Where the path's nodes are being redeployed: resolves when they are back, or will not be. Undefined where there is
   * nothing to wait for, above all for requests that are none of these nodes' business.
   *
   * @param body as in `Arrival.body`
   */
  returning(target: string, body?: string): Promise<void> | undefined {
    const route = this.#absences === 0 ? undefined : this.#find(target);
    return route?.absence && this.#mayTake(route, target, body) ? route.absence.over : undefined;
  }

  /** Whether what is posted there may be an event: there is a node, and a vendor whose phones post. */
  takesBody(target: string): boolean {
    return readsBodies(this.#vendors) && this.#find(target) !== undefined;
  }

  /** Where nodes of a path are being redeployed: resolves when they are back, or will not be. */
  absenceOn(path: string): Promise<void> | undefined {
    return this.#routes.get(normalisePath(path))?.absence?.over;
  }

  /** The deploy is over: nodes that are not back by now do not come back. */
  settle(): void {
    for (const route of this.#routes.values()) route.absence?.end();
  }

  #await(route: Route, takesUnknown: boolean): void {
    if (!route.absence) {
      this.#absences++;
      route.absence = new Absence(this.#longestAbsence, () => {
        delete route.absence;
        this.#absences--;
        this.#drop(route);
      });
    }
    route.absence.gone(takesUnknown);
  }

  #drop(route: Route): void {
    if (route.judges.length > 0 || route.absence) return;
    if (this.#routes.get(route.path) === route) this.#routes.delete(route.path);
  }

  /** True without any route. */
  get empty(): boolean {
    return this.#routes.size === 0;
  }

  /**
   * Whether a request is on a node's path; on `/` of a shared server, whether it names an event, too.
   *
   * @param target as in `Arrival.target`
   * @param isWhole false: its end is still to come
   */
  has(target: string, isWhole = true): boolean {
    const route = this.#find(target);
    if (!route) return false;
    return route.path !== '' || !this.#isShared || !isWhole || this.#mayTake(route, target);
  }

  /** Whether the request is an event for any node. Changes nothing. */
  hears(arrival: Arrival): boolean {
    const route = this.#find(arrival.target);
    return route !== undefined && isHeard(arrival, this.#audience(route));
  }

  /** Undefined where no node is on the path. Never throws. */
  judge(arrival: Arrival): Verdict | undefined {
    const route = this.#find(arrival.target);
    if (!route || route.judges.length === 0) return undefined;
    return judgeAll(arrival, this.#audience(route), this.#isShared);
  }

  /**
   * As `judge`, for a server that nobody else answers on.
   * @param refused the status that is sent in place of this answer's
   */
  answer(arrival: Arrival, refused?: number): RoutesAnswer | undefined {
    const verdict = this.judge(arrival);
    if (verdict?.kind === 'event') return verdict;
    verdict?.missed(refused);
    const isNoted = this.noteMisplaced(arrival, '', verdict !== undefined);
    if (!verdict && !isNoted && this.#page && arrival.method !== 'HEAD')
      noteElsewhere(this.#page, arrival, refused ?? 404);
    return verdict && { status: verdict.status, deliveries: [] };
  }

  /**
   * Tells the nodes that a request was meant for, where it came to nothing because a proxy changed its path.
   *
   * @param request its target: the whole one, the mount point included
   * @param isCounted it lay on some node's path, and was counted there
   * @returns whether it was counted, and noted
   */
  noteMisplaced(
    request: Pick<Arrival, 'method' | 'target' | 'address' | 'time'>,
    root: string,
    isCounted: boolean,
  ): boolean {
    if (request.method !== 'GET' || this.#routes.size === 0) return false;
    const found = findMisplaced(request.target, root, this.#routes.keys(), this.#vendors);
    const route = found && this.#routes.get(found.path);
    if (!route || route.judges.length === 0) return false;
    for (const judge of route.judges) {
      judge.misplaced(found.asked, found.expected);
      if (!isCounted) judge.miss('misplaced');
    }
    if (isCounted) return false;
    if (this.#page) noteElsewhere(this.#page, request, 404, found);
    return true;
  }

  /** Whether the target may be an event for the route's nodes, the absent ones included. */
  #mayTake(route: Route, target: string, body?: string): boolean {
    if (route.absence?.takesUnknown || route.judges.some(({ takesUnknown }) => takesUnknown)) return true;
    const asked = { target, ...(body === undefined ? { method: 'GET' } : { method: 'POST', body }) };
    const report = reportOf(asked, { path: route.path, vendors: this.#vendors });
    return report !== undefined && eventIn(report) !== undefined;
  }

  #audience(route: Route): Audience {
    return { path: route.path, judges: route.judges, vendors: this.#vendors, page: this.#page };
  }

  #find(target: string): Route | undefined {
    if (this.#routes.size === 0) return undefined;
    const path = foldEscapes(targetPath(target));
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

function list(route: Route): void {
  route.judges = Array.from(route.entries, ({ judge }) => judge);
}
