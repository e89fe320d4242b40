import { meanOf, sumOf } from "./descriptive.ts";
import { seededBits } from "./random.ts";
import { binomial, countSubsets } from "./subset-sums.ts";

/** How to sample where there are too many rearrangements to look at all. */
export interface Sampling {
  draws?: number;
  seed?: number;
}

/**
 * - `p`: two-sided; NaN where a value is not finite or a sample is empty.
 * - `smallest`: the smallest p that numbers of these counts can have, whatever they are.
 * - `exact`: all rearrangements were looked at. Otherwise `draws` of them, and `error` is the standard error of p.
 */
export interface PermutationTest {
  p: number;
  smallest: number;
  exact: boolean;
  draws: number;
  error: number | null;
}

/** What sampling may cost: values looked at in all draws together. A sign costs less than a value drawn. */
const budget = { signs: 50_000_000, values: 10_000_000 };

const undefinedTest: PermutationTest = { p: Number.NaN, smallest: Number.NaN, exact: true, draws: 0, error: null };

/**
 * Whether paired differences centre on 0: under the hypothesis of no difference each could as well have the other sign
 * (Fisher, The Design of Experiments, 1935, §21; SciPy's permutation_test with permutation_type="samples"). All 2^n signs up
 * to 32 pairs; beyond that sampled, p = (k + 1)/(draws + 1) (Phipson and Smyth 2010).
 */
export function pairedPermutation(differences: readonly number[], sampling: Sampling = {}): PermutationTest {
  if (differences.length === 0 || !differences.every(Number.isFinite)) return undefinedTest;
  const sizes = differences.map(Math.abs);
  const total = sumOf(sizes);
  const observed = Math.abs(sumOf(differences)) - 1e-10 * total;
  const all = 2 ** differences.length;
  const subsets = countSubsets({ values: sizes, size: null });
  // The sum with signs is twice the sum of the positive ones less the total.
  if (subsets !== null) return exactly(subsets.atLeast((total + observed) / 2), all);
  const draws = drawsFor(budget.signs / sizes.length, sampling);
  const sums = signedSums(Float64Array.from(sizes), draws, seededBits(sampling.seed ?? 1));
  return sampled(sums.filter((sum) => Math.abs(sum) >= observed).length, draws);
}

/**
 * Whether two independent samples have the same mean, by how often a random split of all values into groups of these sizes
 * gives a difference at least as far out on its side, doubled (SciPy's permutation_test of a difference of means,
 * two-sided). All splits where their number allows, else sampled.
 */
export function independentPermutation(
  a: readonly number[],
  b: readonly number[],
  sampling: Sampling = {},
): PermutationTest {
  const both = [...a, ...b];
  if (a.length === 0 || b.length === 0 || !both.every(Number.isFinite)) return undefinedTest;
  const centre = meanOf(both);
  const values = both.map((value) => value - centre);
  // The mean of one group follows from that of the other, so the smaller group's sum is as good a statistic.
  const [from, to] = a.length <= b.length ? [0, a.length] : [a.length, values.length];
  const size = to - from;
  const observed = sumOf(values.slice(from, to));
  const spread = values.reduce((sum, value) => sum + Math.abs(value), 0);
  const tolerance = 1e-10 * spread + 4 * Number.EPSILON * both.reduce((sum, value) => sum + Math.abs(value), 0);
  const subsets = countSubsets({ values, size });
  if (subsets !== null) {
    const tail = Math.min(subsets.atLeast(observed - tolerance), subsets.atMost(observed + tolerance));
    return exactly(tail, binomial(values.length, size));
  }
  const draws = drawsFor(budget.values / size, sampling);
  const bits = seededBits(sampling.seed ?? 1);
  let [above, below] = [0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    const sum = sumOfDrawn(values, size, bits);
    if (sum >= observed - tolerance) above += 1;
    if (sum <= observed + tolerance) below += 1;
  }
  return doubled(sampled(Math.min(above, below), draws));
}

/** The sum of `size` values drawn without replacement, by the first steps of a shuffle in place. */
function sumOfDrawn(values: number[], size: number, bits: () => number): number {
  let sum = 0;
  for (let index = 0; index < size; index += 1) {
    const other = index + Math.floor((bits() / 0x100000000) * (values.length - index));
    const drawn = values[other] ?? 0;
    values[other] = values[index] ?? 0;
    values[index] = drawn;
    sum += drawn;
  }
  return sum;
}

/** Sums of the sizes with signs at random. */
function signedSums(sizes: Float64Array, draws: number, bits: () => number): Float64Array {
  return Float64Array.from({ length: draws }, () => {
    let sum = 0;
    for (let start = 0; start < sizes.length; start += 32) {
      let signs = bits();
      const end = Math.min(sizes.length, start + 32);
      for (let index = start; index < end; index += 1) {
        sum += (sizes[index] ?? 0) * (1 - 2 * (signs & 1));
        signs >>>= 1;
      }
    }
    return sum;
  });
}

function drawsFor(affordable: number, { draws }: Sampling): number {
  return draws ?? Math.min(10_000, Math.max(1000, Math.floor(affordable)));
}

function exactly(tail: number, all: number): PermutationTest {
  return { p: Math.min(1, (2 * tail) / all), smallest: Math.min(1, 2 / all), exact: true, draws: all, error: null };
}

function sampled(extreme: number, draws: number): PermutationTest {
  const p = (extreme + 1) / (draws + 1);
  return { p, smallest: 1 / (draws + 1), exact: false, draws, error: Math.sqrt((p * (1 - p)) / draws) };
}

function doubled(tail: PermutationTest): PermutationTest {
  const error = tail.error === null ? null : 2 * tail.error;
  return { ...tail, p: Math.min(1, 2 * tail.p), smallest: Math.min(1, 2 * tail.smallest), error };
}
