/** What a phone knows of an event it sent. */
export type EventFate =
  /** Answered 200: one message. */
  | 'taken'
  /** Answered 401 or 404: no message. */
  | 'refused'
  /** Given up before the request was whole: no message. */
  | 'half'
  /** Sent whole, and the phone hung up at once: perhaps a message. */
  | 'rash'
  /** No connection: must not happen, not during a deploy either. */
  | 'unconnected'
  /** Sent whole, and the connection ended without an answer: must not happen. */
  | 'lost'
  /** Sent whole, and no answer in five seconds: must not happen. */
  | 'silent';

/** What the measured Node-RED noted, a byte per number. */
export interface Noted {
  readonly codes: readonly string[];
  readonly events: Buffer;
  readonly received: Buffer;
  readonly completed: Buffer;
  readonly outcome: Buffer;
  /** Records of calls, and their outcomes as places in `outcomes`. */
  readonly records: Buffer;
  readonly recorded: Buffer;
  readonly outcomes: readonly string[];
}

/** What the record of a call must say. */
export type CallOutcome = 'answered' | 'missed' | 'unanswered';

export interface Deploy {
  readonly type: 'full' | 'flows' | 'nodes';
  readonly from: number;
  readonly to: number;
}

/** Milliseconds: an answer reaches the phone before, its message the flow after it was given. */
const MARGIN = 100;

const NEVER: ReadonlySet<EventFate> = new Set(['unconnected', 'lost', 'silent']);

/** Codes after which a phone may have done the command, once; after all others but ok it must not have. */
const UNCERTAIN: ReadonlySet<string> = new Set(['TIMEOUT', 'UNREADABLE_ANSWER', 'CLOSED']);

/** The books of both directions: what phones sent and what they did, by number. */
export class Ledger {
  readonly #fates: EventFate[] = [];
  readonly #ends: number[] = [];
  readonly #deploys: Deploy[] = [];
  readonly #done = new Map<number, number>();
  readonly #calls: CallOutcome[] = [];
  readonly #notHeard: string[] = [];
  #commands = 0;

  get calls(): number {
    return this.#calls.length;
  }

  /** A number for the next call, which is told to its end. */
  nextCall(outcome: CallOutcome): number {
    return this.#calls.push(outcome) - 1;
  }

  /** An event of a call that was not answered 200. */
  notHeard(seq: number, event: string, fate: EventFate): void {
    this.#notHeard.push(`call ${seq}: its ${event} was ${fate}`);
  }

  get events(): number {
    return this.#fates.length;
  }

  get commands(): number {
    return this.#commands;
  }

  /** A number for the next event; what becomes of it is told later. */
  nextEvent(): number {
    return this.#fates.push('lost') - 1;
  }

  eventEnded(seq: number, fate: EventFate): void {
    this.#fates[seq] = fate;
    this.#ends[seq] = performance.now();
  }

  /** Times as of `performance.now()`. */
  deployed(deploy: Deploy): void {
    this.#deploys.push(deploy);
  }

  #deploysAt(seq: number): readonly Deploy[] {
    const end = this.#ends[seq] ?? 0;
    return this.#deploys.filter(({ from, to }) => end >= from - MARGIN && end <= to + MARGIN);
  }

  nextCommand(): number {
    return this.#commands++;
  }

  /** A phone carried the command out. */
  done(seq: number): void {
    this.#done.set(seq, (this.#done.get(seq) ?? 0) + 1);
  }

  /** @returns what was counted, and every contradiction */
  close(noted: Noted): { readonly counts: Record<string, number>; readonly violations: string[] } {
    const counts: Record<string, number> = {};
    const violations: string[] = [];
    const count = (what: string): void => {
      counts[what] = (counts[what] ?? 0) + 1;
    };
    for (const [seq, fate] of this.#fates.entries()) {
      const messages = noted.events[seq] ?? 0;
      const deploys = this.#deploysAt(seq);
      count(`event ${fate}`);
      if (messages === 1 && fate === 'rash') count('event rash, and a message');
      if (fate === 'taken' && messages === 0 && deploys.some(({ type }) => type !== 'nodes')) {
        // Whole flows were stopped, and the messages on their way in them went with them.
        count('event taken, its message lost as Node-RED stopped the flow');
        continue;
      }
      const wanted = fate === 'taken' ? messages === 1 : fate === 'rash' ? messages <= 1 : messages === 0;
      if (!wanted || NEVER.has(fate)) {
        const when = ((this.#ends[seq] ?? 0) / 1000).toFixed(2);
        violations.push(`event ${seq}, ended at ${when} s: ${fate}, ${messages} messages`);
      }
    }
    for (let seq = 0; seq < this.#commands; seq++) {
      const received = noted.received[seq] ?? 0;
      const completed = noted.completed[seq] ?? 0;
      const done = this.#done.get(seq) ?? 0;
      const code = noted.codes[noted.outcome[seq] ?? 0] ?? 'unknown code';
      if (received === 0) {
        count('command that met a redeploy before any node had it');
        if (completed > 0 || done > 0) violations.push(`command ${seq}: never received, done ${done} times`);
        continue;
      }
      count(`command ${code || 'without outcome'}`);
      if (received !== 1 || completed !== 1) {
        violations.push(`command ${seq}: received ${received} times, ${completed} outcomes (${code})`);
      }
      const allowed = code === 'ok' ? done === 1 : UNCERTAIN.has(code) ? done <= 1 : done === 0;
      if (!allowed) violations.push(`command ${seq}: ${code}, and the phone did it ${done} times`);
    }
    violations.push(...this.#notHeard);
    for (const [seq, outcome] of this.#calls.entries()) {
      const records = noted.records[seq] ?? 0;
      const recorded = noted.outcomes[noted.recorded[seq] ?? 0] ?? 'an unknown outcome';
      count(`call ${outcome}`);
      if (records !== 1 || recorded !== outcome) {
        violations.push(`call ${seq}, ${outcome}: ${records} records (${recorded || 'none'})`);
      }
    }
    return { counts, violations };
  }
}
