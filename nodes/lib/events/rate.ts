import { SettingError } from '../errors';
import { sentence } from '../sentences/sentence';

/** How many senders are remembered; beyond it the one that was quiet for longest is forgotten. */
const SENDERS = 10_000;

interface Bucket {
  /** Events that may come at once. */
  readonly left: number;
  /** Milliseconds, by the judge's clock. */
  readonly at: number;
}

/**
 * Whether one event more from this address is within its rate at this time (milliseconds of a clock that only goes
 * forward). `spends` false: only asks, and the next event has the same room.
 */
export type RateJudge = (address: string, now: number, spends?: boolean) => boolean;

/**
 * The judge of a rate in events per second and address, as many (at least one) at once: a token bucket each. Memory is
 * bounded; an address that was forgotten starts anew.
 *
 * @param text blank: unlimited
 * @throws SettingError where it is no number above 0
 */
export function parseRate(text: string, senders = SENDERS): RateJudge | undefined {
  if (text.trim() === '') return undefined;
  const rate = /^\s*\d{1,6}(?:\.\d{1,6})?\s*$/.test(text) ? Number(text) : 0;
  if (rate <= 0) throw new SettingError(sentence('event.rate', { entry: text.trim().slice(0, 60) }));
  const burst = Math.max(1, rate);
  const buckets = new Map<string, Bucket>();
  return (address, now, spends = true) => {
    const known = buckets.get(address);
    const left = known ? Math.min(burst, known.left + (Math.max(0, now - known.at) * rate) / 1000) : burst;
    if (!spends) return left >= 1;
    const isWithin = left >= 1;
    // A Map hands its keys out in the order they were set in.
    buckets.delete(address);
    if (buckets.size >= senders) buckets.delete(buckets.keys().next().value ?? '');
    buckets.set(address, { left: isWithin ? left - 1 : left, at: now });
    return isWithin;
  };
}
