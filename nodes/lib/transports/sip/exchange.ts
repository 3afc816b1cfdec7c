import { type Deadline, DeadlineReached } from '../../deadline';
import { PhoneError } from '../../errors';
import type { Timers } from '../../timers';
import type { Channel, Opening } from './channel';
import { broken, expired, unanswered } from './failures';
import type { SipResponse } from './response';
import type { TransactionTable } from './table';
import { NonInviteTransaction, type TransactionKey } from './transaction';

/** A connection could not be had, or not even one datagram left: another target may be tried. */
export class NotSent extends Error {
  override readonly cause: unknown;

  constructor(cause: unknown) {
    super('not sent');
    this.cause = cause;
  }
}

/** What waiting for a channel needs. */
export interface OpeningContext {
  readonly deadline: Deadline;
  readonly timers: Timers;
  /** Milliseconds, so that a silent target leaves time for the next. */
  readonly atMost: number | undefined;
  /** By the timers' clock: nobody waits longer for his turn. */
  readonly until: number;
  /** The target as errors name it. */
  readonly where: string;
}

/**
 * Waits until a channel can be used. The wait for its turn takes nothing from the time that the phone has.
 *
 * @throws NotSent; PhoneError EXPIRED where the turn did not come; DeadlineReached with `deadline` or `closed`. The opening
 *   is abandoned then
 */
export async function openChannel(opening: Opening, context: OpeningContext): Promise<Channel> {
  try {
    if (opening.turn) await waitForTurn(opening.turn, context);
    return await context.deadline.race(opening.ready, context.atMost);
  } catch (error) {
    opening.abandon();
    if (error instanceof PhoneError || (error instanceof DeadlineReached && error.reason !== 'slow')) throw error;
    throw new NotSent(error);
  }
}

async function waitForTurn(turn: Promise<void>, { deadline, timers, until, where }: OpeningContext): Promise<void> {
  const since = timers.now();
  const patience = Math.min(deadline.remaining, Math.max(0, until - since));
  try {
    await deadline.race(turn, Number.isFinite(until) ? patience : undefined);
    deadline.check();
  } catch (error) {
    if (error instanceof DeadlineReached && error.reason !== 'closed') throw expired(where, patience);
    throw error;
  }
  const waited = timers.now() - since;
  // Its timer may be late: a process can stand still.
  if (waited > 0 && timers.now() >= until) throw expired(where, patience);
  deadline.extend(waited);
}

/** What a transaction needs beside its request. */
export interface ExchangeContext {
  readonly deadline: Deadline;
  readonly timers: Timers;
  readonly transactions: TransactionTable;
  /** The target as errors name it. */
  readonly where: string;
}

/**
 * Runs one transaction up to its final answer.
 *
 * @throws NotSent where nothing left; PhoneError TIMEOUT or UNREADABLE_ANSWER; DeadlineReached when the node is closed
 */
export function exchange(
  request: Buffer,
  key: TransactionKey,
  channel: Channel,
  { deadline, timers, transactions, where }: ExchangeContext,
): Promise<SipResponse> {
  return new Promise((resolve, reject) => {
    const user = {
      answered: (response: SipResponse): void => {
        forget();
        resolve(response);
      },
      timedOut: (): void => {
        forget();
        reject(unanswered(where));
      },
      failed: (error: Error, sent: boolean): void => {
        forget();
        if (error instanceof NotSent) reject(error);
        else reject(sent ? broken(where, error) : new NotSent(error));
      },
    };
    const transaction = new NonInviteTransaction(key, request, channel, timers, user, transactions.delete, deadline.at);
    const forget = deadline.onOver((reason) => {
      // A key press must not reach the phone after its command was given up.
      transaction.silence();
      if (reason !== 'deadline') reject(new DeadlineReached(reason));
      else lookOnce(channel, timers, () => reject(unanswered(where)));
    });
    transactions.add(transaction);
    transaction.start();
  });
}

/** An answer that lies in the socket already is one that came in time. */
function lookOnce(channel: Channel, timers: Timers, callback: () => void): void {
  let seen = -1;
  timers.look(callback, () => {
    const before = seen;
    seen = channel.received;
    return seen !== before;
  });
}
