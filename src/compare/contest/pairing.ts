import type { PairedBy } from "../../model/contest.ts";
import type { Trial } from "./trial.ts";

/**
 * Runs of two rows that belong together, in the order of the first row.
 *
 * - `folds`: how many different folds the pairs have.
 * - `left`: how many runs of each row have no partner.
 */
export interface Pairing {
  by: PairedBy;
  pairs: [Trial, Trial][];
  folds: number;
  left: [number, number];
}

const KEYS: [PairedBy, (trial: Trial) => string | null][] = [
  ["seed and fold", ({ seed, fold }) => (seed === null || fold === null ? null : JSON.stringify([seed, fold]))],
  ["fold", ({ fold }) => (fold === null ? null : String(fold))],
  ["seed", ({ seed }) => (seed === null ? null : String(seed))],
];

/**
 * Pairs the runs of two rows by what they share: seed and fold, fold, or seed, whichever gives most pairs (the first of
 * these where several do). A key counts only where one run of each row has it. Null where nothing is shared.
 */
export function pairTrials(a: readonly Trial[], b: readonly Trial[]): Pairing | null {
  let most: Pairing | null = null;
  for (const [by, keyOf] of KEYS) {
    const left = byKey(a, keyOf);
    if (left.size <= (most?.pairs.length ?? 0)) continue;
    const right = byKey(b, keyOf);
    const pairs: [Trial, Trial][] = [];
    for (const [key, one] of left) {
      const other = right.get(key);
      if (one !== null && other != null) pairs.push([one, other]);
    }
    if (pairs.length <= (most?.pairs.length ?? 0)) continue;
    const folds = by === "seed" ? 0 : new Set(pairs.map(([{ fold }]) => String(fold))).size;
    most = {
      by: by === "seed and fold" ? varying(pairs) : by,
      pairs,
      folds,
      left: [a.length - pairs.length, b.length - pairs.length],
    };
  }
  return most;
}

/** What tells pairs apart that share both: one fold for all is the same split of the data, and one seed says as little. */
function varying(pairs: readonly [Trial, Trial][]): PairedBy {
  if (new Set(pairs.map(([{ fold }]) => String(fold))).size < 2) return "seed";
  return new Set(pairs.map(([{ seed }]) => String(seed))).size < 2 ? "fold" : "seed and fold";
}

/** The trial of each key; null where several have it. */
function byKey(trials: readonly Trial[], keyOf: (trial: Trial) => string | null): Map<string, Trial | null> {
  const found = new Map<string, Trial | null>();
  for (const trial of trials) {
    const key = keyOf(trial);
    if (key !== null) found.set(key, found.has(key) ? null : trial);
  }
  return found;
}
