/** Middle of the values; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** What was measured of one subject in one round. */
export interface Sample {
  readonly count: number;
  /** Per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of the server's processor time for one of what is counted; undefined where the system does not tell. */
  readonly cpu: number | undefined;
  /** What did not go well, by status or code. */
  readonly failures: Readonly<Record<string, number>>;
}

/** The rounds of one subject. */
export class Series {
  readonly samples: Sample[] = [];

  constructor(readonly label: string) {}

  get rate(): number {
    return median(this.samples.map(({ rate }) => rate));
  }

  get p50(): number {
    return median(this.samples.map(({ p50 }) => p50));
  }

  get p99(): number {
    return median(this.samples.map(({ p99 }) => p99));
  }

  get cpu(): number | undefined {
    const told = this.samples.flatMap(({ cpu }) => (cpu === undefined ? [] : [cpu]));
    return told.length > 0 ? median(told) : undefined;
  }

  get failures(): string {
    const sum: Record<string, number> = {};
    for (const { failures } of this.samples) {
      for (const [what, count] of Object.entries(failures)) sum[what] = (sum[what] ?? 0) + count;
    }
    return Object.entries(sum)
      .map(([what, count]) => `${what} ×${count}`)
      .join(', ');
  }

  /** How much faster than the other: the median of the rounds' ratios, since what disturbs a round disturbs both. */
  times(other: Series): number {
    return this.share(other, 'rate');
  }

  /** The same of any figure: of a time or a cost the less is the better. */
  share(other: Series, of: 'rate' | 'p50' | 'p99' | 'cpu'): number {
    return median(
      this.samples.map((sample, round) => (sample[of] ?? Number.NaN) / (other.samples[round]?.[of] ?? Number.NaN)),
    );
  }
}

/** Rounds until V8 has optimised what is hot: rates still double in the third second of load. */
const WARM_UP = 6;

/** Measures all subjects in turn, round by round, each round in another order; the first ones only warm up. */
export async function interleave<K extends string>(
  subjects: Readonly<Record<K, () => Promise<Sample>>>,
  rounds: number,
): Promise<Record<K, Series>> {
  const keys = Object.keys(subjects) as K[];
  const series = Object.fromEntries(keys.map((key) => [key, new Series(key)])) as Record<K, Series>;
  for (let round = 0; round < WARM_UP + rounds; round++) {
    const shift = round % keys.length;
    for (const key of [...keys.slice(shift), ...keys.slice(0, shift)]) {
      const sample = await subjects[key]();
      if (round >= WARM_UP) series[key].samples.push(sample);
    }
  }
  return series;
}
