import type { CallParts, Direction } from '../../../nodes/lib/calls/types';
import type { Dice } from '../../fuzz/dice';
import type { Reporter } from './vendors';

/** A call as it truly was. Milliseconds since the history began. */
interface TrueCall {
  readonly direction: Direction;
  readonly party: string;
  readonly id: string;
  readonly began: number;
  state: 'ringing' | 'dialing' | 'talking' | 'held';
  answered?: number;
}

export interface TrueRecord {
  readonly direction: Direction;
  readonly outcome: string;
  readonly party: string;
  /** Seconds. */
  readonly ring: number;
  readonly duration: number | undefined;
}

export interface Sent {
  readonly at: number;
  readonly event: string;
  readonly parts: CallParts;
}

/** What truly happened, as far as a phone of this make can tell it, and what it reported. */
export interface History {
  readonly sent: readonly Sent[];
  /** The state from this time on. */
  readonly states: readonly { readonly at: number; readonly state: string }[];
  readonly records: readonly TrueRecord[];
  readonly length: number;
}

const START_EVENTS = new Set(['incoming-call', 'outgoing-call', 'call-established', 'answer-new-call']);

/** Invents what happens at one phone for some calls. The phone is idle at the start and at the end. */
class Director {
  readonly sent: Sent[] = [];
  readonly states: { at: number; state: string }[] = [{ at: 0, state: 'idle' }];
  readonly records: TrueRecord[] = [];
  readonly live: TrueCall[] = [];
  at = 0;
  readonly #dice: Dice;
  readonly #phone: Reporter;
  #lifted = false;
  #isBusy = false;
  #momentBegan = 0;
  #nextId = 4711;

  constructor(dice: Dice, phone: Reporter) {
    this.#dice = dice;
    this.#phone = phone;
  }

  wait(least: number, most: number): void {
    this.at += this.#dice.between(least, most);
  }

