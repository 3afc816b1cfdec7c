import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from './ledger';
import type { Random } from './random';
import type { Reporter } from './reporter';

/** Call ids have eight digits: shorter ones are numbers that come again. */
export const FIRST_CALL = 10_000_000;

/** Milliseconds between two events of a call. */
const LEAST = 100;
const MOST = 1_500;

/** A phone's calls, one after the other, each told from its begin to its end. */
export class Caller {
  constructor(
    private readonly reporter: Reporter,
    private readonly ledger: Ledger,
    private readonly random: Random,
  ) {}

  /** @param port which of the two servers hears the next event */
  async call(port: () => number): Promise<void> {
    const inbound = this.random.next() < 0.5;
    const answered = this.random.next() < 0.6;
    const held = answered && this.random.next() < 0.3;
    const seq = this.ledger.nextCall(answered ? 'answered' : inbound ? 'missed' : 'unanswered');
    const events = [
      inbound ? 'incoming-call' : 'outgoing-call',
      ...(answered ? ['call-established'] : []),
      ...(held ? ['hold', 'unhold'] : []),
      'call-terminated',
    ];
    for (const event of events) {
      if (event !== events[0]) await pause(this.random.between(LEAST, MOST));
      const fate = await this.reporter.tell(port(), event, `&call_id=${FIRST_CALL + seq}&remote=6${seq}`);
      if (fate !== 'taken') this.ledger.notHeard(seq, event, fate);
    }
  }
}
