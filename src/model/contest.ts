import type { Sentence } from "./comparison.ts";
import type { Quantity } from "./quantity.ts";

/**
 * What may be said of a row against another in one metric.
 *
 * - `better`, `worse`: the interval of the difference lies on one side of zero and the adjusted p is at or below the level.
 * - `equivalent`: the difference was shown to lie inside the margin, which is a test of its own.
 * - `within noise`: a test could have seen a difference and saw none, or it is smaller than what repeats differ by.
 * - `not decidable`: too few runs for any test to reach the level, a direction that is not known, a value that is missing.
 */
export type Outcome = "better" | "worse" | "equivalent" | "within noise" | "not decidable";

/**
 * One row against another in one metric, with every number behind the outcome.
 *
 * - `row`, `against`: ids of rows; `difference` is the first minus the second, or the mean over pairs.
 * - `pairs`: what the two share run by run (`seed`), and how many such pairs there are; null when they are independent.
 * - `interval`: of the difference at `level` (0.95), by `method` in words.
 * - `test`: its name in words, p, p adjusted for the family, and the smallest p that this many runs can reach.
 * - `effect`: the difference in standard deviations, by its name (`Hedges g`).
 */
export interface Contest {
  metric: string;
  row: string;
  against: string;
  outcome: Outcome;
  pairs: { by: string; n: number } | null;
  difference: Quantity | null;
  interval: { level: number; low: Quantity; high: Quantity; method: string } | null;
  test: { name: string; p: Quantity; adjusted: Quantity | null; smallest: number } | null;
  effect: { name: string; size: Quantity } | null;
  because: Sentence;
}

/**
 * All contests of a comparison in its primary metric: each row against the baseline and against the best one.
 *
 * - `family`: how many tests p was adjusted for, by which method, at which level.
 * - `noise`: the spread of repeats, pooled over the rows that have some; null without any.
 * - `ties`: ids of the rows that cannot be told from the best one, which is the first.
 */
export interface Contests {
  metric: string;
  contests: Contest[];
  family: { size: number; method: string; level: number };
  noise: { std: Quantity; rows: number; runs: number } | null;
  ties: string[];
}
