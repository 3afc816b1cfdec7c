import type { EventReply, VendorCatalogue } from '../vendors';
import type { Note } from './journal';
import type { Judgement, Refusal } from './judgement';
import { noteJudged, noteNone, type Page } from './noted';
import { isEventMethod, reportOf } from './report/arrived';
import type { Belief, Sighting } from './sighting';
import type { Arrival, EventMessage, Report } from './types';

export type { Judgement, Refusal } from './judgement';

/** A reception, as its routes see it. */
export interface Judge {
  /** Every name is an event for it. */
  readonly takesUnknown: boolean;
  /** The sender's address as this node reads it; '' where a proxy hides it. */
  addressOf(arrival: Arrival): string;
  identify(arrival: Arrival, report: Report, address: string): Sighting;
  /** The request carries this node's token. */
  hasToken(report: Report): boolean;
  judge(sighting: Sighting): Judgement;
  /**
   * Called on the one node that tells what several believed, after the answer has been sent (but where `isKept`).
   * @param done to be called when all that depends on it is up to date, be it at once: then the messages leave
   */
  believe(belief: Belief, done: () => void): void;
  /** The phone's answer has to wait until what is believed is stored: another instance may serve its next event. */
  isKept?(sighting: Sighting): boolean;
  /**
   * The sighting passed all guards of this node, which serves its phone and has a token (or a login).
   *
   * @returns whether that teaches anything; then no other node need tell it again
   */
  prove(sighting: Sighting): boolean;
  /** Counts a request that made no event. */
  miss(what: Refusal): void;
  /** A request that was meant for this node's path stood at another. */
  misplaced(asked: string, expected: string): void;
  deliver(message: EventMessage): void;
  /** An error that came out of judging or delivering. */
  failed(error: unknown, message?: EventMessage): void;
}

export type Verdict =
  | {
      readonly kind: 'event';
      readonly status: Judgement['status'];
      /** What the answer holds, where the phone's vendor wants something. */
      readonly reply?: EventReply;
      /**
       * To be run before the answer, which is sent when it calls back, once, be it at once; never throws. Absent: the
       * answer waits for nothing.
       */
      readonly first?: (done: () => void) => void;
      /** To be run after the answer has been sent; none of them throws. */
      readonly deliveries: readonly (() => void)[];
    }
  | {
      /** It names no event of any node (404), or asks by another method, or posts what nobody reads (405). */
      readonly kind: 'none';
      readonly status: 404 | 405;
      /**
       * Counts that with the path's nodes, and notes it. For the server to call, where nobody else had an answer.
       * @param answered the status that was sent, where it is another
       */
      readonly missed: (answered?: number) => void;
    };

/** Several nodes on one path: the phone gets the best of their answers. */
const BEST_FIRST: readonly Judgement['status'][] = [200, 429, 401, 403];

function isBetter(one: Judgement['status'], other: Judgement['status']): boolean {
  return BEST_FIRST.indexOf(one) < BEST_FIRST.indexOf(other);
}

/** The nodes of one path, and whose words they are told in. */
export interface Audience {
  readonly path: string;
  readonly judges: readonly Judge[];
  readonly vendors: VendorCatalogue;
  /** Where arrivals are noted; absent: nowhere. */
  readonly page?: Page | undefined;
}

interface Hearing {
  readonly judge: Judge;
  readonly sighting: Sighting;
}

interface Judged extends Hearing {
  readonly judgement: Judgement;
}

interface Heard {
  readonly hearings: readonly Hearing[];
  /** As the first node sees it, whether it knows the name or not. */
  readonly first?: Sighting | undefined;
  /** A node could not be asked for an error of our own. */
  readonly hasFailed?: boolean;
}

const UNHEARD: Heard = { hearings: [] };

