import { type Account, type Book, Served } from './book';
import { judgeCalls } from './judge-calls';
import { judgeCommands } from './judge-commands';
import { judgeEvents } from './judge-events';
import { judgeStates } from './judge-states';

export interface Verdict extends Account {
  /** Nothing can be said: the simulator, or an instance that nobody stopped, stood still for too long. No violations then. */
  readonly failed: string | undefined;
}

/** Milliseconds. Phones give up after 15 s: a simulator that stands still for a third of it may make losses of its own. */
const MOST_LAG = 5_000;
/** Milliseconds: HAProxy tries for four seconds. Where instances stand still as long, the machine is too busy for any recipe. */
const MOST_STILL = 3_000;

/** Docs/scale-out.md says what may be lost, and why: each allowance here has a reason, and a place in `forgiven`. */
export function judge(book: Book): Verdict {
  const served = new Served(book);
  const accounts = [judgeEvents, judgeCalls, judgeCommands, judgeStates].map((account) => account(book, served));
  const failed = whyFailed(book);
  return {
    table: {
      ...Object.assign({}, ...accounts.map(({ table }) => table)),
      'longest pause of an instance, ms': book.pauses.reduce(
        (most, { milliseconds }) => Math.max(most, milliseconds),
        0,
      ),
      'longest pause of the simulator, ms': book.lag,
    },
    violations: failed === undefined ? accounts.flatMap(({ violations }) => violations) : [],
    forgiven: accounts.flatMap(({ forgiven }) => forgiven),
    failed,
  };
}

function whyFailed({ lag, pauses }: Book): string | undefined {
  if (lag > MOST_LAG) return `the simulator stood still for ${lag} ms`;
  const still = pauses.find(({ milliseconds }) => milliseconds > MOST_STILL);
  return still && `nr${still.instance + 1} stood still for ${still.milliseconds} ms, and nobody had stopped it`;
}
