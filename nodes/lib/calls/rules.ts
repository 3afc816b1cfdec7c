import { BURST, MEMORY, SETTLE } from './limits';
import { hasId, isReusable, meant, sameParty, type Told } from './match';
import type { Past, Turn } from './turn';
import type { Call, CallState, Direction, EndedCall, CallOutcome } from './types';

/** Which call an event is about, and what it does to it. */

type Order = readonly (readonly CallState[])[];

const UNANSWERED: readonly CallState[] = ['ringing', 'dialing'];
const isUnanswered = ({ state }: Call): boolean => UNANSWERED.includes(state);

/** The live call that is meant: the one of that id, else the one that fits best. */
function find(
  turn: Turn,
  told: Told,
  order: Order,
  options: Parameters<typeof meant>[3] = {},
): { call: Call; agreed: number } | undefined {
  const named = turn.byId(told.id);
  if (named)
    return order.some((states) => states.includes(named.state))
      ? { call: named, agreed: Number.POSITIVE_INFINITY }
      : undefined;
  return meant(turn.calls, told, order, options);
}

/** `incoming-call`, `outgoing-call`. */
export function start(turn: Turn, told: Told, state: 'ringing' | 'dialing'): void {
  const named = turn.byId(told.id);
  if (named) {
    if (!comesAgain(turn, named, told)) return repeatStart(turn, named, told);
    turn.end(named, { witnessed: false });
  } else {
    const order: Order = [UNANSWERED, ['talking', 'held']];
    const doubled = turn.calls.filter(({ opened, doubtful }) => !doubtful && turn.since(opened) <= SETTLE);
    const same = meant(doubled, told, order);
    if (same && !isDialed(turn, told)) return repeatStart(turn, same.call, told);
    if (!isDialed(turn, told) && isLateStart(turn, told)) return;
    // Nobody said that it ended, but the same party calls again: a call that rings for ever must not swallow the next.
    for (const call of turn.calls.filter(isUnanswered)) {
      const isSame = told.id === undefined && call.direction === told.direction && sameParty(call.remote, told.remote);
      if (isSame) turn.end(call, { witnessed: false });
    }
  }
  if (state === 'dialing') {
    // A phone dials one number at a time.
    for (const call of turn.calls.filter((one) => one.state === 'dialing')) turn.end(call, { witnessed: false });
  }
  turn.open(state, told, { started: true });
}

/** A list of numbers dials faster than people: what it waits for is no copy of the call before. */
const isDialed = (turn: Turn, told: Told): boolean => turn.isExpected && told.direction === 'outbound';

/** Whether a start with a live call's id is a new call: numbers of one or two digits are used again. */
function comesAgain(turn: Turn, call: Call, told: Told): boolean {
  if (told.id === undefined || !isReusable(told.id)) return false;
  if (isDialed(turn, told) || turn.since(call.started ?? call.opened) > SETTLE) return true;
  const isOther = call.direction !== undefined && call.direction !== told.direction;
  return isOther || sameParty(call.remote, told.remote) === false;
}

/** A start that came twice, or behind its answer. */
function repeatStart(turn: Turn, call: Call, told: Told): void {
  const isLate = call.started === undefined && turn.since(call.opened) <= SETTLE;
  const next = turn.update(call, told, isLate ? { started: call.opened } : {});
  if (isLate) turn.news.push({ what: 'began', call: next });
}

/** A start that its call's end has overtaken, or a copy of it that has been delayed: it must not ring for ever. */
function isLateStart(turn: Turn, told: Told): boolean {
  const isLong = told.id !== undefined && !isReusable(told.id);
  const late = turn.past(told, { named: isLong ? SETTLE : BURST, unnamed: BURST }, ({ call, end }) => {
    if (call.started === undefined) return turn.since(end) <= BURST;
    return turn.since(call.started) <= SETTLE;
  });
  if (!late) return false;
  const { past, byId, agreed } = late;
  // Its direction agrees always; a copy must name its call or its party as well.
  if (past.call.started !== undefined && !byId && agreed < 2) return false;
  if (past.call.started === undefined) turn.amend(past, { call: { ...past.call, started: past.end } });
  return true;
}