  /** What happens at one moment, and the events of it: those of receiver and idleness at any place among them. */
  moment(happens: () => void): void {
    this.#momentBegan = this.sent.length;
    happens();
    const isBusy = this.#lifted || this.live.some(({ state }) => state !== 'ringing');
    if (isBusy !== this.#isBusy) this.#anywhere(isBusy ? 'idle-to-busy' : 'busy-to-idle');
    this.#isBusy = isBusy;
    const state = this.#state();
    if (this.states.at(-1)?.state !== state) this.states.push({ at: this.at, state });
  }

  say(event: string, call?: TrueCall, extra: Partial<{ duration: number }> = {}): void {
    if (this.#phone.events.has(event)) this.sent.push({ at: this.at, event, parts: this.#parts(event, call, extra) });
  }

  lift(): void {
    if (this.#lifted) return;
    this.#lifted = true;
    this.#anywhere('off-hook');
  }

  putDown(): void {
    if (!this.#lifted) return;
    this.#lifted = false;
    this.#anywhere('on-hook');
  }

  begin(direction: Direction): TrueCall {
    const free = ['1', '2', '3'].find((id) => this.live.every((call) => call.id !== id)) ?? '4';
    const call: TrueCall = {
      direction,
      party: String(6000 + this.#dice.below(900)),
      id: this.#phone.shortIds ? free : String(this.#nextId++),
      began: this.at,
      state: direction === 'inbound' ? 'ringing' : 'dialing',
    };
    this.live.push(call);
    return call;
  }

  answer(call: TrueCall): void {
    call.state = 'talking';
    call.answered = this.at;
    this.say('call-established', call);
  }

  /** @param events the phone's, besides those of receiver and idleness */
  end(call: TrueCall, outcome: string, events: readonly string[]): void {
    const talked = call.answered === undefined ? 0 : Math.round((this.at - call.answered) / 1000);
    for (const event of events) this.say(event, call, event === 'call-terminated' ? { duration: talked } : {});
    this.live.splice(this.live.indexOf(call), 1);
    this.records.push({
      direction: call.direction,
      outcome,
      party: call.party,
      ring: Math.round(((call.answered ?? this.at) - call.began) / 1000),
      duration: call.answered === undefined ? undefined : talked,
    });
    if (this.live.every(({ state }) => state === 'ringing')) this.putDown();
  }

  get tells(): (event: string) => boolean {
    return (event) => this.#phone.events.has(event);
  }

  #anywhere(event: string): void {
    if (!this.#phone.events.has(event)) return;
    const place = this.#dice.between(Math.min(this.#momentBegan, this.sent.length), this.sent.length);
    this.sent.splice(place, 0, { at: this.at, event, parts: {} });
  }

  #parts(event: string, call: TrueCall | undefined, { duration }: Partial<{ duration: number }>): CallParts {
    if (!call) return {};
    const { ids, parties } = this.#phone;
    const isStart = START_EVENTS.has(event);
    const hasId = ids === 'all' || (ids === 'starts' && isStart);
    const hasParty =
      parties === 'all' || (parties === 'starts' ? isStart : parties === 'incoming' && event === 'incoming-call');
    const told = {
      ...(hasId && { id: call.id }),
      ...(this.#phone.duration && duration !== undefined && { duration }),
    };
    return {
      ...(Object.keys(told).length > 0 && { call: told }),
      ...(hasParty && { remote: { number: call.party } }),
    };
  }

  #state(): string {
    const { facts, events } = this.#phone;
    const states = this.live.map(({ state }) => (state === 'held' && !facts.reportsHold ? 'talking' : state));
    const found = ['talking', 'dialing', 'ringing', 'held'].find((state) => states.includes(state as 'held'));
    if (found) return found;
    const isTold = this.#isBusy && (events.has('busy-to-idle') || (this.#lifted && events.has('off-hook')));
    return isTold ? 'busy' : 'idle';
  }
}

const SECOND = 1000;

function inbound(d: Director, dice: Dice, phone: Reporter, mayTalk: boolean): void {
  let call: TrueCall | undefined;
  d.moment(() => {
    call = d.begin('inbound');
    d.say('incoming-call', call);
  });
  if (!call) return;
  const ringing = call;
  d.wait(SECOND, 25 * SECOND);
  const fate = dice.below(10);
  if (fate < 5 && mayTalk) {
    d.moment(() => {
      if (dice.chance(0.5)) d.lift();
      d.answer(ringing);
    });
    talk(d, dice, phone, ringing);
  } else if (fate < 8) {
    d.moment(() => d.end(ringing, 'missed', phone.missed));
  } else {
    const tells = d.tells('reject-incoming-call');
    d.moment(() =>
      d.end(ringing, tells ? 'rejected' : 'missed', [tells ? 'reject-incoming-call' : 'none', 'call-terminated']),
    );
  }
}

function outbound(d: Director, dice: Dice, phone: Reporter): void {
  let call: TrueCall | undefined;
  if (dice.chance(0.4)) {
    d.moment(() => d.lift());
    d.wait(SECOND, 8 * SECOND);
  }
  d.moment(() => {
    call = d.begin('outbound');
    d.say('outgoing-call', call);
  });
  if (!call) return;
  const dialing = call;
  d.wait(SECOND, 25 * SECOND);
  const fate = dice.below(10);
  if (fate < 6) {
    d.moment(() => d.answer(dialing));
    talk(d, dice, phone, dialing);
  } else {
    const [event, outcome] = (
      [
        ['remote-busy', 'busy'],
        ['cancel-call-out', 'canceled'],
        ['remote-canceled', 'unanswered'],
        ['none', 'unanswered'],
      ] as const
    )[fate - 6] ?? ['none', 'unanswered'];
    const tells = d.tells(event);
    d.moment(() => d.end(dialing, tells ? outcome : 'unanswered', [tells ? event : 'call-terminated']));
  }
}

function talk(d: Director, dice: Dice, phone: Reporter, call: TrueCall): void {
  d.wait(3 * SECOND, 120 * SECOND);
  let isOver = false;
  for (let step = dice.below(3); step > 0 && !isOver; step--) {
    const kind = dice.below(6);
    if (kind === 0) pause(d, call);
    else if (kind === 1) both(d, ['held', 'unheld'], call);
    else if (kind === 2) both(d, ['mute', 'unmute'], call);
    else if (kind === 3 && phone.facts.reportsHold) isOver = transferred(d, dice, call);
    else if (phone.second && d.live.length === 1) isOver = second(d, dice, phone, call);
    d.wait(3 * SECOND, 60 * SECOND);
  }
  if (!isOver) d.moment(() => d.end(call, 'answered', ['call-terminated']));
}

function both(d: Director, [on, off]: readonly [string, string], call: TrueCall): void {
  d.moment(() => d.say(on, call));
  d.wait(3 * SECOND, 60 * SECOND);
  d.moment(() => d.say(off, call));
}

function hold(d: Director, call: TrueCall): void {
  call.state = 'held';
  d.say('hold', call);
}

function resume(d: Director, call: TrueCall): void {
  call.state = 'talking';
  d.say('unhold', call);
}

function pause(d: Director, call: TrueCall): void {
  d.moment(() => hold(d, call));
  d.wait(3 * SECOND, 60 * SECOND);
  d.moment(() => resume(d, call));
}

function transferred(d: Director, dice: Dice, call: TrueCall): boolean {
  const isDone = dice.chance(0.7);
  d.moment(() => {
    d.say('transfer-call', call);
    d.say('blind-transfer', call);
  });
  d.wait(SECOND, 10 * SECOND);
  d.moment(() => {
    if (isDone) d.end(call, 'answered', ['transfer-finished', 'call-terminated']);
    else d.say('transfer-failed', call);
  });
  return isDone;
}

/** Another call beside a talk. @returns whether the talk is over, too */
function second(d: Director, dice: Dice, phone: Reporter, first: TrueCall): boolean {
  const kind = dice.below(4);
  if (kind === 0) {
    inbound(d, dice, phone, false);
    return false;
  }
  let call: TrueCall | undefined;
  if (kind === 1) {
    d.moment(() => {
      call = d.begin('inbound');
      d.say('incoming-call', call);
    });
  } else {
    d.moment(() => {
      hold(d, first);
      call = d.begin('outbound');
      d.say('outgoing-call', call);
    });
  }
  if (!call) return false;
  const other = call;
  d.wait(3 * SECOND, 20 * SECOND);
  d.moment(() => {
    if (kind === 1) {
      hold(d, first);
      d.answer(other);
      d.say('answer-new-call', other);
    } else {
      d.answer(other);
    }
  });
  d.wait(3 * SECOND, 60 * SECOND);
  if (kind === 3 && phone.facts.reportsHold && dice.chance(0.5)) {
    // An attended transfer: both legs end at once.
    d.moment(() => {
      d.say('attended-transfer', other);
      d.end(other, 'answered', ['transfer-finished', 'call-terminated']);
      d.end(first, 'answered', ['call-terminated']);
    });
    return true;
  }
  if (phone.namesEnds && dice.chance(0.3)) {
    // The party on hold hangs up.
    d.moment(() => d.end(first, 'answered', ['call-terminated']));
    d.wait(3 * SECOND, 60 * SECOND);
    d.moment(() => d.end(other, 'answered', ['call-terminated']));
    return true;
  }
  if (dice.chance(0.2)) {
    // A conference has no event of its own: both are talked to.
    d.moment(() => resume(d, first));
    d.wait(3 * SECOND, 60 * SECOND);
    if (phone.namesEnds) {
      d.moment(() => d.end(other, 'answered', ['call-terminated']));
      return false;
    }
    d.moment(() => {
      d.end(other, 'answered', ['call-terminated']);
      d.end(first, 'answered', ['call-terminated']);
    });
    return true;
  }
  d.moment(() => d.end(other, 'answered', ['call-terminated']));
  d.wait(SECOND, 5 * SECOND);
  d.moment(() => resume(d, first));
  return false;
}

/** Some hours at one phone: calls, and the receiver lifted in vain. */
export function invent(dice: Dice, phone: Reporter): History {
  const d = new Director(dice, phone);
  for (let n = dice.between(2, 6); n > 0; n--) {
    d.wait(5 * SECOND, 1800 * SECOND);
    const kind = dice.below(8);
    if (kind === 0) {
      d.moment(() => d.lift());
      d.wait(SECOND, 20 * SECOND);
      d.moment(() => d.putDown());
    } else if (kind < 4) {
      outbound(d, dice, phone);
    } else {
      inbound(d, dice, phone, true);
    }
  }
  d.wait(300 * SECOND, 1800 * SECOND);
  return { sent: d.sent, states: d.states, records: d.records, length: d.at };
}
