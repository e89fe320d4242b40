import type { Cell } from "../../model/comparison.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { ReducedPoint } from "../../model/reduction.ts";
import { evidenceOfPoint } from "../../model/reduction.ts";
import type { Run } from "../../model/run.ts";
import { meanOf } from "../../statistics/descriptive.ts";

/** A run's finite number in a column. `selector` is empty where the row's own selector names it. */
export interface RunValue {
  run: Run;
  point: ReducedPoint;
  selector: string;
}

/** One of the values that a mean is of: a run's, a fold's, or the mean over the folds of one seed. */
export interface Unit {
  value: number;
  evidence: Evidence[];
  selector: string;
}

/** The values that a mean is of and what they are. `named`: the row's selector does not give them, theirs has to be written. */
export interface Units {
  units: Unit[];
  over: Cell["over"];
  named: boolean;
}

/**
 * What the mean over runs is over. Runs that are folds of several seeds are first averaged within each seed, so that the spread
 * is that between seeds; runs of one fold each are folds; others are runs.
 */
export function unitsOf(values: readonly RunValue[]): Units {
  const folds = new Set(values.map(({ run }) => run.fold));
  if (folds.size < 2 || folds.has(null)) return { units: values.map(plainUnit), over: undefined, named: false };
  const seeds = Map.groupBy(values, ({ run }) => run.seed);
  const isNested = seeds.size > 1 && !seeds.has(null) && [...seeds.values()].every((own) => own.length > 1);
  if (!isNested) return { units: values.map(plainUnit), over: "folds", named: false };
  return { units: [...seeds.values()].map(meanUnit), over: "fold means", named: true };
}

function plainUnit({ point, selector }: RunValue): Unit {
  return { value: point.value, evidence: evidenceOfPoint(point), selector };
}

function meanUnit(values: readonly RunValue[]): Unit {
  return {
    value: meanOf(values.map(({ point }) => point.value)),
    evidence: values.flatMap(({ point }) => evidenceOfPoint(point)),
    selector: `mean(${values.map(({ selector }) => selector).join(", ")})`,
  };
}
