import { normalCdf } from "./distribution.ts";
import { countSubsets } from "./subset-sums.ts";

/**
 * - `u`: how many pairs have a's value above b's, ties as halves.
 * - `smallest`: the smallest p that samples of these sizes can have.
 * - `exact`: p counts all splits of the ranks, ties included; otherwise it is of the normal approximation.
 */
export interface RankTest {
  u: number;
  p: number;
  smallest: number;
  exact: boolean;
}

/**
 * Whether values of one sample tend to be above those of another (Mann and Whitney 1947), two-sided. Counts all splits of the
 * ranks where their number allows: without ties that is SciPy's method="exact", with ties its PermutationMethod. Else as
 * method="asymptotic": normal, variance corrected for ties, continuity corrected by ½. NaN where a value is NaN or a sample
 * empty; infinite values have ranks like others.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): RankTest {
  const both = [...a, ...b];
  if (a.length === 0 || b.length === 0 || both.some(Number.isNaN)) {
    return { u: Number.NaN, p: Number.NaN, smallest: Number.NaN, exact: true };
  }
  const { ranks, ties } = ranksOf(both);
  const sum = ranks.slice(0, a.length).reduce((total, rank) => total + rank, 0);
  const u = sum - (a.length * (a.length + 1)) / 2;
  const size = Math.min(a.length, b.length);
  const subsets = countSubsets({ values: ranks, size });
  if (subsets === null) {
    const atEnd = approximation({ u: 0, ties: 0 }, a.length, b.length);
    return { u, p: approximation({ u, ties }, a.length, b.length), smallest: atEnd, exact: false };
  }
  const observed = a.length === size ? sum : (both.length * (both.length + 1)) / 2 - sum;
  const tail = Math.min(subsets.atLeast(observed), subsets.atMost(observed));
  return { u, p: Math.min(1, (2 * tail) / subsets.all), smallest: Math.min(1, 2 / subsets.all), exact: true };
}

/** Normal, the variance corrected for ties (Σ (t³ − t)) and u for continuity. 1 where all values are equal. */
function approximation({ u, ties }: { u: number; ties: number }, sizeA: number, sizeB: number): number {
  const product = sizeA * sizeB;
  const n = sizeA + sizeB;
  const variance = (product / 12) * (n + 1 - ties / (n * (n - 1)));
  const z = (Math.max(u, product - u) - product / 2 - 0.5) / Math.sqrt(variance);
  return variance > 0 ? Math.min(1, 2 * normalCdf(-z)) : 1;
}

/** Ranks from 1, ties sharing the mean of theirs, and Σ (t³ − t) over the groups of ties. */
function ranksOf(values: readonly number[]): { ranks: number[]; ties: number } {
  const order = values.map((_, index) => index).sort((i, j) => ascending(values[i] ?? 0, values[j] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  let ties = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks, ties };
}

function ascending(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
