import { meanOf } from "../../statistics/descriptive.ts";
import { pooledStd } from "../../statistics/noise.ts";
import { independentPermutation, pairedPermutation } from "../../statistics/permutation.ts";
import { binomial, canCountSubsets } from "../../statistics/subset-sums.ts";
import { testOf } from "../../statistics/welch.ts";
import type { Design } from "./design.ts";
import { meanDifference, shareOfPairs } from "./design.ts";

/** The level at which all tests here are made. */
export const LEVEL = 0.05;

/** A test that two rows allow. `smallest`: the least p that it can give, which is 0 for a t test. */
export interface TestPlan {
  kind: "permutation" | "t";
  smallest: number;
}

/** A plan that was carried out. `error`: the standard error of p where rearrangements were drawn. */
export interface Significance extends TestPlan {
  p: number;
  error: number | null;
}

/** Rearrangements that are drawn where there are too many to look at all. */
const DRAWS = 10_000;
/** A t test of fewer runs knows next to nothing of their spread. */
const LEAST_FOR_T = 3;
/** From so many runs a side a t test says what rearranging them would, at a small part of the cost. */
const MANY_RUNS = 100;
/** Several t tests at once need the spread pooled over all rows, and this many degrees of freedom of it. */
const LEAST_POOLED = 8;

/** The spread of one run, pooled over all rows of several runs that are compared, with its degrees of freedom. */
export interface Pool {
  std: number;
  df: number;
}

/**
 * The test of a design, by the numbers of runs and the number of tests alone. A permutation test where its smallest p,
 * times the number of tests, can reach the level. Otherwise a t test from three runs a side; of several at once only
 * where the spread pooled over all rows has 8 degrees of freedom, since each p is then held to that spread too
 * (`heldToPool`). Otherwise none: null. Folds share training data, which signs that are flipped one by one know nothing of
 * (Nadeau and Bengio 2003), so they have the corrected t test alone.
 */
export function planTest(design: Design, family = 1, df = 0): TestPlan | null {
  const [least, smallest] = [Math.min(design.a.length, design.b.length), smallestPermutation(design)];
  const isT = least >= LEAST_FOR_T && (family < 2 || df >= LEAST_POOLED);
  const areFolds = design.pairing !== null && design.pairing.folds > 1;
  if (smallest * family <= LEVEL && !areFolds && !(isT && least >= MANY_RUNS)) return { kind: "permutation", smallest };
  return isT ? { kind: "t", smallest: 0 } : null;
}

/** Whether so many runs a side allow any test, however many are made. */
export function isTestable(a: number, b: number): boolean {
  return Math.min(a, b) >= LEAST_FOR_T || (Math.min(a, b) > 1 && 2 / binomial(a + b, Math.min(a, b)) <= LEVEL);
}

/** The smallest two-sided p that rearranging so many runs can give. */
export function smallestPermutation({ pairing, a, b }: Design): number {
  const [all, some] = [a.length + b.length, Math.min(a.length, b.length)];
  const isCounted = pairing === null ? canCountSubsets(all, some) : canCountSubsets(a.length, null);
  if (!isCounted) return 2 / (DRAWS + 1);
  return Math.min(1, 2 / (pairing === null ? binomial(all, some) : 2 ** a.length));
}

/**
 * Carries out a plan. A t test of two rows is Welch's; where one row has more runs, the larger p of Welch's and Student's,
 * since Welch's alone calls too much where noise has two modes. p is NaN where no value varies: nothing is known of the noise.
 */
export function runTest(design: Design, plan: TestPlan): Significance {
  if (plan.kind === "t") {
    const { p } = testOf(meanDifference(design));
    return { ...plan, p: heldToPool(p, design, ownPool(design)), error: null };
  }
  const sampling = { draws: DRAWS, seed: 1 };
  const { p, error } =
    design.pairing === null
      ? independentPermutation(design.a, design.b, sampling)
      : pairedPermutation(design.differences, sampling);
  return { ...plan, p, error };
}

/**
 * p of a t test, or that by the pooled spread where it is larger. A few runs that happen to lie close together make Welch's p
 * as small as one likes; among many tests some always do. NaN stays.
 */
export function heldToPool(p: number, { pairing, a, b, differences }: Design, { std, df }: Pool): number {
  if (Number.isNaN(p) || !(df > 0)) return p;
  const share = pairing === null ? 1 / a.length + 1 / b.length : shareOfPairs(pairing, a.length);
  const difference = pairing === null ? meanOf(a) - meanOf(b) : meanOf(differences);
  return Math.max(p, testOf({ difference, error: std * Math.sqrt(share), df }).p);
}

/** The spread within the two rows. Pairs have one spread, which is that of the test itself. */
function ownPool({ pairing, a, b }: Design): Pool {
  return pairing !== null || a.length === b.length ? NO_POOL : poolOf([a, b]);
}

/** Nothing is known of the spread. */
export const NO_POOL: Pool = { std: Number.NaN, df: 0 };

/** The spread within some rows, each of several values. */
export function poolOf(rows: readonly (readonly number[])[]): Pool {
  const { std, groups, values } = pooledStd(rows);
  return { std, df: values - groups };
}

/** The test in words. */
export function nameOfTest({ pairing, a, b }: Design, { kind, error }: Significance): string {
  const how = error === null ? "exact" : "sampled";
  if (kind === "permutation")
    return `${how} permutation test of ${pairing === null ? `${a.length} against ${b.length} runs` : `${a.length} pairs`}`;
  if (pairing === null) return a.length === b.length ? "Welch's t test" : "larger p of Welch's and Student's t test";
  return pairing.folds > 1 ? "paired t test corrected for shared training data" : "paired t test";
}
