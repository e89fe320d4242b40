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

/**
 * The finite values of some runs as trials, in their order. A run that only repeats another (the same settings and seed,
 * and the same result) is no further evidence and left out.
 */
export function trialsFrom<T extends { run: Run; value: number }>(values: readonly T[]): (T & Trial)[] {
  const finite = values.filter(({ value }) => Number.isFinite(value));
  const kept = new Set(independentRuns(finite.map(({ run }) => run)).map(([first]) => first));
  return finite.filter(({ run }) => kept.has(run)).map((one) => ({ ...one, seed: one.run.seed, fold: one.run.fold }));
}

/** The finite values behind a cell, each independent run once. */
export function trialsOf(cell: Cell | undefined, runs: ReadonlyMap<string, Run>): LoggedTrial[] {
  const values = (cell?.runs ?? []).flatMap(({ run, quantity }) => {
    const known = runs.get(run);
    return known === undefined ? [] : [{ run: known, value: quantity.value, quantity }];
  });
  return trialsFrom(values).map(({ value, seed, fold, quantity }) => ({ value, seed, fold, quantity }));
}
