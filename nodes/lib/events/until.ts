/** `2026-01-31`, with a time `2026-01-31T18:00`, with seconds, with `Z` or an offset (ISO 8601, extended format). */
const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

const MINUTE = 60_000;

/**
 * Until when something holds. A date without a time ends at the end of that day, and what has no offset is local time.
 *
 * @returns milliseconds since the epoch, the first moment at which it holds no more; undefined where the text is no such moment
 */
export function readUntil(text: string): number | undefined {
  const [, year, month, day, hour, minute = '0', second = '0', fraction = '', zone] = MOMENT.exec(text.trim()) ?? [];
  if (year === undefined) return undefined;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  // Date rolls 31 February over to March.
  const isDay = new Date(Date.UTC(y, m - 1, d)).toISOString().startsWith(`${year}-${month}-${day}`);
  if (!isDay || y < 1000) return undefined;
  if (hour === undefined) return new Date(y, m - 1, d + 1).getTime();
  const time = [Number(hour), Number(minute), Number(second)] as const;
  if (!isTime(...time)) return undefined;
  const ms = Math.floor(Number(`0.${fraction || '0'}`) * 1000);
  if (zone === undefined) return new Date(y, m - 1, d, ...time, ms).getTime();
  const offset = offsetOf(zone);
  return offset === undefined ? undefined : Date.UTC(y, m - 1, d, ...time, ms) - offset;
}

/** 24:00 is the end of a day. */
const isTime = (hour: number, minute: number, second: number): boolean =>
  hour === 24 ? minute === 0 && second === 0 : hour < 24 && minute < 60 && second < 60;

/** In milliseconds; undefined where no clock is set so. */
function offsetOf(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', ''))];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}
