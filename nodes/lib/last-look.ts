/**
 * Calls back when everything that lay in the sockets by now was read. A process that stood still (a laptop asleep, a
 * virtual machine paused, a blocked loop) finds its timers due before it has read the answers that came meanwhile.
 *
 * @param isReading whether the last turn of the loop still brought something: libuv reads a few datagrams at a time
 */
export function lastLook(callback: () => void, isReading: () => boolean = () => false): void {
  let turns = 0;
  const turn = (): void => {
    turns += 1;
    // Twice at least: TLS may need a turn of its own for what it has decrypted.
    if (turns < LEAST || (turns < MOST && isReading())) setImmediate(turn);
    else callback();
  };
  setImmediate(turn);
}

const LEAST = 2;
const MOST = 100;
