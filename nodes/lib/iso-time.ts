/** The last second that was written, up to its point: `2026-01-31T08:15:30.`. */
let second = Number.NaN;
let written = '';

/**
 * A time as `Date.prototype.toISOString` writes it, which takes as long as splitting a request does: of events that come by
 * the hundred, those of one second share all but the milliseconds.
 *
 * @param time milliseconds since 1970, a whole number
 * @throws RangeError where that is no time
 */
export function isoTime(time: number): string {
  const itsSecond = Math.floor(time / 1000);
  if (itsSecond !== second) {
    written = new Date(itsSecond * 1000).toISOString().slice(0, -'000Z'.length);
    second = itsSecond;
  }
  return `${written}${String(time - itsSecond * 1000).padStart(3, '0')}Z`;
}
