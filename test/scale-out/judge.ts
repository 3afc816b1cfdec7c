import type { SentCommand } from './commander';
import type { SentCall, SentEvent } from './phones';
import type { Noted } from './site';

/** All that was sent, and all that came of it. */
export interface Book {
  readonly seconds: number;
  /** So many of the events were sent before the phones said their last word. */
  readonly before: number;
  readonly events: readonly SentEvent[];
  readonly calls: readonly SentCall[];
  readonly dialled: ReadonlyMap<string, number>;
  readonly commands: readonly SentCommand[];
  readonly noted: readonly Noted[];
  readonly records: readonly { readonly key: string; readonly id: string; readonly outcome: string }[];
  /** Milliseconds since 1970. */
  readonly killed: { readonly instance: number; readonly at: number };
  /** When another one was deployed: milliseconds since 1970. */
  readonly deployed: { readonly from: number; readonly to: number };
  readonly states: readonly { readonly phone: number; readonly truth: string; readonly told: string }[];
}

export interface Verdict {
  readonly table: Readonly<Record<string, number | string>>;
  readonly violations: readonly string[];
}

/** An answer leaves before its flow runs, so that this many answered events may die with an instance. */
const MOST_DIED = 10;
/** In a full deploy nodes are made anew between the answer and the message: one of 18,000 in 15 deploys was lost so. */
const MOST_DEPLOYED = 2;
/** Milliseconds. A record waits for two seconds, and is then sent. */
const RECORD = 2_500;

export function judge(book: Book): Verdict {
  const violations: string[] = [];
  const { killed, events } = book;
  const byEvent = new Map<number, Noted[]>();
  for (const note of book.noted) byEvent.set(note.seq, [...(byEvent.get(note.seq) ?? []), note]);

  // Who served whom when the instance was killed, and what was under way to it.
  const lastBefore = new Map<number, number>();
  for (const { seq, instance, at } of book.noted.toSorted((a, b) => a.at - b.at)) {
    const phone = events[seq]?.phone;
    if (phone !== undefined && at <= killed.at) lastBefore.set(phone, instance);
  }
  const wasKilleds = (phone: number): boolean => lastBefore.get(phone) === killed.instance;
  const isUnderWay = ({ at, took }: SentEvent): boolean => at <= killed.at + 200 && at + took >= killed.at - 200;

  let died = 0;
  let lostInFlight = 0;
  let lostInDeploy = 0;
  for (const event of events) {
    const messages = byEvent.get(event.seq)?.length ?? 0;
    if (messages > 1) violations.push(`event ${event.seq} became ${messages} messages`);
    if (event.fate === 'taken' && messages === 0) {
      const { from, to } = book.deployed;
      if (isUnderWay(event)) died += 1;
      else if (event.at + event.took >= from && event.at <= to) lostInDeploy += 1;
      else
        violations.push(
          `event ${event.seq} (${event.event}, ${event.at - killed.at} ms after the kill, ${event.took} ms) was answered 200 and never a message`,
        );
    }
    if (event.fate === 'lost' || event.fate === 'refused') {
      if (event.fate === 'lost' && isUnderWay(event)) lostInFlight += 1;
      else violations.push(`event ${event.seq} was ${event.fate}, ${event.at - killed.at} ms after the kill`);
    }
  }
  if (died > MOST_DIED) violations.push(`${died} events were answered 200 and died with the instance`);

  if (lostInDeploy > MOST_DEPLOYED) violations.push(`${lostInDeploy} events were answered 200 and lost in a deploy`);

  let swapped = 0;
  const lastSeq = new Map<number, number>();
  for (const { seq } of book.noted.toSorted((a, b) => a.at - b.at || a.seq - b.seq)) {
    const phone = events[seq]?.phone ?? -1;
    if ((lastSeq.get(phone) ?? -1) > seq) swapped += 1;
    lastSeq.set(phone, Math.max(seq, lastSeq.get(phone) ?? -1));
  }
  if (swapped > 0) violations.push(`${swapped} events of one phone were swapped`);

  const records = recordsOf(book, wasKilleds, (seq) => `nr${(byEvent.get(seq)?.[0]?.instance ?? -1) + 1}`, violations);

  const moved = [...lastBefore].filter(([, instance]) => instance === killed.instance).map(([phone]) => phone);
  const firsts = moved.flatMap((phone) => events.find((one) => one.phone === phone && one.at > killed.at) ?? []);
  const longest = firsts.reduce((most, { took }) => Math.max(most, took), 0);

  let executed = 0;
  const outcomes: Record<string, number> = {};
  for (const { number, outcomes: some, way } of book.commands) {
    const times = book.dialled.get(number) ?? 0;
    executed += times;
    if (times > 1) violations.push(`command ${number} (${way}) was done ${times} times`);
    // By MQTT a killed instance may have taken it with it: QoS 0, so that none is done twice.
    const least = way === 'http' ? 1 : 0;
    if (some.length < least || some.length > 1) violations.push(`command ${number} (${way}): ${some.length} outcomes`);
    const what = some[0] === 200 && times === 0 ? 'claimed' : String(some[0] ?? 'none');
    outcomes[what] = (outcomes[what] ?? 0) + 1;
  }
  if (outcomes['claimed']) violations.push(`${outcomes['claimed']} commands were confirmed and never done`);
  const unanswered = outcomes['none'] ?? 0;
  if (unanswered > 3) violations.push(`${unanswered} commands by MQTT have no outcome`);

  const wrong = book.states.filter(({ truth, told }) => truth !== told);
  for (const { phone, truth, told } of wrong.slice(0, 10)) violations.push(`phone ${phone} is ${truth}, told ${told}`);
  if (wrong.length > 0) violations.push(`${wrong.length} states are wrong`);

  const took = events.slice(0, book.before).map((event) => event.took);
  return {
    violations,
    table: {
      'events sent': events.length,
      'events/s': Math.round(book.before / book.seconds),
      'slowest answer, ms': Math.max(...took),
      'answered 200, never a message (killed)': died,
      'answered 200, never a message (deploy)': lostInDeploy,
      'lost in flight to the killed': lostInFlight,
      'events of a phone swapped': swapped,
      'phones moved by the kill': moved.length,
      'their first event served within, ms': longest,
      ...records,
      commands: book.commands.length,
      'of them done': executed,
      outcomes: JSON.stringify(outcomes),
      'states wrong': wrong.length,
    },
  };
}

