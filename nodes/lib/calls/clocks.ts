/** Calls back once, later. @returns takes it back; harmless when it has run */
export type Timer = (milliseconds: number, run: () => void) => () => void;

/** The two clocks and the timers that the tracker lives by. */
export interface Clocks {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly wall: () => number;
  readonly timer: Timer;
}

/**
 * The system's. Its timers keep no process alive. A timer comes two turns of the loop late: where the process stood still,
 * what the network had brought meanwhile is heard before it is said that nothing came.
 */
export const CLOCKS: Clocks = {
  now: () => performance.now(),
  wall: () => Date.now(),
  timer: (milliseconds, run) => {
    let immediate: NodeJS.Immediate | undefined;
    const timeout = setTimeout(() => {
      // The first turn reads an answer, and who reads it may hand it on in the same turn, behind this one.
      immediate = setImmediate(() => (immediate = setImmediate(run)));
    }, milliseconds);
    timeout.unref();
    return () => {
      clearTimeout(timeout);
      clearImmediate(immediate);
    };
  },
};
