import { meanOf } from "./descriptive.ts";
import { studentCdf, studentQuantile } from "./distribution.ts";
import { spreadOf } from "./spread.ts";

/** A test of Student's kind: `p` is two-sided, `low` to `high` the interval of the difference at the level asked for. */
export interface StudentTest {
  t: number;
  df: number;
  p: number;
  difference: number;
  low: number;
  high: number;
}

/** A difference of means with its standard error and degrees of freedom; NaN where the sample does not tell them. */
export interface MeanDifference {
  difference: number;
  error: number;
  df: number;
}

/**
 * The difference mean(a) − mean(b) of two independent samples whose variances may differ (Welch, Biometrika 34, 1947; SciPy's
 * ttest_ind with equal_var=False). All but the difference is NaN where a sample has fewer than two values or neither has
 * any spread beyond rounding: then nothing is known of the noise.
 */
export function welch(a: readonly number[], b: readonly number[], level = 0.95): StudentTest {
  return testOf(welchDifference(a, b), level);
}

/** The mean of paired differences against 0 (Student 1908; SciPy's ttest_rel). NaN in the same cases as `welch`. */
export function pairedT(differences: readonly number[], level = 0.95): StudentTest {
  return testOf(pairedDifference(differences), level);
}

/** The difference of two independent means with Welch and Satterthwaite's degrees of freedom. */
export function welchDifference(a: readonly number[], b: readonly number[]): MeanDifference {
  const difference = meanOf(a) - meanOf(b);
  // In units of the larger error, since the fourth powers of small ones are 0.
  const [errorA, errorB] = [errorOf(a), errorOf(b)];
  const unit = Math.max(errorA, errorB);
  if (!(unit > 0)) return { difference, error: Number.NaN, df: Number.NaN };
  const [partA, partB] = [(errorA / unit) ** 2, (errorB / unit) ** 2];
  const df = (partA + partB) ** 2 / (partA ** 2 / (a.length - 1) + partB ** 2 / (b.length - 1));
  return { difference, error: unit * Math.sqrt(partA + partB), df };
}

/** The mean of paired differences with n − 1 degrees of freedom. */
export function pairedDifference(differences: readonly number[]): MeanDifference {
  const error = errorOf(differences);
  const difference = meanOf(differences);
  if (!(error > 0)) return { difference, error: Number.NaN, df: Number.NaN };
  return { difference, error, df: differences.length - 1 };
}

function errorOf(values: readonly number[]): number {
  return spreadOf(values) / Math.sqrt(values.length);
}

/** The t test of a difference whose error is known, with its interval. NaN where the error is. */
export function testOf({ difference, error, df }: MeanDifference, level = 0.95): StudentTest {
  const t = difference / error;
  const margin = studentQuantile(0.5 + level / 2, df) * error;
  return {
    t,
    df,
    p: Math.min(1, 2 * studentCdf(-Math.abs(t), df)),
    difference,
    low: difference - margin,
    high: difference + margin,
  };
}
