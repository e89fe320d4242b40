import { largestOf, meanOf, sampleStd, smallestOf } from "../../statistics/descriptive.ts";

/** Mean, sample standard deviation and extremes of some finite values. `std` is null below two values. */
export interface Aggregate {
  n: number;
  mean: number;
  std: number | null;
  min: number;
  max: number;
}

/**
 * Aggregates values; what is not finite is left out and not counted in `n`. The standard deviation is that of a sample
 * (n − 1). Null when nothing finite is left.
 */
export function aggregate(values: readonly number[]): Aggregate | null {
  const finite = values.filter(Number.isFinite);
  const n = finite.length;
  if (n === 0) return null;
  const std = n < 2 ? null : sampleStd(finite);
  return { n, mean: meanOf(finite), std, min: smallestOf(finite), max: largestOf(finite) };
}