/** The path's nodes that know the request's name as an event, each with what it sees. Changes nothing. */
function hear(arrival: Arrival, report: Report | undefined, judges: readonly Judge[]): Heard {
  if (!report) return UNHEARD;
  // A page does not know the token; who does is no page, whichever of the nodes it was meant for.
  const isVouched = arrival.fromWebPage === true && judges.some((judge) => judge.hasToken(report));
  const seen = isVouched ? { ...arrival, fromWebPage: false } : arrival;
  /** Nodes may differ in whom they believe about the address, so there may be several of one arrival. */
  const sightings: Sighting[] = [];
  const hearings: Hearing[] = [];
  let hasFailed = false;
  for (const judge of judges) {
    try {
      const address = judge.addressOf(seen);
      const earlier = sightings.find((sighting) => sighting.address === address);
      const sighting = earlier ?? judge.identify(seen, report, address);
      if (!earlier) sightings.push(sighting);
      if (sighting.event !== undefined || judge.takesUnknown) hearings.push({ judge, sighting });
    } catch (error) {
      hasFailed = true;
      tell(judge, error);
    }
  }
  return { hearings, first: sightings[0], hasFailed };
}

/** Whether the request is an event for any of the path's nodes, believed or not. */
export function isHeard(arrival: Arrival, audience: Audience): boolean {
  return hear(arrival, reportOf(arrival, audience), audience.judges).hearings.length > 0;
}

/**
 * What the nodes of one path say of a request. Never throws.
 *
 * @param isShared others may have an answer where these nodes have none: a node on `/` takes no path away by refusing it
 */
export function judgeAll(arrival: Arrival, audience: Audience, isShared: boolean): Verdict {
  const { path, judges, page } = audience;
  const judged: Judged[] = [];
  let status: Judgement['status'] | undefined;
  const report = reportOf(arrival, audience);
  const heard = hear(arrival, report, judges);
  let { hasFailed = false } = heard;
  for (const { judge, sighting } of heard.hearings) {
    try {
      const judgement = judge.judge(sighting);
      judged.push({ judge, sighting, judgement });
      if (status === undefined || isBetter(judgement.status, status)) status = judgement.status;
    } catch (error) {
      hasFailed = true;
      tell(judge, error);
    }
  }
  const isWholeServer = isShared && path === '';
  const isOthers = isWholeServer && status !== 200 && judged.every(({ sighting }) => sighting.event === undefined);
  if (status === undefined || isOthers) {
    const notes = page && { page, path, sighting: heard.first, hasFailed };
    return none(arrival, report, isWholeServer ? [] : judges, notes);
  }
  // Of HEAD nothing is true.
  if (arrival.method === 'HEAD') return { kind: 'event', status, deliveries: [] };
  const reply = status === 200 ? replyFor(judged, audience.vendors) : undefined;
  const isElsewhere = status === 200 && isOtherPhones(judged);
  const note = page && noteJudged(page, path, judged, status, isElsewhere);
  return { kind: 'event', status, ...(reply && { reply }), ...carryOut(judged, isElsewhere, page, note) };
}

/** Whether no node that took it is for the phone that sent it. */
function isOtherPhones(judged: readonly Judged[]): boolean {
  for (const { judgement } of judged) if (judgement.status === 200 && !judgement.isOthers) return false;
  return true;
}

/** Of strangers nobody knows what they want. */
function replyFor(judged: readonly Judged[], vendors: VendorCatalogue): EventReply | undefined {
  for (const { sighting } of judged) {
    const reply = sighting.phone && vendors.profile(sighting.phone.vendor)?.eventReply;
    if (reply) return reply;
  }
  return undefined;
}

/**
 * Makes true what was judged, all but what has to wait for the answer.
 * @param isElsewhere all nodes that took it are for other phones: trouble, unless its MAC says whose it is
 * @param note what is told on the page where a message comes to nothing
 */
