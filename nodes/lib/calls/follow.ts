import type { VendorFacts } from './facts';
import { DOUBT, RING_LIMIT, SETTLE, SILENCE } from './limits';
import { type Told, tell } from './match';
import * as rules from './rules';
import { Turn } from './turn';
import type { Call, CallNews, CallParts, Direction, EndedCall, Flags, Moment, PhoneCalls } from './types';

/** The state of one phone after a step, and what the step did. */
export interface Step {
  readonly after: PhoneCalls;
  readonly news: readonly CallNews[];
  /** Calls whose records are due: no reason is waited for any longer. */
  readonly over: readonly EndedCall[];
  /** The live call the report was about. */
  readonly about?: Call | undefined;
}

interface Rule {
  /** Of the calls that the event can be about. */
  readonly direction?: Direction;
  readonly run: (turn: Turn, told: Told) => void;
}

const flag =
  (change: (flags: Flags) => Flags): Rule['run'] =>
  (turn) => {
    turn.flags = change(turn.flags);
  };
const forward = (kind: 'always' | 'busy' | 'noAnswer', isOn: boolean): Rule => ({
  run: flag((flags) => ({ ...flags, forward: { ...flags.forward, [kind]: isOn } })),
});
const registered = (isOn: boolean): Rule => ({ run: flag((flags) => ({ ...flags, registered: isOn })) });
const because = (reason: rules.Reason): Rule => ({
  ...(reason.direction && { direction: reason.direction }),
  run: (turn, told) => rules.reason(turn, told, reason),
});
const talk: Rule = { run: rules.inTalk };
const transfer: Rule = { run: rules.transfer };

/** What an event does. One that is not here says nothing about calls, nor about the phone. */
const RULES: Readonly<Record<string, Rule>> = {
  'setup-completed': { run: (turn) => rules.restart(turn, true) },
  'reboot-started': {
    run: (turn) => {
      rules.restart(turn, false);
      turn.flags = { ...turn.flags, registered: false };
    },
  },

  registered: registered(true),
  unregistered: registered(false),
  'register-failed': registered(false),

  'off-hook': { run: rules.liftReceiver },
  'on-hook': { run: rules.putDownReceiver },
  'idle-to-busy': { run: rules.becomeBusy },
  'busy-to-idle': { run: rules.becomeIdle },

  'incoming-call': { direction: 'inbound', run: (turn, told) => rules.start(turn, told, 'ringing') },
  'outgoing-call': { direction: 'outbound', run: (turn, told) => rules.start(turn, told, 'dialing') },
  'call-established': { run: rules.answer },
  'answer-new-call': { direction: 'inbound', run: rules.answer },
  'call-terminated': { run: rules.terminate },
  'missed-call': because({ outcome: 'missed', states: ['ringing'], direction: 'inbound', alone: true }),
  'reject-incoming-call': because({ outcome: 'rejected', states: ['ringing'], direction: 'inbound', alone: true }),
  'forward-incoming-call': because({ outcome: 'forwarded', states: ['ringing'], direction: 'inbound', alone: true }),
  'answered-elsewhere': because({ outcome: 'elsewhere', states: ['ringing'], direction: 'inbound', alone: true }),
  'remote-busy': because({ outcome: 'busy', states: ['dialing'], direction: 'outbound', alone: true }),
  // ATCOM's phones send it where nothing was dialed.
  'cancel-call-out': because({ outcome: 'canceled', states: ['dialing'], direction: 'outbound' }),
  'remote-canceled': { run: rules.remoteCanceled },

  hold: talk,
  unhold: talk,
  held: talk,
  unheld: talk,
  mute: { run: (turn, told) => rules.mute(turn, told, true) },
  unmute: { run: (turn, told) => rules.mute(turn, told, false) },

  'transfer-call': transfer,
  'blind-transfer': transfer,
  'attended-transfer': transfer,
  'transfer-finished': { run: (turn, told) => rules.transferOver(turn, told, true) },
  'transfer-failed': { run: (turn, told) => rules.transferOver(turn, told, false) },

  'dnd-on': { run: flag((flags) => ({ ...flags, dnd: true })) },
  'dnd-off': { run: flag((flags) => ({ ...flags, dnd: false })) },
  'forward-always-on': forward('always', true),
  'forward-always-off': forward('always', false),
  'forward-busy-on': forward('busy', true),
  'forward-busy-off': forward('busy', false),
  'forward-no-answer-on': forward('noAnswer', true),
  'forward-no-answer-off': forward('noAnswer', false),
  'call-waiting-on': { run: flag((flags) => ({ ...flags, callWaiting: true })) },
  'call-waiting-off': { run: flag((flags) => ({ ...flags, callWaiting: false })) },

  'door-opened': { run: flag((flags) => ({ ...flags, door: 'open' })) },
  'door-closed': { run: flag((flags) => ({ ...flags, door: 'closed' })) },
};

