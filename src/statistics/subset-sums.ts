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
 * Counts all subsets without listing them: the sums of each half are sorted, and pairs of them counted by two pointers (Horowitz
 * and Sahni's "meet in the middle", J. ACM 21(2), 1974). 30 values have a thousand million subsets and 2 × 32,768 half sums.
 *
 * @returns null where even the halves have too many.
 */
export function countSubsets({ values, size }: Subsets): SubsetCounts | null {
  if (!canCountSubsets(values.length, size)) return null;
  const middle = values.length >> 1;
  const [left, right] = [values.slice(0, middle), values.slice(middle)];
  const pairs = size === null ? [{ left: allSums(left), right: allSums(right) }] : pairsOfSize(left, right, size);
  const total = (count: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + count(pair), 0);
  return {
    all: total(({ left, right }) => left.length * right.length),
    atLeast: (bound) => total((pair) => countAtLeast(pair, bound)),
    atMost: (bound) => total((pair) => countAtMost(pair, bound)),
  };
}

/** Whether the subsets of so many values can be counted: of one size, or of any (null). */
export function canCountSubsets(values: number, size: number | null): boolean {
  return sumsOfHalf(values - (values >> 1), size ?? values) <= mostSums;
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

/** Sorted sums of some of the left values and of the right ones: each of the one goes with each of the other. */
interface Pair {
  left: number[];
  right: number[];
}

function pairsOfSize(left: readonly number[], right: readonly number[], size: number): Pair[] {
  const rightSums = sumsBySize(right, size);
  return sumsBySize(left, size).flatMap((sums, taken) => {
    const rest = rightSums[size - taken];
    return rest === undefined ? [] : [{ left: sums, right: rest }];
  });
}

function allSums(values: readonly number[]): number[] {
  return values.reduce<number[]>((sums, value) => merged(sums, sums, value), [0]);
}

/** The sums of the subsets of each size up to the largest. */
function sumsBySize(values: readonly number[], largest: number): number[][] {
  const sums: number[][] = [[0]];
  for (const value of values) {
    for (let size = Math.min(sums.length, largest); size > 0; size -= 1) {
      sums[size] = merged(sums[size] ?? [], sums[size - 1] ?? [], value);
    }
  }
  return sums;
}

/** Sorted sums without and, each increased by the value, with it: sorted again, in one pass. */
function merged(without: number[], others: number[], value: number): number[] {
  const sums = new Array<number>(without.length + others.length);
  let [i, j, at] = [0, 0, 0];
  while (i < without.length && j < others.length) {
    const low = without[i] as number;
    const high = (others[j] as number) + value;
    if (low <= high) i += 1;
    else j += 1;
    sums[at++] = low <= high ? low : high;
  }
  while (i < without.length) sums[at++] = without[i++] as number;
  while (j < others.length) sums[at++] = (others[j++] as number) + value;
  return sums;
}

function countAtMost({ left, right }: Pair, bound: number): number {
  let count = 0;
  let end = right.length;
  for (const low of left) {
    while (end > 0 && low + (right[end - 1] as number) > bound) end -= 1;
    count += end;
  }
  return count;
}

function countAtLeast({ left, right }: Pair, bound: number): number {
  let count = 0;
  let start = right.length;
  for (const low of left) {
    while (start > 0 && low + (right[start - 1] as number) >= bound) start -= 1;
    count += right.length - start;
  }
  return count;
}
