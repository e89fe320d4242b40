import type { Cell } from "../../model/comparison.ts";
import { formatValue } from "../../model/quantity.ts";
import type { Point, Run } from "../../model/run.ts";
import { aggregate } from "./aggregate.ts";
import type { Column } from "./column.ts";
import type { PointGrid } from "./grid.ts";
import type { Labels } from "./label.ts";
import { derivedQuantity, loggedQuantity } from "./quantity.ts";

/** What cells are made from. */
export interface CellSource {
  labels: Labels;
  grid: PointGrid;
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
  const finite: Point[] = [];
  let only: Cell["quantity"] = null;
  for (const run of row.runs) {
    const point = source.grid.get(run.id)?.[column.index];
    if (point === undefined) continue;
    const selector = `${source.labels.get(run.id) ?? run.name}/${column.selector}`;
    const quantity = loggedQuantity(point, selector, column.style);
    runs.push({ run: run.id, quantity });
    if (!Number.isFinite(point.value)) continue;
    finite.push(point);
    only = quantity;
  }
  const first = runs[0];
  if (first === undefined) return MISSING;
  if (finite.length > 1) return { ...summary(row.name, finite, column), runs };
  return { ...NONE, quantity: only ?? first.quantity, n: finite.length, runs };
}

function summary(name: string, points: readonly Point[], column: Column): Cell {
  const stated = aggregate(points.map((point) => point.value));
  if (stated === null) return MISSING;
  const all = points.map((point) => point.evidence);
  const make = (call: string, value: number, evidence = all) =>
    derivedQuantity({
      value,
      text: formatValue(value, column.style),
      selector: `${call}(${name}/${column.selector})`,
      evidence,
    });
  const at = (value: number) => points.flatMap((point) => (point.value === value ? [point.evidence] : [])).slice(0, 1);
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
