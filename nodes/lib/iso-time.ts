const DAY = 86_400_000;

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
const three = (value: number): string => (value < 100 ? `0${two(value)}` : `${value}`);

/** The day that was asked for last, as all of a running system's times are of one day. It changes no answer. */
let day = Number.NaN;
let date = '';

/**
 * As `Date.toISOString`, at a tenth of its price: each message of a phone's state says three to five times.
 * @param wall milliseconds since 1970
 * @throws RangeError where no date has such a time
 */
export function isoTime(wall: number): string {
  const milliseconds = Math.trunc(wall);
  const thisDay = Math.floor(milliseconds / DAY);
  if (thisDay !== day) {
    const text = new Date(milliseconds).toISOString();
    day = thisDay;
    date = text.slice(0, text.indexOf('T') + 1);
  }
  const rest = milliseconds - thisDay * DAY;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${date}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${three(rest % 1000)}Z`;
}
