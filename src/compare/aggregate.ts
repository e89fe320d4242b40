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
  const min = finite.reduce((a, b) => Math.min(a, b));
  const max = finite.reduce((a, b) => Math.max(a, b));
  // Equal values have exactly that mean and no spread, whatever rounding would make of their sum.
  if (min === max) return { n, mean: min, std: n < 2 ? null : 0, min, max };
  const sum = finite.reduce((total, value) => total + value, 0);
  const mean = Number.isFinite(sum) ? sum / n : finite.reduce((total, value) => total + value / n, 0);
  const squares = finite.reduce((total, value) => total + (value - mean) ** 2, 0);
  return { n, mean, std: Math.sqrt(squares / (n - 1)), min, max };
}
