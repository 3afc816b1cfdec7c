/** RFC 3261 table 4, in milliseconds. Timer F is 64 × T1, Timer E starts at T1 and doubles up to T2, Timer K is T4. */
export const T1 = 500;
export const T2 = 4000;
export const T4 = 5000;
export const TIMER_F = 64 * T1;
