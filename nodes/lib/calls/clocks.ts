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

/** The system's. Its timers keep no process alive. */
export const CLOCKS: Clocks = {
  now: () => performance.now(),
  wall: () => Date.now(),
  timer: (milliseconds, run) => {
    const timeout = setTimeout(run, milliseconds);
    timeout.unref();
    return () => clearTimeout(timeout);
  },
};
