/** A count as phones print it: digits alone. Undefined for anything else, and for what a number cannot hold exactly. */
export function readCount(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** A duration in seconds: of `73`, `01:13` and `00:01:13`. */
export function readSeconds(text: string): number | undefined {
  const clock = /^(?:(\d{1,5}):)?(\d{1,2}):(\d{2})$/.exec(text);
  if (!clock) return readCount(text);
  const [, hours = '0', minutes = '0', seconds = '0'] = clock;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const DIRECTIONS: ReadonlyMap<string, 'inbound' | 'outbound'> = new Map([
  ['in', 'inbound'],
  ['inbound', 'inbound'],
  ['incoming', 'inbound'],
  ['out', 'outbound'],
  ['outbound', 'outbound'],
  ['outgoing', 'outbound'],
]);

/** A call's direction from the words that vendors have for it. */
export function readDirection(text: string): 'inbound' | 'outbound' | undefined {
  return DIRECTIONS.get(text.toLowerCase());
}
