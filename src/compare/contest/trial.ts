import type { Cell } from "../../model/comparison.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { Run } from "../../model/run.ts";
import { independentRuns } from "../verdict/independent-runs.ts";

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
  const runs = [...new Set(finite.map(({ run }) => run))];
  const kept = new Set(independentRuns(runs).map(([first]) => first));
  const own = finite.filter(({ run }) => kept.has(run));
  const trials = own.map((one) => ({ ...one, seed: one.run.seed, fold: one.fold ?? one.run.fold }));
  return { trials, copies: runs.length - kept.size };
}

/** The finite values behind a cell that has a number, those of its folds where it is over folds; each independent run once. */
export function trialsOf(cell: Cell | undefined, runs: ReadonlyMap<string, Run>): Trials<LoggedTrial> {
  const listed: { run: string; fold?: string; quantity: Quantity }[] = cell?.quantity ? (cell.folds ?? cell.runs) : [];
  const values = listed.flatMap(({ run, fold, quantity }) => {
    const known = runs.get(run);
    return known === undefined ? [] : [{ run: known, fold, value: quantity.value, quantity }];
  });
  const { trials, copies } = trialsFrom(values);
  return { trials: trials.map(({ value, seed, fold, quantity }) => ({ value, seed, fold, quantity })), copies };
}
