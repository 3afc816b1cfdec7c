import type { Channel, Opening } from './channel';
import { broken, unanswered } from './failures';
import { type Limit, LimitReached } from './limit';
import type { SipResponse } from './response';
import type { TransactionTable } from './table';
import type { Timers } from './timers';
import { NonInviteTransaction, type TransactionKey } from './transaction';

/** A connection could not be had, or not even one datagram left: another target may be tried. */
export class NotSent extends Error {
  override readonly cause: unknown;

  constructor(cause: unknown) {
    super('not sent');
    this.cause = cause;
  }
}

/**
 * Waits until a channel can be used.
 *
 * @param atMost milliseconds, so that a silent target leaves time for the next
 * @throws NotSent, or LimitReached with `deadline` or `closed`; the opening is abandoned then
 */
export async function openChannel(opening: Opening, limit: Limit, atMost: number | undefined): Promise<Channel> {
  try {
    return await limit.race(opening.ready, atMost);
  } catch (error) {
    opening.abandon();
    if (error instanceof LimitReached && error.reason !== 'slow') throw error;
    throw new NotSent(error);
  }
}

/** What a transaction needs beside its request. */
export interface ExchangeContext {
  readonly limit: Limit;
  readonly timers: Timers;
  readonly transactions: TransactionTable;
  /** The target as errors name it. */
  readonly where: string;
}

/**
 * Runs one transaction up to its final answer.
 *
 * @throws NotSent where nothing left; PhoneError TIMEOUT or UNREADABLE_ANSWER; LimitReached when the node is closed
 */
export function exchange(
  request: Buffer,
  key: TransactionKey,
  channel: Channel,
  { limit, timers, transactions, where }: ExchangeContext,
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
    const transaction = new NonInviteTransaction(key, request, channel, timers, user, transactions.delete);
    const forget = limit.onReached((reason) => {
      // A key press must not reach the phone after its command was given up.
      transaction.silence();
      reject(reason === 'deadline' ? unanswered(where) : new LimitReached(reason));
    });
    transactions.add(transaction);
    transaction.start();
  });
}