/** Whether an event may change a phone's state at all. */
export const isOfState = (event: string): boolean => Object.hasOwn(RULES, event);

/** One report of a phone. What was due before it has to be done before: `expire`. */
export function follow(
  before: PhoneCalls,
  report: {
    readonly event: string;
    readonly parts: CallParts;
    /** A call is being dialed for the phone. */
    readonly isExpected?: boolean;
  },
  at: Moment,
  facts: VendorFacts,
): Step {
  const rule = Object.hasOwn(RULES, report.event) ? RULES[report.event] : undefined;
  if (!rule) return { after: before, news: [], over: [] };
  const turn = new Turn(before, at, facts);
  turn.isExpected = report.isExpected === true;
  rule.run(turn, tell(report.event, report.parts, rule.direction));
  return { after: turn.finish(), news: turn.news, over: turn.over, about: turn.about };
}

/** The user says that the phone is idle. */
export function reset(before: PhoneCalls, at: Moment, facts: VendorFacts): Step {
  const turn = new Turn(before, at, facts);
  for (const call of turn.calls) {
    turn.end(call, { outcome: call.isAnswered ? 'answered' : 'unknown', told: true, witnessed: false });
  }
  turn.offHook = false;
  turn.busy = false;
  turn.known = true;
  return { after: turn.finish(), news: turn.news, over: turn.over };
}

const isWaiting = ({ state }: Call): boolean => state === 'ringing' || state === 'dialing';

/** When a call changes if nothing is heard of it. */
function deadline(call: Call): number {
  if (call.doubtful) return call.news.at + DOUBT;
  return call.news.at + (isWaiting(call) ? RING_LIMIT : SILENCE);
}

const isBusy = ({ offHook, busy, state }: PhoneCalls): boolean => (offHook || busy) && state === 'busy';

/** @returns when time alone changes something of the state next; Infinity: never */
export function nextChange(state: PhoneCalls): number {
  let next = isBusy(state) ? state.hookNews + SILENCE : Number.POSITIVE_INFINITY;
  for (const call of state.calls) next = Math.min(next, deadline(call));
  return next;
}

/** @returns when a record is due next; Infinity: never */
export function nextRecord(state: PhoneCalls): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { recorded, end } of state.ended) if (!recorded) next = Math.min(next, end.at + SETTLE);
  return next;
}

/** Whether `expire` would do anything. */
export const isDue = (state: PhoneCalls, at: Moment): boolean =>
  nextChange(state) <= at.at || nextRecord(state) <= at.at;

/** Does what is due: records, calls that have rung too long, talks that have been silent too long. */
export function expire(before: PhoneCalls, at: Moment, facts: VendorFacts): Step {
  if (!isDue(before, at)) return { after: before, news: [], over: [] };
  const turn = new Turn(before, at, facts);
  if (isBusy(before) && before.hookNews + SILENCE <= at.at) {
    turn.offHook = false;
    turn.busy = false;
    turn.known = false;
  }
  for (const call of turn.calls) {
    if (deadline(call) > at.at) continue;
    if (call.doubtful) {
      turn.end(call, { witnessed: false });
    } else if (isWaiting(call)) {
      turn.end(call, { witnessed: false });
      // Who is told no answers does not know that nobody talks.
      if (call.direction === 'outbound' && !facts.reportsAnswer) turn.known = false;
    } else {
      turn.doubt(call);
    }
  }
  for (const past of turn.ended) if (!past.recorded && past.end.at + SETTLE <= at.at) turn.record(past);
  return { after: turn.finish(), news: turn.news, over: turn.over };
}
