import { lastLook } from './last-look';

/** What `Timers.set` gave, to be handed to `clear`; nothing may be read from it. */
export type TimerHandle = unknown;

/** The clock of all that waits for a phone, replaceable so that tests need not wait 32 seconds for Timer F. */
export interface Timers {
  /** Milliseconds from an arbitrary start, never running backwards. */
  now(): number;
  /** Milliseconds of the day's clock, which people set, but which goes on while the computer sleeps. */
  wall(): number;
  set(milliseconds: number, callback: () => void): TimerHandle;
  clear(handle: TimerHandle): void;
  /** Calls back when what lies in the sockets by now was read; `isReading`: whether the last turn still brought something. */
  look(callback: () => void, isReading?: () => boolean): void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  wall: () => Date.now(),
  set: (milliseconds, callback) => setTimeout(callback, milliseconds),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
  look: lastLook,
};

/** Beyond this Node's timers fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;
