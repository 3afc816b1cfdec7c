import { internalError } from '../../internal-error';
import { closedError, untilAborted } from './closed';
import type { CommandQueue } from './queue';

/**
 * Runs a task in its turn among the phone's commands. The asker's signal ends it at once, whether it waits or is under
 * way, and nobody else's.
 *
 * @param task gets the signal that ends it
 * @param maxAge milliseconds for which it may wait for its turn; absent: any time
 * @param givesWay its signal is aborted when a command comes
 * @throws PhoneError alone: what is none is a fault of ours, INTERNAL
 */
export function inTurn<T>(
  queue: CommandQueue,
  signal: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
  maxAge?: number,
  givesWay = false,
): Promise<T> {
  // Not AbortSignal.any: it leaves a trace in the node's signal for every command.
  const ending = new AbortController();
  const begin = async (ended: AbortSignal): Promise<T> => {
    if (signal.aborted) throw closedError();
    return task(ended);
  };
  return untilAborted(queue.run(begin, ending, maxAge, givesWay), signal, () => ending.abort()).catch(
    (error: unknown) => {
      throw internalError(error);
    },
  );
}
