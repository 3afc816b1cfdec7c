import type { Account, Book, Served } from './book';
import type { SentEvent } from './phones';

/**
 * Milliseconds from the answer to the message, which waits for its turn in a busy loop. (For the store it has waited before
 * the answer.)
 */
const TO_MESSAGE = 500;
/**
 * A full deploy empties Node-RED's queue between two nodes: what was sent in that turn of the loop and is not yet received
 * is gone (one of 18,000 in 15 deploys). No node can do anything about it.
 */
const MOST_DEPLOYED = 2;

/** Each event that was answered is one message, and each that was not was on its way to the killed instance. */
export function judgeEvents(book: Book, served: Served): Account {
  const { killed, deployed, events } = book;
  const violations: string[] = [];
  const forgiven: string[] = [];
  let [died, inFlight, inDeploy] = [0, 0, 0];

  for (const event of events) {
    const messages = served.notes(event.seq).length;
    if (messages > 1) violations.push(`${nameOf(event, book)} became ${messages} messages`);
    if (event.fate === 'taken' && messages === 0) {
      const words = `${nameOf(event, book)} was answered 200 and never a message`;
      const answered = event.at + event.took;
      const isOfKill = served.isKilleds(event.phone) && answered >= killed.from - TO_MESSAGE && event.at <= killed.to;
      const isOfDeploy =
        served.isDeployeds(event.phone, event.at) && answered >= deployed.from && event.at <= deployed.to;
      if (isOfKill) died += 1;
      else if (isOfDeploy) inDeploy += 1;
      (isOfKill || isOfDeploy ? forgiven : violations).push(words);
    } else if (event.fate !== 'taken') {
      const isUnderWay = event.at <= killed.to && event.at + event.took >= killed.from;
      const isForgiven = event.fate === 'lost' && isUnderWay && served.isKilleds(event.phone);
      if (isForgiven) inFlight += 1;
      (isForgiven ? forgiven : violations).push(`${nameOf(event, book)} was ${event.fate}`);
    }
  }
  if (inDeploy > MOST_DEPLOYED) violations.push(`${inDeploy} events were answered 200 and lost in a deploy`);

  let swapped = 0;
  const lastSeq = new Map<number, number>();
  for (const { seq } of served.inOrder) {
    const phone = events[seq]?.phone ?? -1;
    if ((lastSeq.get(phone) ?? -1) > seq) {
      swapped += 1;
      const isStopped = events[seq] !== undefined && wasStopped(events[seq], book, served);
      (isStopped ? forgiven : violations).push(`event ${seq} of phone ${phone} came after a later one`);
    }
    lastSeq.set(phone, Math.max(seq, lastSeq.get(phone) ?? -1));
  }

  const moved = served.moved();
  const firsts = moved.flatMap((phone) => events.find((one) => one.phone === phone && one.at > killed.from) ?? []);
  const usual = events.slice(0, book.before);
  return {
    violations,
    forgiven,
    table: {
      'events sent': events.length,
      'events/s': Math.round(book.before / book.seconds),
      'slowest answer, ms': longest(usual),
      'answered 200, never a message (killed)': died,
      'answered 200, never a message (deploy)': inDeploy,
      'lost in flight to the killed': inFlight,
      'events of a phone swapped': swapped,
      'phones moved by the kill': moved.length,
      'their first event served within, ms': longest(firsts),
    },
  };
}

/** It lay in an instance that was stopped: the phone's next one went to another. */
function wasStopped({ seq, at }: SentEvent, { stopped }: Book, served: Served): boolean {
  const [note] = served.notes(seq);
  return note?.instance === stopped.instance && at <= stopped.to && note.at >= stopped.to;
}

const longest = (events: readonly SentEvent[]): number => events.reduce((most, { took }) => Math.max(most, took), 0);

function nameOf({ seq, event, phone, at, took }: SentEvent, { killed }: Book): string {
  return `event ${seq} (${event} of phone ${phone}, ${at - killed.from} ms after the kill, ${took} ms)`;
}