/** `call-established`, `answer-new-call`. */
export function answer(turn: Turn, told: Told): void {
  const call = answeredCall(turn, told);
  if (call && isUnanswered(call)) {
    turn.answer(call, told);
  } else if (call) {
    turn.update(call, told, {
      ...(told.remote && { remote: { ...(sameOrUntold(call, told) ? call.remote : {}), ...told.remote } }),
      ...(call.state === 'held' && !turn.facts.reportsUnhold && { state: 'talking' }),
    });
  } else {
    const late = turn.past(told, { named: SETTLE, unnamed: BURST });
    if (late) answeredAfterAll(turn, late.past);
    else turn.open('talking', told, { answered: true });
  }
}

const sameOrUntold = (call: Call, told: Told): boolean => sameParty(call.remote, told.remote) !== false;

function answeredCall(turn: Turn, told: Told): Call | undefined {
  const named = turn.byId(told.id);
  if (named) return named;
  const waiting = turn.calls.filter((call) => isUnanswered(call) && !call.doubtful);
  const [only] = waiting;
  // Phones change ids between the legs of a call: a foreign one answers the only call that waits.
  if (told.id !== undefined && only && waiting.length === 1) {
    if (meant([only], { ...told, id: undefined }, [UNANSWERED])) return only;
  }
  const found = meant(turn.calls, told, [UNANSWERED, ['talking'], ['held']]);
  // That a held call was answered is no news; without a word that it is the one, it was another.
  return found?.call.state === 'held' && found.agreed === 0 ? undefined : found?.call;
}

function answeredAfterAll(turn: Turn, past: EndedCall): void {
  if (past.call.isAnswered) return;
  turn.amend(past, { outcome: 'answered', told: true, call: { ...past.call, isAnswered: true } });
}

/** `call-terminated`: of which call is often not said. */
export function terminate(turn: Turn, told: Told): void {
  const order: Order = [['talking'], ['dialing'], ['held'], ['ringing']];
  const live = find(turn, told, order, { bonus: (call) => (talkedSoLong(turn, call, told) ? 1 : 0) });
  const isNamed = turn.byId(told.id) !== undefined;
  const late = isNamed
    ? undefined
    : // Both legs of a transfer end without id: one end takes one report of it, and the next is another call's.
      turn.past(told, { named: MEMORY, unnamed: MEMORY }, (past) => !past.terminated || hasId(past.call, told.id));
  if (late && takesEnd(turn, late, live?.agreed)) {
    const talked = told.duration;
    const { past } = late;
    if (talked !== undefined && talked > 0 && !past.recorded) {
      const isProof = talked * 1000 <= past.end.at - past.call.opened.at + SETTLE;
      if (isProof) answeredAfterAll(turn, past);
    }
    // What has been amended is another object.
    const now = turn.ended.find(({ call }) => call.key === past.call.key);
    if (now)
      turn.amend(now, { terminated: true, duration: now.duration ?? (now.call.isAnswered ? talked : undefined) });
  } else if (live) {
    endByWord(turn, live.call, told);
  } else {
    turn.known = true;
  }
}

/** Some ends carry nothing but the length of the talk: it tells calls apart. */
function talkedSoLong(turn: Turn, { isAnswered, answered }: Call, { duration }: Told): boolean {
  if (duration === undefined) return false;
  if (!isAnswered) return duration === 0;
  return answered !== undefined && Math.abs(turn.since(answered) - duration * 1000) <= SETTLE;
}

/** Whether an end belongs to a call that is over already rather than to a live one. */
function takesEnd(turn: Turn, { past, agreed, byId }: Past, live = -1): boolean {
  if (byId) return true;
  if (turn.since(past.end) <= SETTLE) return agreed >= live;
  return agreed > Math.max(live, 0);
}

/** A call ended by its own event: then a talk beside it that said nothing all the time is doubtful. */
function endByWord(turn: Turn, call: Call, told: Told, outcome?: CallOutcome, transferred = false): void {
  const wasTalking = call.isAnswered || call.direction === 'outbound';
  turn.end(call, { ...(outcome && { outcome, told: true }), transferred }, told);
  if (!wasTalking || !turn.facts.reportsHold) return;
  for (const other of turn.calls) {
    const saidNothing = other.state === 'talking' && !other.doubtful && other.news.at <= call.opened.at;
    if (saidNothing && other.opened.at < call.opened.at) turn.doubt(other);
  }
}

