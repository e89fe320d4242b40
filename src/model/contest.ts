import type { Sentence } from "./comparison.ts";
import type { Quantity } from "./quantity.ts";

/**
 * What may be said of a row against another in one metric.
 *
 * - `better`, `worse`: the interval of the difference lies on one side of zero and the adjusted p is at or below the level.
 * - `equivalent`: the difference was shown to lie inside the declared margin, which is a test of its own.
 * - `within noise`: a test could have seen a difference and saw none, or one run lies where a repeat of the other row would.
 * - `not decidable`: too few runs for any test to reach the level, a direction that is not known, a value that is missing.
 */
export type Outcome = "better" | "worse" | "equivalent" | "within noise" | "not decidable";

/** What two rows share run by run. */
export type PairedBy = "seed" | "fold" | "seed and fold";

/**
 * One row against another in one metric, with every number behind the outcome. All numbers are in the metric's own unit,
 * even where they are printed in percentage points.
 *
 * - `row`, `against`: ids of rows; `difference` is the first minus the second, or the mean over pairs.
 * - `runs`: how many finite values of each were compared; `left`: those of each that have no partner, where pairs are.
 * - `copies`: how many more runs of each only repeat another one (same settings and seed, same result) and count once.
 * - `pairs`: what the two share run by run and how many such pairs there are; null where they are compared as independent.
 * - `interval`: of the difference at `level` (0.95), by `method` in words.
 * - `test`: its name in words, p, p adjusted for `family` tests (null for one), and the smallest p that so many runs can
 *   reach (0 for a t test). `error`: the standard error of p where rearrangements were drawn and not all looked at.
 * - `effect`: the difference in standard deviations, by its name (`Hedges g`).
 * - `equivalence`: whether the difference is smaller than the declared margin, p adjusted likewise.
 * - `expected`: where one further run of the row of that id would lie, 95 times in 100; for a row of one run.
 */
export interface Contest {
  metric: string;
  row: string;
  against: string;
  outcome: Outcome;
  runs: [number, number];
  copies: [number, number];
  pairs: { by: PairedBy; n: number; left: [number, number] } | null;
  difference: Quantity | null;
  interval: { level: number; low: Quantity; high: Quantity; method: string } | null;
  test: {
    name: string;
    p: Quantity;
    adjusted: Quantity | null;
    smallest: number;
    error: number | null;
    family: number;
  } | null;
  effect: { name: string; size: Quantity } | null;
  equivalence: { margin: number; p: Quantity } | null;
  expected: { of: string; low: Quantity; high: Quantity } | null;
  because: Sentence;
}

/** How p was adjusted: for `size` tests by `method`, at `level`. */
export interface Family {
  size: number;
  method: string;
  level: number;
}

/**
 * All contests of a comparison in its primary metric.
 *
 * - `against`: the row that all others are set against: the baseline, else the best row of three or more runs; null where neither
 *   is there, and then `contests` is empty. `chosen`: it was picked by its value.
 * - `contests`: each other row that counts against it, up to 200, the nearest to it and to the best by value; `left`: how many
 *   others there are. `family`: all of them with runs enough for a test, or all pairs of such rows where it was `chosen`.
 * - `leader`: the row of three or more runs with the best mean, and the next 200 such rows against it where `contests` does not
 *   hold them already. Null where the direction is not known or no row has as many.
 * - `noise`: the spread of repeats, pooled over the rows that have some; null without any.
 * - `ties`: ids of the rows that cannot be told from the leader, which is the first; empty without one. A single run is one
 *   of them where it is not below what a further run of the leader may give.
 */
export interface Contests {
  metric: string;
  against: string | null;
  chosen: boolean;
  contests: Contest[];
  left: number;
  family: Family;
  leader: { row: string; contests: Contest[]; family: Family } | null;
  noise: { std: Quantity; rows: number; runs: number } | null;
  ties: string[];
}
