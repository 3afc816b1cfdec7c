/** In seconds, the longest first. */
const STEPS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/**
 * How long it is ago, in words.
 *
 * @param time ISO 8601
 * @param style `narrow` where there is little room
 */
export function ago(time: string, style: 'long' | 'narrow' = 'long'): string {
  // The server's clock and the browser's need not agree.
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000));
  const [unit, length] = STEPS.find(([, each]) => seconds >= each) ?? (['second', 1] as const);
  const language = RED.i18n.lang?.() || undefined;
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto', style }).format(-Math.floor(seconds / length), unit);
}
