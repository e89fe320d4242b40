import { meanOf } from "../../statistics/descriptive.ts";
import type { MeanDifference } from "../../statistics/welch.ts";
import { pairedDifference, welchDifference } from "../../statistics/welch.ts";
import type { Pairing } from "./pairing.ts";
import { pairTrials } from "./pairing.ts";
import type { Trial } from "./trial.ts";

/**
 * How two rows are compared, which their runs' number and keys decide and their values never do.
 *
 * - `pairing`: the pairs whose differences are looked at; null where the two are compared as independent samples.
 * - `a`, `b`: the values that enter; `differences`: of the pairs.
 */
export interface Design {
  pairing: Pairing | null;
  a: number[];
  b: number[];
  differences: number[];
}

/** Pairs of seeds below this cannot reach 0.05 in a permutation test: 2/2⁵ is 0.0625. */
const SEED_PAIRS = 6;
const FOLD_PAIRS = 3;

/**
 * Chooses pairs or independent samples. Folds differ in difficulty, so shared folds pair from three on. A shared seed
 * makes two runs alike only a little, so seeds pair from six on, where a paired test can say something; with fewer the runs
 * are taken as independent, which loses little. Either way pairs must hold at least half of the larger row.
 */
export function designOf(a: readonly Trial[], b: readonly Trial[]): Design {
  const pairing = pairTrials(a, b);
  if (pairing !== null && isUsed(pairing, Math.max(a.length, b.length))) {
    const [left, right] = [0, 1].map((side) => pairing.pairs.map((pair) => pair[side as 0 | 1].value));
    const differences = pairing.pairs.map(([one, other]) => one.value - other.value);
    return { pairing, a: left ?? [], b: right ?? [], differences };
  }
  return { pairing: null, a: valuesOf(a), b: valuesOf(b), differences: [] };
}

const known = new WeakMap<readonly Trial[], number[]>();

/** The same list for the same trials, so that what is worked out of the row that all are set against is kept. */
function valuesOf(trials: readonly Trial[]): number[] {
  const values = known.get(trials) ?? trials.map(({ value }) => value);
  known.set(trials, values);
  return values;
}

function isUsed({ pairs, folds }: Pairing, larger: number): boolean {
  return pairs.length >= (folds > 1 ? FOLD_PAIRS : SEED_PAIRS) && pairs.length * 2 >= larger;
}

/**
 * The difference of the two means with its standard error. Folds train on much of the same data, so that the error of a
 * mean over k of them is √(1/n + 1/(k − 1)) times the standard deviation and not √(1/n) (Nadeau and Bengio, Machine
 * Learning 52, 2003).
 */
export function meanDifference({ pairing, a, b, differences }: Design): MeanDifference {
  if (pairing === null) return welchDifference(a, b);
  const plain = pairedDifference(differences);
  return { ...plain, error: plain.error * Math.sqrt(differences.length * shareOfPairs(pairing, differences.length)) };
}

/** The variance of a mean over n pairs, in variances of one: 1/n, and 1/(folds − 1) more where they share training data. */
export function shareOfPairs({ folds }: Pairing, n: number): number {
  return folds < 2 ? 1 / n : 1 / n + 1 / (folds - 1);
}

/** The difference alone: of the two means, or the mean over pairs. */
export function differenceOf({ pairing, a, b, differences }: Design): number {
  return pairing === null ? meanOf(a) - meanOf(b) : meanOf(differences);
}

/** Whether the values are those of several folds. A fold that all share is a split of the data and tells nothing apart. */
export function isOverFolds(trials: readonly Trial[]): boolean {
  return new Set(trials.flatMap(({ fold }) => (fold === null ? [] : String(fold)))).size > 1;
}
