/**
 * The tracker's times, in milliseconds, and its bounds. Constants, not settings: nobody can know better values without
 * knowing the rules. docs/states.md says why each is what it is.
 */

/** Events of one moment come on connections of their own, in any order. */
export const BURST = 500;
/** A record waits so long for a reason or an answer that comes late; a start within it is the same call, doubled. */
export const SETTLE = 2_000;
/** An ended call still takes its late `missed-call` and `call-terminated`. */
export const MEMORY = 60_000;
/** Longer than any phone rings by default: Yealink's `ringing_timeout` is 180 s, RFC 3261's timer C more than 180 s. */
export const RING_LIMIT = 200_000;
/** A talk without news is doubtful. Shorter would break long meetings. */
export const SILENCE = 4 * 3_600_000;
/** A doubtful call is over. */
export const DOUBT = 24 * 3_600_000;

export const MOST_CALLS = 16;
