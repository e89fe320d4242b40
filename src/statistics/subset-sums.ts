/** How many sums of two halves may be kept at once; 2^16 holds all subsets of 32 values. */
const mostSums = 1 << 16;

/** A question about all subsets of some values: of one size, or of any (null). */
export interface Subsets {
  values: readonly number[];
  size: number | null;
}

/** Counts subsets by their sums: how many have a sum of at least, or at most, some bound. */
export interface SubsetCounts {
  all: number;
  atLeast: (bound: number) => number;
  atMost: (bound: number) => number;
}

/**
 * Counts all subsets without listing them: sums of each half are sorted, and pairs of them counted by two pointers (Horowitz
 * and Sahni's "meet in the middle", J. ACM 21(2), 1974). 30 values have a thousand million subsets and 2 × 32,768 half sums.
 *
 * @returns null where even the halves have too many.
 */
export function countSubsets({ values, size }: Subsets): SubsetCounts | null {
  const middle = values.length >> 1;
  const largest = size ?? values.length;
  if (sumsOfHalf(values.length - middle, largest) > mostSums) return null;
  const left = sumsBySize(values.slice(0, middle), largest);
  const right = sumsBySize(values.slice(middle), largest);
  const pairs: [Float64Array, Float64Array][] =
    size === null
      ? [[flat(left), flat(right)]]
      : left.flatMap((sums, taken): [Float64Array, Float64Array][] => {
          const rest = right[size - taken];
          return rest === undefined ? [] : [[sums, rest]];
        });
  const total = (count: (left: Float64Array, right: Float64Array) => number) =>
    pairs.reduce((sum, [a, b]) => sum + count(a, b), 0);
  return {
    all: total((a, b) => a.length * b.length),
    atLeast: (bound) => total((a, b) => a.length * b.length - countBelow(a, b, (sum) => sum < bound)),
    atMost: (bound) => total((a, b) => countBelow(a, b, (sum) => sum <= bound)),
  };
}

/** How many ways there are to choose `size` of `of`; Infinity where a double cannot hold it. */
export function binomial(of: number, size: number): number {
  let result = 1;
  for (let index = 1; index <= Math.min(size, of - size); index += 1) {
    result = Math.round((result * (of - index + 1)) / index);
  }
  return result;
}

function sumsOfHalf(values: number, largest: number): number {
  let sums = 0;
  for (let size = 0; size <= Math.min(values, largest) && sums <= mostSums; size += 1) sums += binomial(values, size);
  return sums;
}

/** The sums of all subsets of each size up to the largest, each size sorted. */
function sumsBySize(values: readonly number[], largest: number): Float64Array[] {
  const sums: number[][] = Array.from({ length: Math.min(values.length, largest) + 1 }, () => []);
  const extend = (from: number, size: number, sum: number) => {
    sums[size]?.push(sum);
    if (size === largest) return;
    for (let index = from; index < values.length; index += 1) extend(index + 1, size + 1, sum + (values[index] ?? 0));
  };
  extend(0, 0, 0);
  return sums.map((one) => Float64Array.from(one).sort());
}

function flat(sums: readonly Float64Array[]): Float64Array {
  return Float64Array.from(sums.flatMap((one) => [...one])).sort();
}

/** The pairs whose sum `isBelow`, which is true up to some sum and false from there on. */
function countBelow(left: Float64Array, right: Float64Array, isBelow: (sum: number) => boolean): number {
  let count = 0;
  let end = right.length;
  for (const low of left) {
    while (end > 0 && !isBelow(low + (right[end - 1] ?? 0))) end -= 1;
    count += end;
  }
  return count;
}