export interface Reason {
  readonly outcome: CallOutcome;
  readonly states: readonly CallState[];
  readonly direction?: Direction;
  /** Where no call fits: a call of its own, which never rang here. */
  readonly alone?: true;
}

/** What came to nothing, as long as nobody says why. */
const WEAK: readonly CallOutcome[] = ['missed', 'unanswered', 'unknown'];

/** `missed-call`, `reject-incoming-call`, `remote-busy` and others that say how a call ended. */
export function reason(turn: Turn, told: Told, { outcome, states, direction, alone }: Reason): void {
  const live = find(turn, told, [states]);
  const isMissed = told.event === 'missed-call';
  const late = turn.past(told, { named: MEMORY, unnamed: isMissed ? MEMORY : SETTLE }, (past) => {
    if (past.call.isAnswered) return false;
    const isOwn = past.missed && isMissed;
    return !isOwn || turn.since(past.end) <= SETTLE || told.id !== undefined;
  });
  if (late && (!live || takesReason(turn, late, live.agreed))) {
    const { past } = late;
    const isStronger = !past.told || (WEAK.includes(past.outcome) && !WEAK.includes(outcome));
    const isOpen = !past.recorded && turn.since(past.end) <= SETTLE;
    turn.amend(past, { ...(isOpen && isStronger && { outcome, told: true }), missed: past.missed || isMissed });
  } else if (live) {
    endByWord(turn, live.call, told, outcome);
  } else if (alone && direction) {
    turn.recordAlone(told, outcome, direction);
  }
}

/** In one moment a reason comes rather behind its call's end than at another's; later only where it fits better. */
function takesReason(turn: Turn, { past, agreed, byId }: Past, live: number): boolean {
  if (byId) return live !== Number.POSITIVE_INFINITY;
  const isOne = turn.since(past.end) <= BURST && !past.told;
  return isOne ? agreed >= live : agreed > live;
}

/** `remote-canceled`: documents disagree on whose call it is. */
export function remoteCanceled(turn: Turn, told: Told): void {
  const live = find(turn, told, [UNANSWERED]);
  const late = turn.past(told, { named: MEMORY, unnamed: SETTLE }, ({ call }) => !call.isAnswered);
  if (late && (!live || takesReason(turn, late, live.agreed))) {
    if (!late.past.told && !late.past.recorded) turn.amend(late.past, { told: true });
  } else if (live) {
    const outcome = live.call.direction === 'outbound' || live.call.state === 'dialing' ? 'unanswered' : 'missed';
    endByWord(turn, live.call, told, outcome);
  } else {
    turn.known = true;
  }
}

/** `hold`, `unhold`, `held`, `unheld`: they need a talk, so whoever has none yet was answered. */
export function inTalk(turn: Turn, told: Told): void {
  const isHeld = told.event === 'hold';
  const isOwn = isHeld || told.event === 'unhold';
  const first: Order = told.event === 'unhold' ? [['held'], ['talking']] : [['talking'], ['held']];
  // A second call's answer may overtake the hold of the first: who was answered this moment is not held in it.
  const bonus = (call: Call): number => (isHeld && turn.since(call.answered ?? call.opened) > BURST ? 0.5 : 0);
  const found = find(turn, told, [...first, ['dialing'], ['ringing']], { bonus })?.call;
  const byRemote = told.event === 'held';
  if (found) {
    const call = isUnanswered(found) ? turn.answer(found, told) : found;
    if (isOwn) turn.update(call, told, { state: isHeld ? 'held' : 'talking' });
    else turn.update(call, told, { heldByRemote: byRemote });
  } else if (
    !turn.past(told, { named: SETTLE, unnamed: BURST }, ({ call }) => call.isAnswered || hasId(call, told.id))
  ) {
    const call = turn.open(isHeld ? 'held' : 'talking', told, {});
    // When the talk began, nobody has said.
    if (!isOwn) turn.isSinceUnknown = true;
    if (byRemote) turn.update(call, told, { heldByRemote: true });
  }
}

