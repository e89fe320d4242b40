// Statistics of finite values, in one place: what a comparison prints is what a claim is checked against, to the last bit.
// None of them is defined for no values; they give NaN then.

/** The mean. Equal values have exactly that mean, and large ones do not overflow. */
export function meanOf(values: readonly number[]): number {
  const [first = Number.NaN] = values;
  if (values.every((value) => value === first)) return first;
  const sum = sumOf(values);
  return Number.isFinite(sum) ? sum / values.length : values.reduce((total, value) => total + value / values.length, 0);
}

/** The standard deviation of a sample (n − 1); NaN below two values, 0 of equal ones. */
export function sampleStd(values: readonly number[]): number {
  return Math.sqrt(squaresOf(values) / (values.length - 1));
}

/** The standard deviation of a whole population (n). */
export function populationStd(values: readonly number[]): number {
  return Math.sqrt(squaresOf(values) / values.length);
}

/** The standard error of the mean: the sample's standard deviation over √n; NaN below two values. */
export function standardError(values: readonly number[]): number {
  return Math.sqrt(squaresOf(values) / (values.length - 1) / values.length);
}

/** The middle value, or the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/** The sum, in the order of the values. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The smallest value. */
export function smallestOf(values: readonly number[]): number {
  return values.reduce((a, b) => (b < a ? b : a), values[0] ?? Number.NaN);
}

/** The largest value. */
export function largestOf(values: readonly number[]): number {
  return values.reduce((a, b) => (b > a ? b : a), values[0] ?? Number.NaN);
}

function squaresOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((total, value) => total + (value - mean) ** 2, 0);
}
