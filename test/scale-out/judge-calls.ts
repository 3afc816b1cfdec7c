import type { Account, Book, Served } from './book';
import type { SentCall } from './phones';

/** Milliseconds: a record waits so long for a late reason. */
const SETTLE = 2_000;

/** Each call one record by its key, with the outcome that it had, but those that ended in the killed one's last two seconds. */
export function judgeCalls(book: Book, served: Served): Account {
  const violations: string[] = [];
  const forgiven: string[] = [];
  const byId = new Map<string, { readonly keys: Set<string>; readonly outcomes: Set<string>; count: number }>();
  for (const { id, key, outcome } of book.records) {
    const known = byId.get(id) ?? { keys: new Set<string>(), outcomes: new Set<string>(), count: 0 };
    known.keys.add(key);
    known.outcomes.add(outcome);
    known.count += 1;
    byId.set(id, known);
  }
  const late = SETTLE + lateness(book);
  let doubles = 0;
  for (const call of book.calls) {
    const found = byId.get(call.id);
    doubles += Math.max(0, (found?.count ?? 0) - 1);
    const isOne = found?.keys.size === 1;
    if (isOne && found.outcomes.size === 1 && found.outcomes.has(call.outcome)) continue;
    const words = isOne
      ? `call ${call.id} is ${call.outcome}, recorded as ${[...found.outcomes].join(' and ')}`
      : `call ${call.id} has ${found?.keys.size ?? 0} records`;
    const why = whyForgiven(call, book, served, late);
    if (why !== undefined) forgiven.push(`${words}: ${why}`);
    else violations.push(`${words}: ${historyOf(call, book, served)}`);
  }
  return {
    violations,
    forgiven,
    table: {
      calls: book.calls.length,
      'of them forgiven': forgiven.length,
      'records with a key that was there': doubles,
    },
  };
}

function whyForgiven(call: SentCall, { killed }: Book, served: Served, late: number): string | undefined {
  const [lost] = served.lost(call);
  if (lost) return `its ${lost.event} was lost`;
  const end = served.notes(call.events.at(-1)?.seq ?? -1)[0];
  const diedWith = end?.instance === killed.instance && end.at <= killed.to && end.at + late > killed.from;
  return diedWith ? `it ended ${killed.from - end.at} ms before the kill` : undefined;
}

/** Milliseconds: timers of the killed instance were so late in its last moments, by what it wrote itself. */
function lateness({ killed, pauses }: Book): number {
  const last = pauses.filter(({ instance, at }) => instance === killed.instance && Math.abs(killed.from - at) < 5_000);
  return last.reduce((most, { milliseconds }) => Math.max(most, milliseconds), 100);
}

function historyOf({ events, phone }: SentCall, { killed }: Book, served: Served): string {
  const told = events.map(({ event, at, seq }) => {
    const where = served.notes(seq)[0]?.instance;
    return `${event} ${at - killed.from} ms ${where === undefined ? 'nowhere' : `nr${where + 1}`}`;
  });
  return `phone ${phone}, by the kill: ${told.join(', ')}`;
}
