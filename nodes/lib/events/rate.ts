/** How many senders are remembered; beyond it the one that was quiet for longest is forgotten. */
const SENDERS = 10_000;

interface Bucket {
  /** Events that may come at once. */
  left: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Whether one event more from this address is within its rate at this time (milliseconds since the epoch). */
export type RateJudge = (address: string, now: number) => boolean;

/**
 * The judge of a rate in events per second and address, as many (at least one) at once: a token bucket each. Memory is
 * bounded; an address that was forgotten starts anew.
 *
 * @param text blank: unlimited
 * @throws Error where it is no number above 0
 */
export function parseRate(text: string, senders = SENDERS): RateJudge | undefined {
  if (text.trim() === '') return undefined;
  const rate = /^\s*\d{1,6}(?:\.\d{1,6})?\s*$/.test(text) ? Number(text) : 0;
  if (rate <= 0) throw new Error(`"${text.trim().slice(0, 60)}" is no rate: write events per second, such as 5 or 0.5`);
  const burst = Math.max(1, rate);
  const buckets = new Map<string, Bucket>();
  return (address, now) => {
    const bucket = buckets.get(address) ?? { left: burst, at: now };
    // A clock that was set back refills nothing, and a Map hands its keys out in the order they were set in.
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) * rate) / 1000);
    bucket.at = now;
    buckets.delete(address);
    if (buckets.size >= senders) buckets.delete(buckets.keys().next().value ?? '');
    buckets.set(address, bucket);
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  };
}
