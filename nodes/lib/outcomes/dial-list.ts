import type { Clocks } from '../calls/clocks';
import type { Command, Order } from '../commands/payload';
import { type ErrorCode, PhoneError, type TriedNumber } from '../errors';
import type { CommandResult } from '../phones/phone';
import { closedError, Confirmation, type Finding, type Reported } from './confirmation';
import { confirmedBy, type Sender, sendAndWait, waitedFor } from './confirmed';
import { hangUp } from './hang-up';
import type { Wish } from './wish';
import { nobodyAnswered, nothingReported } from './words';

/** Milliseconds between the end of a try and the next dial. */
const USUAL_PAUSE = 2_000;

/** After these the next number is tried: this one was not reached, or nobody knows. */
const GO_ON: readonly ErrorCode[] = ['REFUSED', 'UNREACHABLE', 'TIMEOUT', 'EXPIRED', 'QUEUE_FULL'];

/** One number's turn: an answer, or why there was none. */
type Try =
  | { readonly is: 'answered'; readonly result: CommandResult; readonly by: Reported }
  | { readonly is: 'failed' | 'unreported'; readonly outcome: TriedNumber['outcome'] };

/** Whether the order is a list: several numbers, or one that is called in several rounds. */
export const isDialList = ({ isList, wishes }: Order): boolean => isList || (wishes.rounds ?? 1) > 1;

/**
 * Calls one number after the other until somebody answers. The phone's other commands go on between the tries.
 * @throws PhoneError NOT_CONFIRMED with `cause.tried` where nobody answers, or the phone reports nothing; CLOSED; what
 *   else ends a list, with the tries before it
 */
export async function dialList(order: Order, wish: Wish, sender: Sender): Promise<CommandResult> {
  const { commands, wishes } = order;
  const { rounds = 1, pause = USUAL_PAUSE } = wishes;
  const { room, options } = sender;
  const tried: TriedNumber[] = [];
  const tries = rounds * commands.length;
  for (let index = 0; index < tries; index += 1) {
    if (index > 0) await rest(pause, room.clocks, options.signal);
    const place = index % commands.length;
    const command = commands[place] ?? commands[0];
    const number = numberOf(command);
    const one = await tryNumber(command, place, { wish, sender, hangsUp: wish.release || tries > 1, tried });
    if (one.is === 'answered') {
      tried.push({ number, outcome: 'answered' });
      return { ...one.result, confirmed: { ...confirmedBy(one.by), number, tried } };
    }
    tried.push({ number, outcome: one.outcome });
    if (one.is === 'unreported') throw nothingReported(waited(wish, place, sender), room.calls, { tried });
  }
  throw nobodyAnswered(waited(wish, 0, sender), { tried });
}

interface TryContext {
  readonly wish: Wish;
  readonly sender: Sender;
  readonly hangsUp: boolean;
  readonly tried: readonly TriedNumber[];
}

async function tryNumber(command: Command, place: number, { wish, sender, hangsUp, tried }: TryContext): Promise<Try> {
  const { phone, room } = sender;
  const confirmation = new Confirmation(soughtOf(wish, place), phone.id, wish.within, room);
  try {
    let result: CommandResult | undefined;
    let finding: Finding = { is: 'over' };
    try {
      ({ result, finding } = await sendAndWait(command, confirmation, sender));
    } catch (error) {
      if (!(error instanceof PhoneError) || !GO_ON.includes(error.code)) throw withTried(error, tried);
    }
    if (result && finding.is === 'confirmed') return { is: 'answered', result, by: finding };
    const isReported = confirmation.progress !== 'unreported';
    // One lost event must not end an alarm: a phone that reports its calls is taken at its word.
    if (result && !isReported && !room.calls.hasReported(phone.id, 'outgoing-call')) {
      return { is: 'unreported', outcome: 'unanswered' };
    }
    if (hangsUp && (isReported || result)) {
      const late = await hangUp(confirmation, sender);
      if (late && result) return { is: 'answered', result, by: late };
    }
    return { is: 'failed', outcome: result ? outcomeOf(finding) : 'refused' };
  } finally {
    confirmation.end();
  }
}

const outcomeOf = (finding: Finding): TriedNumber['outcome'] => ('outcome' in finding ? finding.outcome : 'unanswered');

const soughtOf = ({ sought }: Wish, place: number): Wish['sought'][0] => sought[place] ?? sought[0];

const waited = (wish: Wish, place: number, sender: Sender): ReturnType<typeof waitedFor> =>
  waitedFor(soughtOf(wish, place), wish, sender);

const numberOf = (command: Command): string =>
  command.action === 'press' || command.number === undefined ? '' : String(command.number);

/** What ends the list tells what was tried before. */
function withTried(error: unknown, tried: readonly TriedNumber[]): unknown {
  if (!(error instanceof PhoneError) || tried.length === 0) return error;
  return new PhoneError(error.code, error.words, { ...error.cause, tried });
}

/** @throws PhoneError CLOSED (by the promise) where the signal aborts */
function rest(milliseconds: number, clocks: Clocks, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const close = (): void => {
      cancel();
      reject(closedError());
    };
    const cancel = clocks.timer(milliseconds, () => {
      signal.removeEventListener('abort', close);
      resolve();
    });
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
  });
}
