import type { Cell } from "../../model/comparison.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { Run } from "../../model/run.ts";
import { independentRuns } from "../../repeats/independent-runs.ts";

/** Fewer runs of a row say next to nothing of its noise: the range where a further one may lie is unusably wide. */
export const LEAST_REPEATED = 3;

/** One run's value with what it may share with a run of another row. */
export interface Trial {
  value: number;
  seed: number | string | null;
  fold: number | string | null;
}

/** A trial with the number that was logged. */
export interface LoggedTrial extends Trial {
  quantity: Quantity;
}

/** The trials of a row, and how many of its runs are left out of them. */
export interface Trials<T extends Trial = Trial> {
  trials: T[];
  copies: number;
}

/**
 * The finite values of some runs as trials, in their order; several of one run are over its folds. A run that only repeats
 * another (the same settings and seed, and the same result) is no further evidence: it is left out and counted.
 */
export function trialsFrom<T extends { run: Run; value: number; fold?: string | undefined }>(
  values: readonly T[],
): Trials<Trial & T & { fold: Trial["fold"] }> {
  const finite = values.filter(({ value }) => Number.isFinite(value));
  const { kept, copies } = independent(finite.map(({ run }) => run));
  const own = copies === 0 ? finite : finite.filter(({ run }) => kept.has(run));
  return { trials: own.map((one) => ({ ...one, seed: one.run.seed, fold: one.fold ?? one.run.fold })), copies };
}

/** The finite values behind a cell that has a number, those of its folds where it is over folds; each independent run once. */
export function trialsOf(cell: Cell | undefined, runs: ReadonlyMap<string, Run>): Trials<LoggedTrial> {
  const listed: readonly { run: string; fold?: string; quantity: Quantity }[] = cell?.quantity
    ? (cell.folds ?? cell.runs)
    : [];
  const trials: LoggedTrial[] = [];
  const of: Run[] = [];
  for (const { run: id, fold, quantity } of listed) {
    const run = runs.get(id);
    if (run === undefined || !Number.isFinite(quantity.value)) continue;
    of.push(run);
    trials.push({ value: quantity.value, seed: run.seed, fold: fold ?? run.fold, quantity });
  }
  const { kept, copies } = independent(of);
  return { trials: copies === 0 ? trials : trials.filter((_, index) => kept.has(of[index] as Run)), copies };
}

/** The runs that are evidence of their own, and how many are not. Where no two share a seed and fold none repeats another. */
function independent(runs: readonly Run[]): { kept: ReadonlySet<Run>; copies: number } {
  const all = new Set(runs);
  if (all.size < 2) return { kept: all, copies: 0 };
  if (haveOwnSeeds(all)) return { kept: all, copies: 0 };
  const kept = new Set(independentRuns([...all]).flatMap(([first]) => first ?? []));
  return { kept, copies: all.size - kept.size };
}

function haveOwnSeeds(runs: ReadonlySet<Run>): boolean {
  const seeds = new Set<Run["seed"]>();
  for (const { seed } of runs) seeds.add(seed);
  if (seeds.size === runs.size) return true;
  const both = new Set<string>();
  for (const { seed, fold } of runs) both.add(`${typeof seed} ${seed} ${typeof fold} ${fold}`);
  return both.size === runs.size;
}
