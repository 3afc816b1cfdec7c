import type { BuiltEvent, Exchange } from './built';
import type { Seen } from './connection';

export interface FuzzMessage {
  readonly topic: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface Entry {
  readonly event: BuiltEvent;
  readonly least: 0 | 1;
  readonly most: 0 | 1;
  came: number;
  readonly where: string;
}

/** Holds every event that was sent against every message that came. */
export class Ledger {
  readonly #open = new Map<string, Entry>();
  /** What a connection that was reset may still bring. */
  #late = new Map<string, Entry>();
  readonly #early = new Map<string, FuzzMessage[]>();

  /** Notes what an exchange must have brought. @throws Error where its answers are not those it was built for */
  settle(exchange: Exchange, seen: Seen, where: string): void {
    const { requests, isLossy } = exchange;
    const fail = (what: string): never => {
      throw new Error(
        `${what}\n${where} ${exchange.kind}: ${show(exchange.packets)}\nreceived ${JSON.stringify(seen.received.slice(0, 2000))}`,
      );
    };
    if (seen.received.endsWith('STILL OPEN')) fail('the server never closed the connection');
    for (const status of seen.statuses.slice(requests.length)) {
      const last = requests.at(-1);
      if (!last?.isNoise || status < 400 || !last.statuses.includes(status)) fail(`one answer too many: ${status}`);
    }
    let isOver = false;
    for (const [index, { statuses, maySay0, event }] of requests.entries()) {
      const status = seen.statuses[index];
      if (status === undefined) {
        if (!isLossy && !maySay0 && !isOver) fail(`request ${index} was not answered`);
      } else if (!statuses.includes(status)) {
        fail(`request ${index} was answered ${status}, not ${statuses.join(' or ')}`);
      }
      isOver ||= status === 400;
      if (!event) continue;
      const most = status === 200 || (isLossy && status === undefined) ? 1 : 0;
      this.#expect({ event, least: status === 200 ? 1 : 0, most, came: 0, where: `${where} ${exchange.kind}` });
    }
  }

  /** @throws Error where no exchange has brought such a message */
  take(message: FuzzMessage): void {
    const id = message.variables['call_id'] ?? '';
    const entry = this.#open.get(id) ?? this.#late.get(id);
    if (entry) this.#match(entry, message);
    // The flow may be quicker than the client that reads the answer.
    else this.#early.set(id, [...(this.#early.get(id) ?? []), message]);
  }

  /** To be called when every message must have come. @throws Error where one is missing, or one is false */
  close(): void {
    const [stray] = this.#early;
    if (stray) throw new Error(`false event ${stray[0]}: ${JSON.stringify(stray[1]).slice(0, 2000)}`);
    for (const { event, least, came, where } of this.#open.values()) {
      if (came < least) throw new Error(`the event ${event.id} (${event.topic}) was lost: ${where}`);
    }
    this.#late = new Map([...this.#open].filter(([, { least, most, came }]) => least < most && came < most));
    this.#open.clear();
  }

  #expect(entry: Entry): void {
    const { id } = entry.event;
    this.#open.set(id, entry);
    for (const message of this.#early.get(id) ?? []) this.#match(entry, message);
    this.#early.delete(id);
  }

  #match(entry: Entry, message: FuzzMessage): void {
    const { event, most, where } = entry;
    if (++entry.came > most) throw new Error(`${most === 0 ? 'refused' : 'doubled'} event ${event.id}: ${where}`);
    if (message.topic !== event.topic)
      throw new Error(`${event.id} became ${message.topic}, not ${event.topic}: ${where}`);
    for (const [name, text] of event.variables) {
      const came = Object.hasOwn(message.variables, name) ? message.variables[name] : undefined;
      if (came !== text) {
        throw new Error(`${event.id}: ${name} is ${JSON.stringify(came)}, not ${JSON.stringify(text)}: ${where}`);
      }
    }
  }
}

function show(packets: readonly string[]): string {
  const text = JSON.stringify(packets);
  return text.length < 4000 ? text : `${text.slice(0, 3000)} … ${text.slice(-1000)}`;
}
