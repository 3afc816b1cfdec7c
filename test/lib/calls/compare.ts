import { Dice } from '../../fuzz/dice';
import { type History, invent, type Sent, type TrueRecord } from './histories';
import { Site } from './site';
import type { Reporter } from './vendors';

/** What becomes of events on their way. */
export interface Way {
  /** Probabilities of an event. */
  readonly loss?: number;
  readonly doubling?: number;
  /** Each event is late by up to so many milliseconds, so that neighbours change places. */
  readonly delay?: number;
}

/** Milliseconds and counts. */
export interface Comparison {
  readonly inUse: number;
  readonly wrongInUse: number;
  readonly idle: number;
  readonly wrongIdle: number;
  readonly records: number;
  /** Wrong, missing or too many. */
  readonly wrongRecords: number;
  /** For the reader of a failure. */
  readonly story: string;
}

/** Invents a history, sends what its phone reports this way, and compares what the tracker makes of it with the truth. */
export function compare(seed: number, phone: Reporter, way: Way = {}): Comparison {
  const history = invent(new Dice(seed), phone);
  const arriving = travel(history.sent, way, new Dice(seed + 1));
  const site = new Site({ facts: phone.facts });
  site.tracker.reset('desk');
  const found: { at: number; state: string }[] = [{ at: 0, state: 'idle' }];
  let now = 0;
  site.tracker.onChange(({ view }) => found.push({ at: elapsed(), state: view.state }));
  const began = site.clocks.now();
  const elapsed = (): number => site.clocks.now() - began;
  for (const { at, event, parts } of arriving) {
    site.wait(at - now);
    now = at;
    site.report(event, parts);
  }
  site.wait(history.length - now);
  const times = overlap(history, found);
  const wrongRecords = differences(history.records, site.records);
  const story = [
    `seed ${seed}, ${phone.label}`,
    ...history.states.map(({ at, state }) => `  true ${at} ${state}`),
    ...found.map(({ at, state }) => `  found ${at} ${state}`),
    ...arriving.map(({ at, event, parts }) => `  sent ${at} ${event} ${JSON.stringify(parts)}`),
    ...history.records.map((record) => `  true ${JSON.stringify(record)}`),
    ...site.records.map((record) => `  found ${JSON.stringify(record)}`),
  ].join('\n');
  site.tracker.close();
  return { ...times, records: history.records.length, wrongRecords, story };
}

function travel(sent: readonly Sent[], { loss = 0, doubling = 0, delay = 0 }: Way, dice: Dice): Sent[] {
  const arriving: Sent[] = [];
  for (const one of sent) {
    const late = (): Sent => ({ ...one, at: one.at + (delay > 0 ? dice.below(delay) : 0) });
    if (!dice.chance(loss)) arriving.push(late());
    if (dice.chance(doubling)) arriving.push({ ...late(), at: one.at + dice.below(300) });
  }
  return arriving.sort((a, b) => a.at - b.at);
}

type Times = Pick<Comparison, 'inUse' | 'wrongInUse' | 'idle' | 'wrongIdle'>;

function overlap(
  { states, length }: History,
  found: readonly { readonly at: number; readonly state: string }[],
): Times {
  const times = { inUse: 0, wrongInUse: 0, idle: 0, wrongIdle: 0 };
  const moments = [...new Set([...states, ...found].map(({ at }) => at))].sort((a, b) => a - b);
  const at = (list: readonly { readonly at: number; readonly state: string }[], moment: number): string =>
    list.findLast((one) => one.at <= moment)?.state ?? 'idle';
  for (const [index, moment] of moments.entries()) {
    const span = Math.max(0, (moments[index + 1] ?? length) - moment);
    const truth = at(states, moment);
    const isWrong = at(found, moment) !== truth;
    times[truth === 'idle' ? 'idle' : 'inUse'] += span;
    if (isWrong) times[truth === 'idle' ? 'wrongIdle' : 'wrongInUse'] += span;
  }
  return times;
}

type FoundRecord = Site['records'][number];

function differences(wanted: readonly TrueRecord[], found: readonly FoundRecord[]): number {
  const left = [...found];
  let missing = 0;
  for (const record of wanted) {
    const index = left.findIndex((one) => isSame(record, one));
    if (index < 0) missing += 1;
    else left.splice(index, 1);
  }
  return Math.max(missing, left.length);
}

function isSame(wanted: TrueRecord, found: FoundRecord): boolean {
  const isNear = (a: number | undefined, b: number | undefined): boolean =>
    a === undefined || b === undefined ? a === b : Math.abs(a - b) <= 1;
  return (
    wanted.direction === found.direction &&
    wanted.outcome === found.outcome &&
    (found.remote === undefined || found.remote.number === wanted.party) &&
    isNear(wanted.ring, found.ring) &&
    isNear(wanted.duration, found.duration)
  );
}
