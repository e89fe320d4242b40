import type { Cell } from "../../model/comparison.ts";
import type { Quantity } from "../../model/quantity.ts";
import { formatValue } from "../../model/quantity.ts";
import type { ReducedPoint } from "../../model/reduction.ts";
import { evidenceOfPoint, picksStep, reductionUnit } from "../../model/reduction.ts";
import type { Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { meanInterval } from "../../statistics/mean-interval.ts";
import { aggregate } from "./aggregate.ts";
import type { Column } from "./column.ts";
import { foldQuantities } from "./fold-cell.ts";
import type { FoldMetrics } from "./fold-metric.ts";
import type { AbsentGrid, PointGrid } from "./grid.ts";
import type { Labels } from "./label.ts";
import { derivedQuantity, loggedQuantity } from "./quantity.ts";
import type { RunValue, Unit, Units } from "./unit.ts";
import { unitsOf } from "./unit.ts";

/**
 * What cells are made from. `absent`: why runs that logged a metric have no point in the grid; `folds`: the metrics of one fold
 * each behind a run's metric that is a mean over them.
 */
export interface CellSource {
  labels: Labels;
  grid: PointGrid;
  absent: AbsentGrid;
  folds?: FoldMetrics | undefined;
}

const NONE = { spread: null, n: 0, min: null, max: null, delta: null, relative: null, missing: null };
const MISSING: Cell = Object.freeze({ ...NONE, quantity: null, runs: [], missing: "not logged" });

/**
 * The cell of a row of runs in one column: the logged number for one run; mean, sample standard deviation and extremes
 * of the finite values for several, and over the folds of one run. `n` counts those finite values; a number that is not
 * finite stands only where there is no other.
 */
export function cellOf(row: { name: string; runs: readonly Run[] }, column: Column, source: CellSource): Cell {
  const [only] = row.runs;
  const isPlain = row.runs.length === 1 && only !== undefined && !source.folds?.has(only.id);
  return isPlain ? cellOfRun(only, column, source) : cellOfRuns(row, column, source);
}

function cellOfRun(run: Run, column: Column, source: CellSource): Cell {
  const point = source.grid.get(run.id)?.[column.index];
  if (point === undefined) {
    const reason = source.absent.get(run.id)?.get(column.index);
    return reason === undefined ? MISSING : { ...MISSING, absent: [{ run: run.id, reason }], missing: reason };
  }
  const quantity = logged(run, point, { column, source });
  const runs = [{ run: run.id, quantity, ...stepOf(run, point, column) }];
  return { ...NONE, quantity, n: Number.isFinite(point.value) ? 1 : 0, runs };
}

function cellOfRuns(row: { name: string; runs: readonly Run[] }, column: Column, source: CellSource): Cell {
  const runs: Cell["runs"] = [];
  const absent: { run: string; reason: string }[] = [];
  const folds: NonNullable<Cell["folds"]> = [];
  const finite: (RunValue & { quantity: Quantity })[] = [];
  for (const run of row.runs) {
    const point = source.grid.get(run.id)?.[column.index];
    if (point === undefined) {
      const reason = source.absent.get(run.id)?.get(column.index);
      if (reason !== undefined) absent.push({ run: run.id, reason });
      continue;
    }
    const own = foldQuantities(run, column, source);
    const quantity = own === null ? logged(run, point, { column, source }) : own.mean;
    if (own !== null) folds.push(...own.folds);
    runs.push({ run: run.id, quantity, ...stepOf(run, point, column) });
    if (Number.isFinite(point.value)) finite.push({ run, point, selector: quantity.selector, quantity });
  }
  const [first] = runs;
  const without = absent.length === 0 ? {} : { absent };
  if (first === undefined) return { ...MISSING, ...without, missing: absent[0]?.reason ?? MISSING.missing };
  // How long some took says nothing of a row in which others never got there: a mean of them would flatter.
  if (absent[0] !== undefined && reductionUnit(column.shown.reduction) !== null) {
    return {
      ...MISSING,
      ...without,
      runs,
      missing: `${absent[0].reason} in ${absent.length} of ${row.runs.length} runs`,
    };
  }
  const only = finite.length === 1 ? finite[0]?.quantity : undefined;
  const units = folds.length === 0 ? unitsOf(finite) : ofFolds(finite, folds);
  if (units.units.length > 1) {
    const listed = folds.length > 0 ? { folds } : units.over === undefined ? {} : { folds: foldRuns(finite) };
    return { ...summary(row.name, units, column), ...without, ...listed, runs };
  }
  return { ...NONE, quantity: only ?? first.quantity, n: finite.length, ...without, runs };
}

function logged(run: Run, point: ReducedPoint, { column, source }: { column: Column; source: CellSource }): Quantity {
  return loggedQuantity(point, `${source.labels.get(run.id) ?? run.name}/${column.selector}`, column.style);
}

/** One run: its folds. Several: the mean over the folds of each. */
function ofFolds(finite: readonly RunValue[], folds: NonNullable<Cell["folds"]>): Units {
  const asUnit = ({ value, evidence, selector }: Quantity): Unit => ({ value, evidence, selector });
  if (finite.length === 1) {
    const survived = folds.filter(({ quantity }) => Number.isFinite(quantity.value));
    return { units: survived.map(({ quantity }) => asUnit(quantity)), over: "folds", named: true };
  }
  const units = finite.map(({ point, selector }) => ({
    value: point.value,
    evidence: evidenceOfPoint(point),
    selector,
  }));
  return { units, over: "fold means", named: true };
}

function foldRuns(finite: readonly (RunValue & { quantity: Quantity })[]): NonNullable<Cell["folds"]> {
  return finite.map(({ run, quantity }) => ({ run: run.id, fold: String(run.fold), quantity }));
}

/** The step that a reduction chose in a run: it is not in the column's head. */
function stepOf(run: Run, { step }: ReducedPoint, { shown }: Column): Pick<Cell["runs"][number], "at"> {
  if (step === null || !picksStep(shown.reduction)) return {};
  return { at: { name: metricOf(run, shown.name)?.stepName ?? "step", step } };
}

function summary(name: string, { units, over, named }: Units, column: Column): Cell {
  const values = units.map(({ value }) => value);
  const stated = aggregate(values);
  if (stated === null) return MISSING;
  const all = units.flatMap(({ evidence }) => evidence);
  const of = named ? units.map(({ selector }) => selector).join(", ") : `${name}/${column.selector}`;
  const make = (call: string, value: number, evidence = all) =>
    derivedQuantity({ value, text: formatValue(value, column.style), selector: `${call}(${of})`, evidence });
  const at = (value: number) => units.find((one) => one.value === value)?.evidence ?? all;
  const interval = over === "folds" ? null : meanInterval(values);
  return {
    quantity: make("mean", stated.mean),
    spread: stated.std === null ? null : make("std", stated.std),
    n: stated.n,
    min: make("min", stated.min, at(stated.min)),
    max: make("max", stated.max, at(stated.max)),
    runs: [],
    ...(over !== undefined && { over }),
    ...(interval !== null && {
      interval: { low: make("mean_low", interval.low), high: make("mean_high", interval.high) },
    }),
    delta: null,
    relative: null,
    missing: null,
  };
}