/** Each call one record by its key, but those that ended in the killed instance's last two seconds. */
function recordsOf(
  { calls, records, killed }: Book,
  wasKilleds: (phone: number) => boolean,
  whose: (seq: number) => string,
  violations: string[],
): Record<string, number> {
  const byId = new Map<string, { keys: Set<string>; count: number; outcome: string }>();
  for (const { id, key, outcome } of records) {
    const known = byId.get(id) ?? { keys: new Set<string>(), count: 0, outcome };
    known.keys.add(key);
    known.count += 1;
    byId.set(id, known);
  }
  let excused = 0;
  let doubles = 0;
  let otherOutcome = 0;
  for (const { id, phone, outcome, events } of calls) {
    const found = byId.get(id);
    const isWhole = events.every(({ fate }) => fate === 'taken');
    const ended = events.at(-1)?.at ?? 0;
    const diedWith = wasKilleds(phone) && ended > killed.at - RECORD && ended <= killed.at + 200;
    doubles += Math.max(0, (found?.count ?? 0) - 1);
    if (found?.keys.size === 1) {
      if (found.outcome !== outcome) otherOutcome += 1;
    } else if (!isWhole || diedWith) excused += 1;
    else
      violations.push(
        `call ${id} of phone ${phone} has ${found?.keys.size ?? 0} records (${[...(found?.keys ?? [])].join('; ')}), ${ended - killed.at} ms after the kill: ${events.map(({ event, at, seq }) => `${event} ${at - killed.at} ${whose(seq)}`).join(', ')}`,
      );
  }
  return {
    calls: calls.length,
    'calls without one record, excused': excused,
    'records with a key that was there': doubles,
    'records with another outcome': otherOutcome,
  };
}