/** `mute`, `unmute`. */
export function mute(turn: Turn, told: Told, muted: boolean): void {
  const found = find(turn, told, [['talking'], ['held'], ['dialing'], ['ringing']])?.call;
  if (found) turn.update(found, told, { muted });
}

/** `transfer-call`, `blind-transfer`, `attended-transfer`. Its other party may be the one it is transferred to. */
export function transfer(turn: Turn, told: Told): void {
  const found = find(turn, told, [['talking'], ['held']], { without: 'party' })?.call;
  if (found) turn.update(found, withoutParty(told), { transferring: true });
}

/** `transfer-finished`, `transfer-failed`. */
export function transferOver(turn: Turn, told: Told, finished: boolean): void {
  const moving = turn.calls.filter(({ transferring }) => transferring);
  const named = moving.find((call) => hasId(call, told.id));
  const found = named ?? meant(moving, told, [['talking'], ['held']], { without: 'party' })?.call;
  if (found && finished) {
    endByWord(turn, found, withoutParty(told), undefined, true);
  } else if (found) {
    turn.update(found, withoutParty(told), { transferring: false });
  } else if (finished) {
    const late = turn.past(told, { named: SETTLE, unnamed: SETTLE }, (past) => past.call.transferring, 'party');
    if (late && !late.past.recorded) turn.amend(late.past, { transferred: true });
  }
}

const withoutParty = (told: Told): Told => ({ ...told, remote: undefined });

/** `off-hook`. */
export function liftReceiver(turn: Turn, told: Told): void {
  turn.offHook = true;
  turn.hookNews = turn.at.at;
  turn.known = true;
  const [only, ...others] = turn.calls.filter(({ state, doubtful }) => state === 'ringing' && !doubtful);
  if (!turn.facts.reportsAnswer && only && others.length === 0) turn.answer(only, told);
}

/** `on-hook`: ends nothing, since the speaker may go on; but where nothing else tells an end, it does. */
export function putDownReceiver(turn: Turn): void {
  turn.offHook = false;
  turn.busy = false;
  turn.hookNews = turn.at.at;
  turn.known = true;
  if (turn.facts.reportsEnd) return;
  for (const call of turn.calls) {
    const isOpen = !call.isAnswered && call.direction === 'outbound';
    turn.end(call, { ...(isOpen && { outcome: 'unknown' as const }), witnessed: !call.doubtful });
  }
}

/** `idle-to-busy`: it was idle until now. */
export function becomeBusy(turn: Turn): void {
  for (const call of turn.calls) {
    const isOld = turn.since(call.news) > SETTLE;
    if (isOld && (call.doubtful || call.state !== 'ringing')) turn.end(call, { witnessed: false });
  }
  turn.busy = true;
  turn.hookNews = turn.at.at;
  turn.known = true;
}

/** `busy-to-idle`: the best word there is, but some phones count as idle while they ring. */
export function becomeIdle(turn: Turn): void {
  const isJustOver = turn.endedWithin(SETTLE);
  const isOtherThere = turn.calls.some(({ state }) => state !== 'ringing');
  for (const call of turn.calls) {
    const ringsOn = call.state === 'ringing' && !call.doubtful && (isJustOver || isOtherThere);
    // An idle that was late, of the call before.
    const isNew = isUnanswered(call) && turn.isFresh(call) && isJustOver;
    if (!ringsOn && !isNew) turn.end(call, { witnessed: !call.doubtful });
  }
  turn.offHook = false;
  turn.busy = false;
  turn.hookNews = turn.at.at;
  turn.known = true;
}

/** `setup-completed`, `reboot-started`. */
export function restart(turn: Turn, isUp: boolean): void {
  for (const call of turn.calls) {
    turn.end(call, { outcome: call.isAnswered ? 'answered' : 'unknown', witnessed: !isUp && !call.doubtful });
  }
  turn.offHook = false;
  turn.busy = false;
  turn.known = isUp;
}
