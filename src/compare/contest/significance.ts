import { independentPermutation, pairedPermutation } from "../../statistics/permutation.ts";
import { testOf } from "../../statistics/welch.ts";
import type { Design } from "./design.ts";
import { meanDifference } from "./design.ts";

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
/** Above so many tests at once, exact ones cost too much for what so few runs could reach. */
const MANY = 50;
/** A t test of fewer runs knows next to nothing of their spread. */
const LEAST_FOR_T = 3;

/**
 * The test of a design, by the numbers of runs and the number of tests alone. A permutation test where its smallest p,
 * times the number of tests, can reach the level. Otherwise a t test, which assumes that repeats scatter like a normal
 * distribution, from three runs a side. Otherwise none: null.
 */
export function planTest(design: Design, family = 1): TestPlan | null {
  const smallest = smallestPermutation(design);
  if (family <= MANY && smallest * family <= LEVEL) return { kind: "permutation", smallest };
  const least = Math.min(design.a.length, design.b.length);
  return least >= LEAST_FOR_T ? { kind: "t", smallest: 0 } : null;
}

/** The smallest two-sided p that rearranging so many runs can give. */
export function smallestPermutation({ pairing, a, b }: Design): number {
  const all = pairing === null ? arrangements(a.length, b.length) : 2 ** a.length;
  return Math.min(1, Math.max(2 / all, 2 / (DRAWS + 1)));
}

/** C(n + m, m), as far as it matters. */
function arrangements(n: number, m: number): number {
  let result = 1;
  for (let index = 1; index <= Math.min(n, m) && result < 1e9; index += 1) {
    result = (result * (n + m - index + 1)) / index;
  }
  return result;
}

/** Carries out a plan. p is NaN for a t test of values without any spread: nothing is known of their noise. */
export function runTest(design: Design, plan: TestPlan): Significance {
  if (plan.kind === "t") return { ...plan, p: testOf(meanDifference(design)).p, error: null };
  const sampling = { draws: DRAWS, seed: 1 };
  const { p, error } =
    design.pairing === null
      ? independentPermutation(design.a, design.b, sampling)
      : pairedPermutation(design.differences, sampling);
  return { ...plan, p, error };
}

/** The test in words. */
export function nameOfTest({ pairing, a, b }: Design, { kind, error }: Significance): string {
  const how = error === null ? "exact" : "sampled";
  if (kind === "permutation")
    return `${how} permutation test of ${pairing === null ? `${a.length} against ${b.length} runs` : `${a.length} pairs`}`;
  if (pairing === null) return "Welch's t test";
  return pairing.folds > 1 ? "paired t test corrected for shared training data" : "paired t test";
}
