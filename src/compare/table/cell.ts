import type { Cell } from "../../model/comparison.ts";
import { formatValue } from "../../model/quantity.ts";
import type { ReducedPoint } from "../../model/reduction.ts";
import { evidenceOfPoint, picksStep } from "../../model/reduction.ts";
import type { Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { aggregate } from "./aggregate.ts";
import type { Column } from "./column.ts";
import type { AbsentGrid, PointGrid } from "./grid.ts";
import type { Labels } from "./label.ts";
import { derivedQuantity, loggedQuantity } from "./quantity.ts";

/** What cells are made from. `absent`: why runs that logged a metric have no point in the grid. */
export interface CellSource {
  labels: Labels;
  grid: PointGrid;
  absent: AbsentGrid;
}

const NONE = { spread: null, n: 0, min: null, max: null, delta: null, relative: null, missing: null };
const MISSING: Cell = Object.freeze({ ...NONE, quantity: null, runs: [], missing: "not logged" });

/**
 * The cell of a row of runs in one column: the logged number for one run; mean, sample standard deviation and extremes
 * of the finite values for several. `n` counts those finite values; a number that is not finite stands only where there
 * is no other.
 */
export function cellOf(row: { name: string; runs: readonly Run[] }, column: Column, source: CellSource): Cell {
  const runs: Cell["runs"] = [];
  const absent: { run: string; reason: string }[] = [];
  const finite: ReducedPoint[] = [];
  let only: Cell["quantity"] = null;
  for (const run of row.runs) {
    const point = source.grid.get(run.id)?.[column.index];
    if (point === undefined) {
      const reason = source.absent.get(run.id)?.get(column.index);
      if (reason !== undefined) absent.push({ run: run.id, reason });
      continue;
    }
    const selector = `${source.labels.get(run.id) ?? run.name}/${column.selector}`;
    const quantity = loggedQuantity(point, selector, column.style);
    runs.push({ run: run.id, quantity, ...stepOf(run, point, column) });
    if (!Number.isFinite(point.value)) continue;
    finite.push(point);
    only = quantity;
  }
  const first = runs[0];
  const without = absent.length === 0 ? {} : { absent };
  if (first === undefined) return { ...MISSING, ...without, missing: absent[0]?.reason ?? MISSING.missing };
  if (finite.length > 1) return { ...summary(row.name, finite, column), ...without, runs };
  return { ...NONE, quantity: only ?? first.quantity, n: finite.length, ...without, runs };
}

/** The step that a reduction chose in a run: it is not in the column's head. */
function stepOf(run: Run, { step }: ReducedPoint, { shown }: Column): Pick<Cell["runs"][number], "at"> {
  if (step === null || !picksStep(shown.reduction)) return {};
  return { at: { name: metricOf(run, shown.name)?.stepName ?? "step", step } };
}

function summary(name: string, points: readonly ReducedPoint[], column: Column): Cell {
  const stated = aggregate(points.map((point) => point.value));
  if (stated === null) return MISSING;
  const all = points.flatMap(evidenceOfPoint);
  const make = (call: string, value: number, evidence = all) =>
    derivedQuantity({
      value,
      text: formatValue(value, column.style),
      selector: `${call}(${name}/${column.selector})`,
      evidence,
    });
  const at = (value: number) => {
    const point = points.find((one) => one.value === value);
    return point === undefined ? all : evidenceOfPoint(point);
  };
  return {
    quantity: make("mean", stated.mean),
    spread: stated.std === null ? null : make("std", stated.std),
    n: stated.n,
    min: make("min", stated.min, at(stated.min)),
    max: make("max", stated.max, at(stated.max)),
    runs: [],
    delta: null,
    relative: null,
    missing: null,
  };
}
