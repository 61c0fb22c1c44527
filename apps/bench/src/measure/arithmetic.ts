/** The middle value; of an even count the mean of the middle two. @throws RangeError without values */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) throw new RangeError('no values');
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that `share` (0 … 1) of the values do not exceed (nearest rank). @throws RangeError without values */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** One interleaved pair: two rates in the same unit. */
export interface Pair {
  ours: number;
  ceiling: number;
}

/** What is said of the pairs of a bar. */
export interface PairSummary {
  /** Median of the per-pair ratios ours / ceiling, with the extremes: never a ratio of medians. */
  ratio: number;
  min: number;
  max: number;
  pairs: number;
  ours: number;
  ceiling: number;
}

/** Discards the first pair as warm-up (unless it is the only one) and states the median of ratios with its extremes. */
export function summarise(pairs: readonly Pair[]): PairSummary {
  const counted = pairs.length > 1 ? pairs.slice(1) : pairs;
  const ratios = counted.map(({ ours, ceiling }) => ours / ceiling);
  return {
    ratio: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios), pairs: counted.length,
    ours: median(counted.map(({ ours }) => ours)), ceiling: median(counted.map(({ ceiling }) => ceiling)),
  };
}
