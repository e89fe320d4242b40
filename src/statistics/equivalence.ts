import { studentCdf, studentQuantile } from "./distribution.ts";
import type { MeanDifference } from "./welch.ts";
import { pairedDifference, welchDifference } from "./welch.ts";

/** `p` of "they differ by the margin or more"; `low` to `high` is the 90 % interval, inside the margin exactly when p < 0.05. */
export interface Equivalence {
  p: number;
  low: number;
  high: number;
}

/** Whether paired differences have a mean within ± margin: two one-sided t tests (Schuirmann 1987). NaN where `pairedT` is. */
export function equivalentPaired(differences: readonly number[], margin: number): Equivalence {
  return twoOneSided(pairedDifference(differences), margin);
}

/** Whether two independent means differ by less than the margin: two one-sided Welch tests. NaN where `welch` is. */
export function equivalentWelch(a: readonly number[], b: readonly number[], margin: number): Equivalence {
  return twoOneSided(welchDifference(a, b), margin);
}

/** Two one-sided t tests of a difference whose error is known. NaN where the error is. */
export function twoOneSided({ difference, error, df }: MeanDifference, margin: number): Equivalence {
  const width = studentQuantile(0.95, df) * error;
  const above = studentCdf((Math.abs(difference) - margin) / error, df);
  return { p: margin > 0 ? above : Number.NaN, low: difference - width, high: difference + width };
}