function carryOut(
  judged: readonly Judged[],
  isElsewhere: boolean,
  page: Page | undefined,
  note: Note | undefined,
): Pick<Extract<Verdict, { kind: 'event' }>, 'first' | 'deliveries'> {
  let proved: Set<Sighting> | undefined;
  const deliveries: (() => void)[] = [];
  const told = new Gate();
  const teller = tellerOf(judged);
  const believe = teller && telling(teller, judged, told);
  const isFirst = teller !== undefined && isKept(teller);
  if (!believe) told.open();
  else if (!isFirst) deliveries.push(believe);
  for (const { judge, sighting, judgement } of judged) {
    const { isProved, message } = judgement;
    const isUnexpected = isElsewhere && sighting.knownBy !== 'mac';
    const refusal = judgement.refusal ?? (isUnexpected ? 'otherPhone' : undefined);
    if (refusal) attempt(judge, () => judge.miss(refusal));
    if (isProved && !proved?.has(sighting)) {
      attempt(judge, () => {
        if (judge.prove(sighting)) (proved ??= new Set()).add(sighting);
      });
    }
    if (message) deliveries.push(delivery(judge, message, told, page, note));
  }
  if (!believe || !isFirst) return { deliveries };
  const first = (done: () => void): void => {
    told.pass(done);
    believe();
  };
  return { first, deliveries };
}

/** What the page is told of an arrival that was no event. */
interface NoEvent {
  readonly page: Page;
  readonly path: string;
  readonly sighting: Sighting | undefined;
  readonly hasFailed: boolean;
}

function none(
  arrival: Arrival,
  report: Report | undefined,
  judges: readonly Judge[],
  noEvent: NoEvent | undefined,
): Verdict {
  const status = report || isEventMethod(arrival.method) ? 404 : 405;
  const missed = (answered: number = status): void => {
    if (arrival.method === 'HEAD' || judges.length === 0) return;
    for (const judge of judges) attempt(judge, () => judge.miss(status === 404 ? 'unknown' : 'refusedMethod'));
    if (!noEvent) return;
    const { page, path, sighting, hasFailed } = noEvent;
    const verdict = hasFailed ? 'failed' : status === 404 ? 'no-event' : 'method';
    noteNone(page, path, { arrival, report, sighting }, answered, verdict);
  };
  return { kind: 'none', status, missed };
}

/** Messages wait behind it until what was believed is known everywhere: mostly it is open by then. */
class Gate {
  #waiting: (() => void)[] | undefined = [];

  pass(run: () => void): void {
    if (this.#waiting) this.#waiting.push(run);
    else run();
  }

  open(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    for (const run of waiting ?? []) run();
  }
}

/** The first believing node that finds the phone, else the first that believes the arrival at all. */
function tellerOf(judged: readonly Judged[]): Judged | undefined {
  let teller: Judged | undefined;
  for (const one of judged) {
    if (one.judgement.isBelieved && (!teller || (!teller.sighting.phone && one.sighting.phone))) teller = one;
  }
  return teller;
}

function isKept({ judge, sighting }: Judged): boolean {
  try {
    return judge.isKept?.(sighting) === true;
  } catch (error) {
    tell(judge, error);
    return false;
  }
}

/** Once per arrival. */
function telling({ judge, sighting }: Judged, judged: readonly Judged[], told: Gate): () => void {
  const hasToken = judged.some(
    ({ judgement: { isBelieved, isVouched }, sighting: { phone } }) =>
      isBelieved && isVouched && phone?.id === sighting.phone?.id,
  );
  return () => {
    try {
      judge.believe({ sighting, hasToken }, () => told.open());
    } catch (error) {
      tell(judge, error);
      told.open();
    }
  };
}

/** Each message on its own: what goes wrong with one node's message must not cost another node its own. */
function delivery(
  judge: Judge,
  compose: () => EventMessage,
  told: Gate,
  page: Page | undefined,
  note: Note | undefined,
): () => void {
  const deliver = (): void => {
    let message: EventMessage | undefined;
    try {
      message = compose();
      judge.deliver(message);
    } catch (error) {
      if (note) page?.journal.failed(note);
      tell(judge, error, message);
    }
  };
  return () => told.pass(deliver);
}

function attempt(judge: Judge, act: () => void): void {
  try {
    act();
  } catch (error) {
    tell(judge, error);
  }
}

function tell(judge: Judge, error: unknown, message?: EventMessage): void {
  try {
    judge.failed(error, message);
  } catch {
    // Nobody is left to be told, and a server's callback must not throw.
  }
}
